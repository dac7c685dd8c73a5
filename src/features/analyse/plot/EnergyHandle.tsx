import { useRef, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import { electronVolts } from '../../widgets/format';
import styles from './Plot.module.css';

interface Props {
  readonly name: string;
  /** What the badge on the line shows. */
  readonly badge: ReactNode;
  readonly tone?: 'pre-edge' | 'post-edge';
  /** eV, absolute. */
  readonly energy: number;
  /** eV that an arrow key moves. */
  readonly step: number;
  /** Absolute energies at the left and right edge of the plotting area. */
  readonly range: readonly [number, number];
  readonly limits: readonly [number, number];
  readonly onDrag: (energy: number) => void;
  /** The drag ends where it is. */
  readonly onDrop: () => void;
  /** The drag ends as if it had not been: Escape, or the browser took the pointer away. */
  readonly onCancel: () => void;
  /** An arrow key. */
  readonly onStep: (energy: number) => void;
}

const STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
  PageDown: -50,
  PageUp: 50,
};

/** A line at an energy, moved with the pointer or the arrow keys (Shift: ten steps). */
export function EnergyHandle({
  name,
  badge,
  tone,
  energy,
  step,
  range,
  limits,
  onDrag,
  onDrop,
  onCancel,
  onStep,
}: Props) {
  const area = useRef<HTMLDivElement>(null);
  const isDragging = useRef(false);
  const fraction = (energy - range[0]) / (range[1] - range[0]);
  const clamp = (value: number): number =>
    Math.round(Math.max(limits[0], Math.min(limits[1], value)) * 100) / 100;

  const energyAt = (event: PointerEvent): number => {
    const box = area.current?.getBoundingClientRect();
    if (!box) return energy;
    return clamp(range[0] + ((event.clientX - box.left) / box.width) * (range[1] - range[0]));
  };

  const end = (tell: () => void): void => {
    if (!isDragging.current) return;
    isDragging.current = false;
    tell();
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') end(onCancel);
    const steps = STEPS[event.key];
    if (steps === undefined) return;
    event.preventDefault();
    onStep(clamp(energy + steps * step * (event.shiftKey ? 10 : 1)));
  };

  return (
    <div ref={area} className={styles.handleArea}>
      {fraction >= 0 && fraction <= 1 && (
        <div
          className={styles.handle}
          style={{ left: `${fraction * 100}%` }}
          role="slider"
          tabIndex={0}
          data-tone={tone}
          aria-label={name}
          aria-valuemin={Math.ceil(limits[0])}
          aria-valuemax={Math.floor(limits[1])}
          aria-valuenow={Number(energy.toFixed(2))}
          aria-valuetext={electronVolts(energy)}
          title={`${name}: drag to move, or use the arrow keys (${step} eV, with Shift ${10 * step} eV)`}
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
          <span className={styles.handleLabel}>{badge}</span>
        </div>
      )}
    </div>
  );
}
