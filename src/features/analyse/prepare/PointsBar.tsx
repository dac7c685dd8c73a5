import { useMemo } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { USUAL_REBIN } from '../../../domain/spectrum/points';
import { session, useSession, type Item } from '../../../stores/session';
import controls from '../../../styles/controls.module.css';
import { electronVolts } from '../../widgets/format';
import { NumberField } from '../../widgets/NumberField';
import styles from '../plot/Plot.module.css';
import { changeEach } from './changing';
import { changePoints, pointsOf, shiftOf } from './points';
import { alignTo, merge } from './repeats';

/** Proposals that fit into a line. */
const MOST_PROPOSED = 6;

/** Lowest and highest energy of a file. */
function extentOf(energy: Float64Array): readonly [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const value of energy) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return [low, high];
}

/** What is left out of a scan, and what is done with repeats of it. */
export function PointsBar({
  item,
  proposed,
}: {
  readonly item: Item;
  /** Energies (of the file) of points that look like glitches. */
  readonly proposed: readonly number[];
}) {
  const ticked = useSession(useShallow((state) => [...state.ticked].filter((id) => id !== item.id)));
  const { spectrum } = item;
  const extent = useMemo(() => spectrum && extentOf(spectrum.energy), [spectrum]);
  if (!spectrum || !extent) return null;
  const points = pointsOf(item);
  const shift = shiftOf(item);
  const { removed = [], from, to, rebin } = points;
  const [low, high] = [extent[0] + shift, extent[1] + shift];
  const others = (): Item[] => {
    const { items } = session.getState();
    return ticked.flatMap((id) => items[id] ?? []);
  };
  const leaveOut = (energies: readonly number[]): void => {
    changePoints(item, { removed: [...removed, ...energies] });
  };
  return (
    <div className={styles.normalisation} role="group" aria-label="Points">
      <NumberField
        label="Points from"
        value={(from ?? extent[0]) + shift}
        step={1}
        digits={1}
        min={low}
        max={high}
        onCommit={(value, isStep) => {
          changePoints(
            item,
            { from: value <= low + 0.05 ? undefined : value - shift },
            isStep ? `steps of the first point ${item.id}` : undefined,
          );
        }}
      />
      <NumberField
        label="to (eV)"
        value={(to ?? extent[1]) + shift}
        step={1}
        digits={1}
        min={low}
        max={high}
        onCommit={(value, isStep) => {
          changePoints(
            item,
            { to: value >= high - 0.05 ? undefined : value - shift },
            isStep ? `steps of the last point ${item.id}` : undefined,
          );
        }}
      />
      <NumberField
        label="Leave out the point at (eV)"
        value={null}
        step={1}
        digits={1}
        min={low}
        max={high}
        title="The point nearest to this energy is left out"
        onCommit={(value) => {
          leaveOut([value - shift]);
        }}
      />
      {proposed.length > 0 && (
        <span>
          Look like glitches:{' '}
          {proposed.slice(0, MOST_PROPOSED).map((energy) => (
            <button
              key={energy}
              type="button"
              className={controls.button}
              title="Leave this point out"
              onClick={() => {
                leaveOut([energy]);
              }}
            >
              Leave out {electronVolts(energy + shift)}
            </button>
          ))}
          {proposed.length > MOST_PROPOSED && ` and ${proposed.length - MOST_PROPOSED} more`}
        </span>
      )}
      {removed.length > 0 && (
        <button
          type="button"
          className={controls.button}
          title={removed.map((energy) => electronVolts(energy + shift)).join(', ')}
          onClick={() => {
            changePoints(item, { removed: undefined });
          }}
        >
          Put {removed.length} {removed.length === 1 ? 'point' : 'points'} back
        </button>
      )}
      <label title="Averages in bins of 10 eV below the edge, 0.5 eV around it, 0.05 Å⁻¹ above">
        <input
          type="checkbox"
          checked={rebin !== undefined}
          onChange={({ target }) => {
            changePoints(item, { rebin: target.checked ? USUAL_REBIN : undefined });
          }}
        />{' '}
        rebin
      </label>
      <button
        type="button"
        className={controls.button}
        disabled={!item.options.points}
        title="All points as in the file"
        onClick={() => {
          changeEach([{ item, changes: { points: null } }]);
        }}
      >
        All points
      </button>
      {ticked.length > 0 && (
        <>
          <button
            type="button"
            className={controls.button}
            title="Shifts the edge of each ticked spectrum onto this one, by least squares from 25 eV below to 40 eV above E0"
            onClick={() => {
              alignTo(item, others());
            }}
          >
            Align the {ticked.length} ticked to this
          </button>
          <button
            type="button"
            className={controls.button}
            title="Adds the mean of this and the ticked spectra as measured, with their standard deviation"
            onClick={() => {
              merge([item, ...others()], false);
            }}
          >
            Merge as measured
          </button>
          <button
            type="button"
            className={controls.button}
            title="Adds the mean of this and the ticked spectra after normalisation, with their standard deviation"
            onClick={() => {
              merge([item, ...others()], true);
            }}
          >
            Merge normalised
          </button>
        </>
      )}
    </div>
  );
}
