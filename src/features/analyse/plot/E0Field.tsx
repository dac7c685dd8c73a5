import { useId } from 'react';
import { session, type Item } from '../../../stores/session';
import controls from '../../../styles/controls.module.css';
import { NumberField } from '../../widgets/NumberField';
import styles from './Plot.module.css';

interface Props {
  readonly item: Item;
  readonly e0: number | null;
  /** Null while nothing is known about the scan. */
  readonly limits: readonly [number, number] | null;
}

/** A run of arrow keys is one step of undo. */
export const stepGesture = ({ id }: Item): string => `steps of E0 ${id}`;

/** E0 as a number, how it is found, and the way back to automatic. */
export function E0Field({ item, e0, limits }: Props) {
  const methodId = useId();
  const { setOptions } = session.getState();
  const method = item.options.e0 === undefined ? (item.options.e0Method ?? 'half-step') : 'manual';
  return (
    <span className={styles.e0}>
      <NumberField
        label="E0 (eV)"
        value={e0}
        step={0.1}
        digits={2}
        min={limits?.[0] ?? 0}
        max={limits?.[1] ?? 0}
        onCommit={(value, isStep) => {
          setOptions(item.id, { e0: value }, isStep ? stepGesture(item) : undefined);
        }}
      />
      <label className="visually-hidden" htmlFor={methodId}>
        How E0 is found
      </label>
      <select
        id={methodId}
        className={controls.field}
        value={method}
        title="Half step: where the signal last crosses half of the edge step. Derivative: the steepest point."
        onChange={({ target }) => {
          if (target.value === 'manual') {
            if (e0 !== null) setOptions(item.id, { e0 });
          } else {
            setOptions(item.id, { e0: null, e0Method: target.value === 'derivative' ? 'derivative' : null });
          }
        }}
      >
        <option value="half-step">half step</option>
        <option value="derivative">steepest point</option>
        <option value="manual">by hand</option>
      </select>
    </span>
  );
}
