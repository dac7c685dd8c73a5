import type { CSSProperties, ReactElement } from 'react';
import type { Shape } from './scene';
import styles from './MotifPicture.module.css';

/** Half the width of the view box. */
export const HALF = 50;
/** Longest bond, in units of the view box. */
export const LONGEST_BOND = 36;
const MARGIN = 3;

interface Nearness extends CSSProperties {
  '--near': string;
}

const nearness = (near: number): Nearness => ({ '--near': `${Math.round(100 * near)}%` });

/** Sizes in units of the view box, such that the motif fills the picture. */
export interface Layout {
  readonly bond: number;
  readonly ligand: number;
  readonly absorber: number;
  /** Middle of the motif. */
  readonly x: number;
  readonly y: number;
}

/** Crowded shells get smaller balls. */
export const ligandRadius = (count: number): number => (count > 7 ? 6.6 : count > 5 ? 7.6 : 8.6);

/** The layout that fills the picture with what is seen from this side. */
export function layoutOf(shapes: readonly Shape[]): Layout {
  const atoms = shapes.flatMap((shape) =>
    shape.kind === 'ligand' || shape.kind === 'absorber' ? [shape.at] : [],
  );
  const extent = (values: number[]): [number, number] => [Math.min(...values), Math.max(...values)];
  const [left, right] = extent(atoms.map(({ x }) => x));
  const [top, bottom] = extent(atoms.map(({ y }) => y));
  const ligand = ligandRadius(atoms.length - 1);
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

/** The shapes of a scene as SVG, in their order. */
export function SceneShapes({
  shapes,
  layout,
}: {
  readonly shapes: readonly Shape[];
  readonly layout: Layout;
}) {
  return shapes.map((shape, index) => draw(shape, index, layout));
}
