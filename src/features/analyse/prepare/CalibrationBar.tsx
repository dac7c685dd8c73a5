import { useShallow } from 'zustand/react/shallow';
import { foilEdge } from '../../../domain/foil';
import { calibrationBy, type FoilEdge } from '../../../domain/spectrum/calibration';
import { notices } from '../../../stores/notices';
import { session, useSession, type Item } from '../../../stores/session';
import controls from '../../../styles/controls.module.css';
import { electronVolts } from '../../widgets/format';
import { NumberField } from '../../widgets/NumberField';
import styles from '../plot/Plot.module.css';
import { changeEach } from './changing';

/** eV that may be typed. */
const FARTHEST = 500;

const foilText = ({ element, e0 }: FoilEdge, shift: number): string =>
  `${element} foil at ${electronVolts(e0 + shift, 2)}`;

/** Takes a spectrum for one of a foil. */
function calibrateAsFoil(item: Item): void {
  const { spectrum, options } = item;
  const foil = spectrum && foilEdge(spectrum, options.element ?? spectrum.element);
  if (foil) changeEach([{ item, changes: { calibration: calibrationBy(foil) } }]);
  else notices.getState().notify(`${item.name} shows no clear K edge. The energies stay as they were.`);
}

/** Each of the spectra by its own foil; those without one stay as they are, and a notice counts them. */
function calibrateEach(items: readonly Item[]): void {
  const wanted = items.flatMap((item) =>
    item.foil ? [{ item, changes: { calibration: calibrationBy(item.foil) } }] : [],
  );
  changeEach(wanted);
  const without = items.length - wanted.length;
  if (without > 0) {
    notices
      .getState()
      .notify(
        `${without} of ${items.length} spectra have no foil measured with them and stay as they were. Copy a shift to them instead.`,
      );
  }
}

/** The shift of the energies: by the foil, by typing, for the ticked spectra too. */
export function CalibrationBar({ item }: { readonly item: Item }) {
  const ticked = useSession(useShallow((state) => [...state.ticked].filter((id) => id !== item.id)));
  const { foil, options } = item;
  const { calibration } = options;
  const shift = calibration?.shift ?? 0;
  const others = (): Item[] => {
    const { items } = session.getState();
    return ticked.flatMap((id) => items[id] ?? []);
  };
  return (
    <div className={styles.normalisation} role="group" aria-label="Calibration">
      <NumberField
        label="Energy shift (eV)"
        value={shift}
        step={0.1}
        digits={3}
        min={-FARTHEST}
        max={FARTHEST}
        title="Added to the energies of the file; arrow keys step by 0.1 eV"
        onCommit={(value, isStep) => {
          changeEach(
            [{ item, changes: { calibration: { shift: value } } }],
            isStep ? `steps of the shift ${item.id}` : undefined,
          );
        }}
      />
      {foil ? (
        <>
          <span>
            {foilText(foil, shift)}, tabulated {foil.tabulated}
          </span>
          <button
            type="button"
            className={controls.button}
            title="Shift the energies so that the first inflection of the foil's edge stands at its tabulated energy"
            onClick={() => {
              changeEach([{ item, changes: { calibration: calibrationBy(foil) } }]);
            }}
          >
            Calibrate by the foil
          </button>
        </>
      ) : (
        <>
          <span>No reference foil was measured with it.</span>
          <button
            type="button"
            className={controls.button}
            title="Shift the energies so that the first inflection of this spectrum stands at the tabulated energy of its element"
            onClick={() => {
              calibrateAsFoil(item);
            }}
          >
            This is a foil
          </button>
        </>
      )}
      <button
        type="button"
        className={controls.button}
        disabled={!calibration}
        title="The energies as in the file"
        onClick={() => {
          changeEach([{ item, changes: { calibration: null } }]);
        }}
      >
        No shift
      </button>
      {ticked.length > 0 && (
        <>
          <button
            type="button"
            className={controls.button}
            title="The ticked spectra get the shift of this one"
            onClick={() => {
              changeEach(
                others().map((other) => ({ item: other, changes: { calibration: calibration ?? null } })),
              );
            }}
          >
            Copy the shift to the {ticked.length} ticked
          </button>
          <button
            type="button"
            className={controls.button}
            title="Each ticked spectrum is shifted by the foil that was measured with it"
            onClick={() => {
              calibrateEach(others());
            }}
          >
            Each ticked by its own foil
          </button>
        </>
      )}
    </div>
  );
}
