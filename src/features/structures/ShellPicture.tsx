import { useId, useMemo, useRef, useState, type PointerEvent } from 'react';
import type { Bond } from '../../domain/structure/crystal-nn';
import { norm, scale } from '../../domain/vector';
import { GENERAL, shellScene, type View } from '../motifs/scene';
import { HALF, ligandRadius, LONGEST_BOND, SceneShapes, type Layout } from '../motifs/SceneShapes';
import styles from './Structures.module.css';

/** Degrees that a pixel of a drag turns. */
const DEGREES_PER_PIXEL = 0.7;
const STEEPEST = 90;

/** Angles of -180 to 180 degrees. */
const wrapped = (degrees: number): number => ((((degrees + 180) % 360) + 360) % 360) - 180;

const clamped = (degrees: number): number => Math.max(-STEEPEST, Math.min(STEEPEST, degrees));

interface Props {
  readonly element: string;
  /** The bonds of the shell. */
  readonly bonds: readonly Bond[];
  /** For people who do not see it. */
  readonly description: string;
}

/** The neighbours of a site as balls and sticks, to be turned by dragging or with two sliders. */
export function ShellPicture({ element, bonds, description }: Props) {
  const title = useId();
  const [view, setView] = useState<View>(GENERAL);
  const last = useRef<{ x: number; y: number } | null>(null);
  const ligands = useMemo(() => {
    const longest = Math.max(...bonds.map(({ distance }) => distance));
    return bonds.map(({ vector }) => scale(vector, 1 / longest));
  }, [bonds]);
  const shortest = Math.min(...ligands.map(norm));
  const ligand = ligandRadius(ligands.length);
  const layout: Layout = {
    bond: LONGEST_BOND,
    ligand,
    absorber: Math.min(ligand + 2.4, 30 * shortest),
    x: 0,
    y: 0,
  };

  const turn = (by: { x: number; y: number }): void => {
    setView((before) => ({ turn: wrapped(before.turn + by.x), raise: clamped(before.raise + by.y) }));
  };
  const onPointerMove = (event: PointerEvent): void => {
    if (!last.current) return;
    turn({
      x: -(event.clientX - last.current.x) * DEGREES_PER_PIXEL,
      y: (event.clientY - last.current.y) * DEGREES_PER_PIXEL,
    });
    last.current = { x: event.clientX, y: event.clientY };
  };
  const release = (): void => {
    last.current = null;
  };

  return (
    <figure className={styles.picture}>
      <svg
        viewBox={`${-HALF} ${-HALF} ${2 * HALF} ${2 * HALF}`}
        role="img"
        aria-labelledby={title}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          last.current = { x: event.clientX, y: event.clientY };
        }}
        onPointerMove={onPointerMove}
        onPointerUp={release}
        onPointerCancel={release}
      >
        <title id={title}>{description}</title>
        <SceneShapes shapes={shellScene(ligands, view)} layout={layout} />
      </svg>
      <figcaption>
        <label>
          <span>turn</span>
          <input
            type="range"
            min={-180}
            max={180}
            step={5}
            value={Math.round(view.turn)}
            aria-label={`Turn the picture of ${element}`}
            onChange={({ target }) => {
              setView({ ...view, turn: target.valueAsNumber });
            }}
          />
        </label>
        <label>
          <span>tilt</span>
          <input
            type="range"
            min={-STEEPEST}
            max={STEEPEST}
            step={5}
            value={Math.round(view.raise)}
            aria-label={`Tilt the picture of ${element}`}
            onChange={({ target }) => {
              setView({ ...view, raise: target.valueAsNumber });
            }}
          />
        </label>
      </figcaption>
    </figure>
  );
}
