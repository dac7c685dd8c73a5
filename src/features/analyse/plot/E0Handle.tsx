import { useRef, type KeyboardEvent, type PointerEvent } from 'react';
import { electronVolts } from '../../widgets/format';
import styles from './Plot.module.css';

interface Props {
  /** eV, absolute. */
  readonly e0: number;
  /** Absolute energies at the left and right edge of the plotting area. */
  readonly range: readonly [number, number];
  readonly limits: readonly [number, number];
  readonly onDrag: (e0: number) => void;
  /** The drag ends where it is. */
  readonly onDrop: () => void;
  /** The drag ends as if it had not been: Escape, or the browser took the pointer away. */
  readonly onCancel: () => void;
  /** An arrow key. */
  readonly onStep: (e0: number) => void;
}

const STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -0.1,
  ArrowDown: -0.1,
  ArrowRight: 0.1,
  ArrowUp: 0.1,
  PageDown: -5,
  PageUp: 5,
};

/** The line at E0, moved with the pointer or the arrow keys (Shift: whole eV). */
export function E0Handle({ e0, range, limits, onDrag, onDrop, onCancel, onStep }: Props) {
  const area = useRef<HTMLDivElement>(null);
  const isDragging = useRef(false);
  const fraction = (e0 - range[0]) / (range[1] - range[0]);
  const clamp = (value: number): number =>
    Math.round(Math.max(limits[0], Math.min(limits[1], value)) * 100) / 100;

  const energyAt = (event: PointerEvent): number => {
    const box = area.current?.getBoundingClientRect();
    if (!box) return e0;
    return clamp(range[0] + ((event.clientX - box.left) / box.width) * (range[1] - range[0]));
  };

  const end = (tell: () => void): void => {
    if (!isDragging.current) return;
    isDragging.current = false;
    tell();
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') end(onCancel);
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    onStep(clamp(e0 + (event.shiftKey ? step * 10 : step)));
  };

  return (
    <div ref={area} className={styles.handleArea}>
      {fraction >= 0 && fraction <= 1 && (
        <div
          className={styles.handle}
          style={{ left: `${fraction * 100}%` }}
          role="slider"
          tabIndex={0}
          aria-label="E0"
          aria-valuemin={Math.ceil(limits[0])}
          aria-valuemax={Math.floor(limits[1])}
          aria-valuenow={Number(e0.toFixed(2))}
          aria-valuetext={electronVolts(e0)}
          title="Drag to move E0, or use the arrow keys (0.1 eV, with Shift 1 eV)"
          onKeyDown={onKeyDown}
          onPointerDown={(event) => {
            // A finger drags the badge only: anywhere else on the plot it scrolls the page.
            const isOnBadge = event.target !== event.currentTarget;
            if (event.pointerType === 'touch' && !isOnBadge) return;
            event.currentTarget.setPointerCapture(event.pointerId);
            isDragging.current = true;
          }}
          onPointerMove={(event) => {
            if (isDragging.current) onDrag(energyAt(event));
          }}
          onPointerUp={() => {
            end(onDrop);
          }}
          onPointerCancel={() => {
            end(onCancel);
          }}
          // As when the handle goes away under the pointer.
          onLostPointerCapture={() => {
            end(onCancel);
          }}
        >
          <span className={styles.handleLabel}>
            E<sub>0</sub>
          </span>
        </div>
      )}
    </div>
  );
}
