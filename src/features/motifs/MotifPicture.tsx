import { memo, useId, type CSSProperties, type ReactElement } from 'react';
import { bondAngle, motifScene, type Shape } from './scene';
import styles from './MotifPicture.module.css';

/** Half the width of the view box. */
const HALF = 50;
/** Longest bond, in units of the view box. */
const LONGEST_BOND = 36;
const MARGIN = 3;

/** Pictures smaller than this (px) have no room for the angle in figures. */
const SMALLEST_WITH_FIGURES = 56;

interface Nearness extends CSSProperties {
  '--near': string;
}

const nearness = (near: number): Nearness => ({ '--near': `${Math.round(100 * near)}%` });
/** Sizes in units of the view box, such that the motif fills the picture. */
interface Layout {
  readonly bond: number;
  readonly ligand: number;
  readonly absorber: number;
  /** Middle of the motif. */
  readonly x: number;
  readonly y: number;
}

function layoutOf(shapes: readonly Shape[]): Layout {
  const atoms = shapes.flatMap((shape) =>
    shape.kind === 'ligand' || shape.kind === 'absorber' ? [shape.at] : [],
  );
  const extent = (values: number[]): [number, number] => [Math.min(...values), Math.max(...values)];
  const [left, right] = extent(atoms.map(({ x }) => x));
  const [top, bottom] = extent(atoms.map(({ y }) => y));
  // Crowded motifs get smaller balls.
  const ligand = atoms.length > 8 ? 6.6 : atoms.length > 6 ? 7.6 : 8.6;
  const reach = Math.max(right - left, bottom - top) / 2;
  const bond = Math.min(LONGEST_BOND, (HALF - MARGIN - 1.1 * ligand) / reach);
  return {
    bond,
    ligand,
    absorber: ligand + 2.4,
    x: (bond * (left + right)) / 2,
    y: (bond * (top + bottom)) / 2,
  };
}

function draw(shape: Shape, key: number, { bond, ...layout }: Layout): ReactElement {
  const at = (value: number): string => (bond * value).toFixed(2);
  switch (shape.kind) {
    case 'face':
      return (
        <polygon
          key={key}
          className={shape.isFront ? styles.front : styles.back}
          points={shape.points.map(({ x, y }) => `${at(x)},${at(y)}`).join(' ')}
        />
      );
    case 'edge':
    case 'bond':
      return (
        <line
          key={key}
          className={styles[shape.kind]}
          style={nearness(shape.near)}
          x1={at(shape.from.x)}
          y1={at(shape.from.y)}
          x2={at(shape.to.x)}
          y2={at(shape.to.y)}
          strokeWidth={shape.kind === 'bond' ? 0.5 * layout.ligand * shape.to.zoom : undefined}
        />
      );
    case 'ligand':
    case 'absorber':
      return (
        <circle
          key={key}
          className={styles[shape.kind]}
          style={nearness(shape.near)}
          cx={at(shape.at.x)}
          cy={at(shape.at.y)}
          r={(layout[shape.kind] * shape.at.zoom).toFixed(2)}
        />
      );
  }
}

/** The opening between two bonds that point downwards: an arc, or a corner for a right angle, and its size. */
function Angle({ degrees, bond, hasFigures }: { degrees: number; bond: number; hasFigures: boolean }) {
  const half = (degrees / 2) * (Math.PI / 180);
  const isRight = Math.abs(degrees - 90) < 0.01;
  const radius = isRight ? 0.5 * bond : 0.6 * bond;
  const [x, y] = [radius * Math.sin(half), radius * Math.cos(half)];
  const lowest = Math.max(isRight ? 2 * y : radius, bond * Math.cos(half));
  return (
    <>
      <path
        className={styles.angle}
        d={
          isRight ? `M${-x} ${y} L0 ${2 * y} L${x} ${y}` : `M${-x} ${y} A${radius} ${radius} 0 0 0 ${x} ${y}`
        }
      />
      {hasFigures && (
        <text className={styles.figures} x={0} y={lowest + 15}>
          {`${Number(degrees.toFixed(1))}°`}
        </text>
      )}
    </>
  );
}

interface MotifPictureProps {
  /** A name from `MOTIFS`. */
  readonly name: string;
  /** Width and height in px. */
  readonly size?: number;
}

/** Ball-and-stick picture of an ideal coordination motif; draws nothing for an unknown name. */
export const MotifPicture = memo(function MotifPicture({ name, size = 48 }: MotifPictureProps) {
  const title = useId();
  const shapes = motifScene(name);
  if (!shapes) return null;
  const layout = layoutOf(shapes);
  const angle = bondAngle(name);
  return (
    <svg
      className={styles.picture}
      width={size}
      height={size}
      viewBox={`${(layout.x - HALF).toFixed(2)} ${(layout.y - HALF).toFixed(2)} ${2 * HALF} ${2 * HALF}`}
      role="img"
      aria-labelledby={title}
    >
      <title id={title}>{name}</title>
      {angle !== undefined && angle < 179 && (
        <Angle degrees={angle} bond={layout.bond} hasFigures={size >= SMALLEST_WITH_FIGURES} />
      )}
      {shapes.map((shape, index) => draw(shape, index, layout))}
    </svg>
  );
});
