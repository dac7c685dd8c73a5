import { endsOf } from '../../../domain/spectrum/curve';
import { useId, useRef } from 'react';
import { useShallow } from 'zustand/react/shallow';
import {
  LEGENDRE_DEGREES,
  POST_EDGE_DEGREES,
  PRE_EDGE_DEGREES,
  type FitRange,
  type NormalisationOptions,
} from '../../../domain/spectrum/normalise';
import { session, useSession, type Item } from '../../../stores/session';
import controls from '../../../styles/controls.module.css';
import { NumberField } from '../../widgets/NumberField';
import { preparedOf } from '../prepared';
import { e0Limits, fitRangesOf, shownE0 } from './curves';
import { EnergyHandle } from './EnergyHandle';
import { fixNormalisation } from './fixing';
import styles from './Plot.module.css';

const SIDES = ['preEdge', 'postEdge'] as const;
type Side = (typeof SIDES)[number];
const ENDS = ['from', 'to'] as const;
type End = (typeof ENDS)[number];

const NAMES = { preEdge: 'Pre-edge', postEdge: 'Post-edge' } as const;
const DEGREES = { preEdge: PRE_EDGE_DEGREES, postEdge: POST_EDGE_DEGREES } as const;
const DEGREE_KEYS = { preEdge: 'preEdgeDegree', postEdge: 'postEdgeDegree' } as const;

/** eV from E0 that may be typed: a range may reach past a scan, the sentence about a wrong one says more. */
const FARTHEST = 9999;

const fixedOf = ({ options }: Item): NormalisationOptions => options.normalisation ?? {};

/** A run of arrow keys is one step of undo. */
const stepGesture = ({ id }: Item, what: string): string => `steps of ${what} ${id}`;

const rounded = (energy: number): number => Math.round(energy * 100) / 100;

/** Decimals that show four digits of a number. */
const decimalsOf = (value: number): number =>
  Math.max(0, Math.min(12, 3 - Math.floor(Math.log10(Math.abs(value) || 1))));

interface SideProps {
  readonly item: Item;
  readonly side: Side;
  readonly range: FitRange;
  readonly degree: number;
  /** Of the scan, eV from E0. */
  readonly limits: FitRange;
}

/** Range and order of one of the two fits. */
function Fit({ item, side, range, degree, limits }: SideProps) {
  const degreeId = useId();
  const fix = (changes: NormalisationOptions, gesture?: string): void => {
    fixNormalisation([item], { ...fixedOf(item), ...changes }, gesture);
  };
  return (
    <fieldset className={styles.fit}>
      <legend>{NAMES[side]}</legend>
      {ENDS.map((end) => (
        <NumberField
          key={end}
          label={end}
          value={range[end]}
          step={1}
          digits={1}
          min={-FARTHEST}
          max={FARTHEST}
          title={`eV from E0; the scan spans ${limits.from.toFixed(1)} to ${limits.to.toFixed(1)}; arrow keys step by 1 eV`}
          onCommit={(value, isStep) => {
            fix(
              { [side]: { ...range, [end]: value } },
              isStep ? stepGesture(item, `${side} ${end}`) : undefined,
            );
          }}
        />
      ))}
      <label htmlFor={degreeId}>eV, order</label>
      <select
        id={degreeId}
        className={controls.field}
        value={degree}
        disabled={fixedOf(item).legendreDegree !== undefined}
        title="Order of the polynomial: 0 a constant, 1 a line"
        onChange={({ target }) => {
          const chosen = DEGREES[side].find((value) => String(value) === target.value);
          if (chosen !== undefined) fix({ [DEGREE_KEYS[side]]: chosen });
        }}
      >
        {DEGREES[side].map((value) => (
          <option key={value}>{value}</option>
        ))}
      </select>
    </fieldset>
  );
}

