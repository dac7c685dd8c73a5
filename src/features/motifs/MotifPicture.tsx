import { memo, useId } from 'react';
import { bondAngle, motifScene } from './scene';
import { HALF, layoutOf, SceneShapes } from './SceneShapes';
import styles from './MotifPicture.module.css';

/** Pictures smaller than this (px) have no room for the angle in figures. */
const SMALLEST_WITH_FIGURES = 56;

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
      <SceneShapes shapes={shapes} layout={layout} />
    </svg>
  );
});
