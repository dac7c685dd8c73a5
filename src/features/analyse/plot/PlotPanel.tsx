import { Suspense, lazy, useEffect, useMemo, useState } from 'react';
import { createStore } from 'zustand/vanilla';
import { useShallow } from 'zustand/react/shallow';
import type { Neighbour } from '../../../domain/confidence/types';
import { session, useSession, type Item } from '../../../stores/session';
import { useSettings } from '../../../stores/settings';
import controls from '../../../styles/controls.module.css';
import { electronVolts } from '../../widgets/format';
import { NumberField } from '../../widgets/NumberField';
import { Segments } from '../../widgets/Segments';
import { PlotSkeleton } from '../../widgets/Skeleton';
import { ONE_COLUMN, useMedia } from '../../widgets/useMedia';
import { FigureMenu } from '../../export/FigureMenu';
import { preparedOf } from '../prepared';
import { lightsOf } from '../quality';
import type { Hovered } from './Chart';
import { curveOf, e0Limits, effectiveView, shownE0, type EnergyAxis, type View } from './curves';
import { E0Field, stepGesture } from './E0Field';
import { EnergyHandle } from './EnergyHandle';
import { figureOf, type FigureInput } from './figure';
import { CursorLine, Legend } from './Legend';
import { overlaysOf } from './overlays';
import { paperFigure } from './paper';
import styles from './Plot.module.css';
import { usePalette } from './usePalette';
import { plotState, usePlotState, zoomedTo, zoomOf } from './zoom';

const Chart = lazy(() => import('./Chart'));
const Preparation = lazy(() => import('../prepare/Preparation'));
const FitHandles = lazy(async () => ({ default: (await import('./NormalisationBar')).FitHandles }));

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
  /** What was asked for before; null where E0 was automatic. */
  readonly requested: number | null;
  /** All of the drag is one step of undo. */
  readonly gesture: string;
}

let drags = 0;

const elementOf = ({ analysis, options, spectrum }: Item): string | undefined =>
  analysis?.element ?? options.element ?? spectrum?.element;

/** First and last energy of what is drawn, eV. */
function extentOf(item: Item, view: View): readonly [number, number] {
  const energy = curveOf(item, view)?.energy ?? [];
  let [low, high] = [Infinity, -Infinity];
  for (const value of energy) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return [low, high];
}

