import { Suspense, lazy, useMemo, useRef, useState } from 'react';
import type { Neighbour } from '../../../domain/confidence/types';
import { useShallow } from 'zustand/react/shallow';
import { session, useSession, type Item } from '../../../stores/session';
import { useSettings } from '../../../stores/settings';
import controls from '../../../styles/controls.module.css';
import { electronVolts } from '../../widgets/format';
import { lightsOf } from '../quality';
import { Segments } from '../../widgets/Segments';
import type { ChartHandle } from './Chart';
import { effectiveView, shownE0, type EnergyAxis, type View } from './curves';
import { E0Field } from './E0Field';
import { E0Handle } from './E0Handle';
import { figureOf, overlaysOf } from './figure';
import styles from './Plot.module.css';
import { usePalette } from './usePalette';

const Chart = lazy(() => import('./Chart'));

const VIEWS: readonly { readonly value: View; readonly label: string; readonly help: string }[] = [
  { value: 'normalised', label: 'Normalised', help: 'Background removed, edge step one' },
  { value: 'raw', label: 'Raw', help: 'The signal as measured, with the fitted background' },
  { value: 'input', label: 'Model input', help: 'The 200 points that the forests look at' },
  { value: 'derivative', label: 'Derivative', help: 'Slope of the normalised signal' },
];

const AXES: readonly { readonly value: EnergyAxis; readonly label: string; readonly help: string }[] = [
  { value: 'absolute', label: 'E', help: 'Energy in eV' },
  { value: 'relative', label: 'E − E₀', help: 'Energy relative to E0, in eV' },
];

interface Props {
  readonly item: Item;
  readonly neighbours: readonly Neighbour[];
}

/** E0 of a spectrum on its way: where it is and where it was, eV. */
interface Drag {
  readonly id: string;
  readonly e0: number;
  readonly from: number;
}

/** Spectrum, regions and E0, with the controls that change how they are seen. */
export function PlotPanel({ item, neighbours }: Props) {
  const chart = useRef<ChartHandle>(null);
  const palette = usePalette();
  const view = useSettings((state) => state.view);
  const axis = useSettings((state) => state.energyAxis);
  const change = useSettings((state) => state.change);
  // Compared one by one: the overlays stay the same while only the current spectrum changes.
  const others = useSession(
    useShallow(({ items, order, ticked }) =>
      order.flatMap((id) => (ticked.has(id) && id !== item.id ? (items[id] ?? []) : [])),
    ),
  );
  const [isWhole, setWhole] = useState(false);
  const [range, setRange] = useState<readonly [number, number] | null>(null);
  const [width, setWidth] = useState(800);
  const [dragged, setDragged] = useState<Drag | null>(null);

  const drag = dragged?.id === item.id ? dragged : null;
  const e0 = drag?.e0 ?? shownE0(item);
  const shown = effectiveView(item, view);
  const overlays = useMemo(() => overlaysOf(others, shown, axis, palette), [others, shown, axis, palette]);
  const marks = useMemo(
    () =>
      lightsOf(item).flatMap(({ name, level, at = [] }) =>
        level === 'good' ? [] : at.map((energy) => ({ energy, text: `${name}: ${electronVolts(energy)}` })),
      ),
    [item],
  );
  const figure = useMemo(
    () =>
      figureOf({
        item,
        overlays,
        neighbours,
        marks,
        view,
        axis,
        drag,
        palette,
        isWhole,
        width,
      }),
    [item, overlays, neighbours, marks, view, axis, drag, palette, isWhole, width],
  );
  const { spectrum } = item;
  const limits = useMemo((): readonly [number, number] => {
    if (!spectrum) return [0, 0];
    return spectrum.energy.reduce(
      ([low, high], value) => [Math.min(low, value), Math.max(high, value)] as const,
      [Infinity, -Infinity] as readonly [number, number],
    );
  }, [spectrum]);

  const setE0 = (value: number): void => {
    session.getState().setOptions(item.id, { e0: value });
  };
  const offset = axis === 'relative' ? (drag?.from ?? e0 ?? 0) : 0;
  const exportName = `${item.name.replace(/[^\w.-]+/g, '_')}-${shown}`;

  return (
    <section className={styles.panel} aria-label="Spectrum">
      <div className={styles.tools}>
        <Segments
          label="View"
          options={VIEWS}
          value={shown}
          isDisabled={item.analysis === null}
          onChange={(value) => change({ view: value })}
        />
        <Segments
          label="Energy axis"
          options={AXES}
          value={axis}
          onChange={(value) => change({ energyAxis: value })}
        />
        <E0Field item={item} e0={e0} limits={limits} />
        <span className={styles.exports}>
          <button
            type="button"
            className={controls.button}
            aria-pressed={isWhole}
            title="All energies of the scan, or those around the edge; drag in the plot to zoom, double-click to go back"
            onClick={() => {
              setWhole(!isWhole);
            }}
          >
            Whole scan
          </button>
          <button
            type="button"
            className={controls.quiet}
            title="Save the plot as a vector figure"
            onClick={() => void chart.current?.save('svg', exportName)}
          >
            SVG
          </button>
          <button
            type="button"
            className={controls.quiet}
            title="Save the plot as a picture"
            onClick={() => void chart.current?.save('png', exportName)}
          >
            PNG
          </button>
        </span>
      </div>
      <Suspense fallback={<div className={styles.chart} />}>
        <Chart
          ref={chart}
          figure={figure}
          label={`Plot of ${item.name}`}
          onRange={setRange}
          onWidth={setWidth}
        >
          {range && e0 !== null && spectrum && (
            <E0Handle
              e0={e0}
              range={[range[0] + offset, range[1] + offset]}
              limits={limits}
              onDrag={(value) => {
                setDragged({ id: item.id, e0: value, from: drag?.from ?? e0 });
                setE0(value);
              }}
              onCommit={(value) => {
                setDragged(null);
                setE0(value);
              }}
            />
          )}
        </Chart>
      </Suspense>
    </section>
  );
}