/** What is fitted below and above the edge, to be set by hand, for the ticked spectra too, and back to automatic. */
export function NormalisationBar({ item }: { readonly item: Item }) {
  const methodId = useId();
  const ticked = useSession(useShallow((state) => [...state.ticked].filter((id) => id !== item.id)));
  const prepared = preparedOf(item);
  const e0 = shownE0(item);
  if (!prepared || e0 === null) return null;
  const fixed = fixedOf(item);
  const { fit, edgeStep } = prepared.normalisation;
  const isFixed = item.options.normalisation !== undefined;
  const { energy } = prepared.raw;
  const [first, last] = endsOf(energy);
  const limits = { from: first - e0, to: last - e0 };
  if (!fit) {
    return (
      <div className={styles.normalisation} role="group" aria-label="Normalisation">
        The data were normalised already.
        <button
          type="button"
          className={controls.button}
          title="Fit the background below and above the edge all the same"
          onClick={() => {
            fixNormalisation([item], { isFlattened: true });
          }}
        >
          Normalise again
        </button>
      </div>
    );
  }
  const step = fixed.edgeStep ?? edgeStep;
  return (
    <div className={styles.normalisation} role="group" aria-label="Normalisation">
      <label htmlFor={methodId}>Method</label>
      <select
        id={methodId}
        className={controls.field}
        value={fixed.legendreDegree ?? ''}
        title="Line and polynomial, or MBACK: one smooth background that brings the scan onto tabulated f″ (Weng, Waldo, Penner-Hahn 2005)"
        onChange={({ target }) => {
          const { legendreDegree: _, ...others } = fixed;
          const chosen = LEGENDRE_DEGREES.find((value) => String(value) === target.value);
          fixNormalisation([item], chosen === undefined ? others : { ...others, legendreDegree: chosen });
        }}
      >
        <option value="">line and polynomial</option>
        {LEGENDRE_DEGREES.map((value) => (
          <option key={value} value={value}>
            MBACK, order {value}
          </option>
        ))}
      </select>
      {SIDES.map((side) => (
        <Fit
          key={side}
          item={item}
          side={side}
          range={fixed[side] ?? fit[side]}
          degree={fixed[DEGREE_KEYS[side]] ?? fit[DEGREE_KEYS[side]]}
          limits={limits}
        />
      ))}
      <NumberField
        label="Edge step"
        value={step}
        step={10 ** (1 - decimalsOf(step))}
        digits={decimalsOf(step)}
        min={Number.MIN_VALUE}
        max={Number.MAX_VALUE}
        title="Height of the edge in units of the signal: what the curve is divided by"
        onCommit={(value, isStep) => {
          fixNormalisation(
            [item],
            { ...fixed, edgeStep: value },
            isStep ? stepGesture(item, 'edge step') : undefined,
          );
        }}
      />
      <label title="Take the slope of the post-edge curve out above the edge">
        <input
          type="checkbox"
          checked={fixed.isFlattened ?? fit.isFlattened}
          onChange={({ target }) => {
            fixNormalisation([item], { ...fixed, isFlattened: target.checked });
          }}
        />{' '}
        flattened
      </label>
      <button
        type="button"
        className={controls.button}
        disabled={!isFixed}
        title="Ranges, orders and edge step as they are found automatically"
        onClick={() => {
          fixNormalisation([item], null);
        }}
      >
        Defaults
      </button>
      {ticked.length > 0 && (
        <button
          type="button"
          className={controls.button}
          title="The ticked spectra get what is set by hand here; the rest stays automatic for them"
          onClick={() => {
            const { items } = session.getState();
            fixNormalisation(
              ticked.flatMap((id) => items[id] ?? []),
              item.options.normalisation ?? null,
            );
          }}
        >
          Apply to the {ticked.length} ticked
        </button>
      )}
    </div>
  );
}

let drags = 0;

interface Dragging {
  readonly gesture: string;
  /** What was fixed before. */
  readonly before: NormalisationOptions | null;
}

/** The ends of both fits as lines on the plot. */
export function FitHandles({
  item,
  range: shown,
}: {
  readonly item: Item;
  /** Absolute energies at the left and right edge of the plotting area. */
  readonly range: readonly [number, number];
}) {
  const dragging = useRef<Dragging | null>(null);
  const ranges = fitRangesOf(item);
  const limits = e0Limits(item);
  const e0 = shownE0(item);
  if (!ranges || !limits || e0 === null) return null;
  const moved = (side: Side, end: End, energy: number): NormalisationOptions => {
    const [before, after] = ranges[side];
    const [from, to] = end === 'from' ? [energy, after] : [before, energy];
    return { ...fixedOf(item), [side]: { from: rounded(from - e0), to: rounded(to - e0) } };
  };
  return SIDES.flatMap((side) =>
    ENDS.map((end) => (
      <EnergyHandle
        key={`${side} ${end}`}
        name={`${NAMES[side]} ${end}`}
        badge={side === 'preEdge' ? 'pre' : 'post'}
        tone={side === 'preEdge' ? 'pre-edge' : 'post-edge'}
        energy={ranges[side][end === 'from' ? 0 : 1]}
        step={1}
        range={shown}
        limits={limits}
        onDrag={(energy) => {
          dragging.current ??= {
            gesture: `drag of a fit ${++drags}`,
            before: item.options.normalisation ?? null,
          };
          fixNormalisation([item], moved(side, end, energy), dragging.current.gesture);
        }}
        onDrop={() => {
          dragging.current = null;
        }}
        onCancel={() => {
          if (dragging.current) fixNormalisation([item], dragging.current.before, dragging.current.gesture);
          dragging.current = null;
        }}
        onStep={(energy) => {
          fixNormalisation([item], moved(side, end, energy), stepGesture(item, `${side} ${end}`));
        }}
      />
    )),
  );
}