/** Spectrum, regions and E0, with the controls that change how they are seen. */
export function PlotPanel({ item, neighbours }: Props) {
  const palette = usePalette();
  const isPhone = useMedia(ONE_COLUMN);
  const view = useSettings((state) => state.view);
  const chosenAxis = useSettings((state) => state.energyAxis);
  const change = useSettings((state) => state.change);
  const zoom = usePlotState((state) => state.zoom);
  const offset = usePlotState((state) => state.offset);
  const hasDifference = usePlotState((state) => state.hasDifference);
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
  const [hovered] = useState(() => createStore<readonly Hovered[]>(() => []));

  const drag = dragged?.id === item.id ? dragged : null;
  const e0 = drag?.e0 ?? shownE0(item);
  const zero = drag?.from ?? e0;
  const shown = effectiveView(item, view);
  // Edges of different elements lie thousands of eV apart: only their distance from E0 can be compared.
  const isMixed = e0 !== null && others.some((other) => elementOf(other) !== elementOf(item));
  const axis: EnergyAxis = isMixed ? 'relative' : chosenAxis;
  const canDiffer = others.length === 1 && (shown === 'normalised' || shown === 'derivative');
  const overlays = useMemo(
    () => overlaysOf(others, shown, axis, palette, offset),
    [others, shown, axis, palette, offset],
  );
  const compared = useMemo(
    () => (canDiffer && hasDifference ? (overlaysOf(others, shown, axis, palette)[0] ?? null) : null),
    [canDiffer, hasDifference, others, shown, axis, palette],
  );
  const marks = useMemo(
    () =>
      lightsOf(item).flatMap(({ name, level, at = [] }) =>
        level === 'good' ? [] : at.map((energy) => ({ energy, text: `${name}: ${electronVolts(energy)}` })),
      ),
    [item],
  );
  const zoomed = useMemo(
    () => zoomedTo(zoom, { axis, view: shown, zero, extent: extentOf(item, shown) }),
    [zoom, axis, shown, zero, item],
  );
  const input = useMemo(
    (): FigureInput => ({
      item,
      overlays,
      compared,
      neighbours,
      marks,
      view,
      axis,
      drag,
      palette,
      isWhole,
      zoom: zoomed,
      width,
    }),
    [item, overlays, compared, neighbours, marks, view, axis, drag, palette, isWhole, zoomed, width],
  );
  const figure = useMemo(() => figureOf(input), [input]);
  const limits = useMemo(() => e0Limits(item), [item]);

  // What was under the pointer belongs to the figure before.
  useEffect(() => {
    hovered.setState([], true);
  }, [hovered, item.id, shown]);

  const setE0 = (value: number | null, gesture?: string): void => {
    session.getState().setOptions(item.id, { e0: value }, gesture);
  };
  const reset = (): void => {
    plotState.setState({ zoom: null });
  };
  const shift = axis === 'relative' ? (zero ?? 0) : 0;

  // Behind the plot on a phone, in the document too: the focus goes down the page.
  const tools = (
    <>
      <div className={styles.tools}>
        <Segments
          label="View"
          options={VIEWS}
          value={shown}
          isDisabled={preparedOf(item) === null}
          onChange={(value) => change({ view: value })}
        />
        <span title={isMixed ? 'The ticked spectra are of other elements: energies from E0' : undefined}>
          <Segments
            label="Energy axis"
            options={AXES}
            value={axis}
            isDisabled={isMixed}
            onChange={(value) => change({ energyAxis: value })}
          />
        </span>
        <E0Field item={item} e0={e0} limits={limits} />
        {others.length > 0 && (
          <NumberField
            label="Offset"
            value={offset}
            step={0.1}
            digits={2}
            min={0}
            max={10}
            onCommit={(value) => {
              plotState.setState({ offset: value });
            }}
          />
        )}
        {canDiffer && (
          <button
            type="button"
            className={controls.button}
            aria-pressed={hasDifference}
            title="Draw the current spectrum minus the ticked one"
            onClick={() => {
              plotState.setState({ hasDifference: !hasDifference });
            }}
          >
            Difference
          </button>
        )}
        <span className={styles.exports}>
          <button
            type="button"
            className={controls.button}
            disabled={zoomed === null}
            title="Back from the zoom (double-click in the plot does the same; drag in it to zoom)"
            onClick={reset}
          >
            Reset zoom
          </button>
          <button
            type="button"
            className={controls.button}
            aria-pressed={isWhole}
            title="All energies of the scan, or those around the edge"
            onClick={() => {
              reset();
              setWhole(!isWhole);
            }}
          >
            Whole scan
          </button>
          <FigureMenu
            name={`${item.name}-${shown}`}
            draw={(paper) => paperFigure(input, others, offset, paper)}
            items={() => [item, ...others]}
          />
        </span>
      </div>
      {shown === 'raw' && (
        <Suspense fallback={null}>
          <Preparation item={item} />
        </Suspense>
      )}
    </>
  );

  return (
    <section className={styles.panel} aria-label="Spectrum">
      {!isPhone && tools}
      <Legend
        curves={figure.curves}
        current={figure.curves.findLast(({ name }) => name === item.name)}
        hovered={hovered}
        isRelative={axis === 'relative'}
      />
      <Suspense
        fallback={
          <div className={styles.chart}>
            <PlotSkeleton />
          </div>
        }
      >
        <Chart
          figure={figure}
          label={`Plot of ${item.name}`}
          onRange={setRange}
          onZoom={(x, y) => {
            plotState.setState({
              zoom: zoomOf(x, y ?? zoomed?.heights ?? null, { axis, view: shown, zero }),
            });
          }}
          onReset={reset}
          onHover={(samples) => {
            hovered.setState(samples, true);
          }}
          onWidth={setWidth}
        >
          {range && <CursorLine hovered={hovered} range={range} />}
          {range && shown === 'raw' && (
            <Suspense fallback={null}>
              <FitHandles item={item} range={[range[0] + shift, range[1] + shift]} />
            </Suspense>
          )}
          {range && e0 !== null && limits && (
            <EnergyHandle
              name="E0"
              badge={
                <>
                  E<sub>0</sub>
                </>
              }
              energy={e0}
              step={0.1}
              range={[range[0] + shift, range[1] + shift]}
              limits={limits}
              onDrag={(value) => {
                const now = drag ?? {
                  id: item.id,
                  from: e0,
                  requested: item.options.e0 ?? null,
                  gesture: `drag ${++drags}`,
                };
                setDragged({ ...now, e0: value });
                setE0(value, now.gesture);
              }}
              onDrop={() => {
                setDragged(null);
              }}
              onCancel={() => {
                setDragged(null);
                if (drag) setE0(drag.requested, drag.gesture);
              }}
              onStep={(value) => {
                setE0(value, stepGesture(item));
              }}
            />
          )}
        </Chart>
      </Suspense>
      {isPhone && tools}
    </section>
  );
}
