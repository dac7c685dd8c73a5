import { useId, useMemo } from 'react';
import { FEWEST_SCANS, MOST_PURE } from '../../../domain/mixture/series';
import {
  isMadeFrom,
  pureFor,
  rangeFor,
  seriesParts,
  useSeriesParts,
  type SeriesSettings,
} from '../../../stores/series-parts';
import { useSession } from '../../../stores/session';
import controls from '../../../styles/controls.module.css';
import { NumberField } from '../../widgets/NumberField';
import { Segments } from '../../widgets/Segments';
import { ComponentsResult } from './ComponentsResult';
import styles from './Mixture.module.css';
import { seriesOfSession } from './participants';
import { Progress } from './Progress';
import { PureSpectra } from './PureSpectra';

/** eV that the range may reach beyond the scans: then a sentence says which scan ends. */
const FARTHEST = 1000;

const CLOSURE = [
  { value: 'one', label: 'Sum 1', help: 'The shares of a scan add up to 1' },
  {
    value: 'free',
    label: 'Sum free',
    help: 'Shares need not add up to 1: the amount of the element changes',
  },
] as const;

/** Why a result that is shown is not the one that is asked for; null when it is. */
function whyOutdated(
  isFresh: boolean,
  made: SeriesSettings,
  now: SeriesSettings,
  keys: readonly (keyof SeriesSettings)[],
): string | null {
  if (!isFresh) return 'The spectra of the series have changed since.';
  return keys.every((key) => made[key] === now[key]) ? null : 'The settings have changed since.';
}

/** A series: how many spectra it is made of, and which. */
export function SeriesPanel() {
  const items = useSession((state) => state.items);
  const order = useSession((state) => state.order);
  const ticked = useSession((state) => state.ticked);
  const element = useSession((state) =>
    state.current === null ? undefined : state.items[state.current]?.analysis?.element,
  );
  const settings = useSeriesParts((state) => state.settings);
  const components = useSeriesParts((state) => state.components);
  const resolution = useSeriesParts((state) => state.resolution);
  const failure = useSeriesParts((state) => state.failure);
  const running = useSeriesParts((state) => state.running);
  const { change, findComponents, resolve, stop } = seriesParts.getState();
  const heading = useId();

  const scans = useMemo(
    () => seriesOfSession(items, order, ticked, element),
    [items, order, ticked, element],
  );
  const range = useMemo(() => (scans.length > 0 ? rangeFor(scans, settings) : null), [scans, settings]);
  const [first] = scans;
  if (!first || !range || scans.length < FEWEST_SCANS) {
    return (
      <p className={styles.none}>
        A series needs at least {FEWEST_SCANS} answered spectra of one element. Drop its scans together; tick
        some to leave the others out.
      </p>
    );
  }
  const isBusy = running !== null;
  const pure = pureFor(settings, components);
  return (
    <div className={styles.columns}>
      <div className={styles.form} role="group" aria-labelledby={heading}>
        <h2 id={heading}>
          <strong>
            {first.analysis.element}, {scans.length} scans
          </strong>{' '}
          {ticked.size > 1 ? 'ticked in the list' : 'of the list'}
        </h2>
        <p className={controls.hint}>
          Components count how many spectra the series is made of; pure spectra are those, with their shares
          in every scan.
        </p>
        <div className={styles.settings}>
          <NumberField
            label="From (eV)"
            value={range.from}
            step={1}
            digits={1}
            min={range.from - FARTHEST}
            max={range.to}
            onCommit={(from) => {
              change({ from });
            }}
          />
          <NumberField
            label="To (eV)"
            value={range.to}
            step={1}
            digits={1}
            min={range.from}
            max={range.to + FARTHEST}
            onCommit={(to) => {
              change({ to });
            }}
          />
          {(settings.from !== null || settings.to !== null) && (
            <button
              type="button"
              className={controls.quiet}
              onClick={() => {
                change({ from: null, to: null });
              }}
            >
              Whole range
            </button>
          )}
        </div>
        <div className={styles.actions}>
          <button
            type="button"
            className={controls.primary}
            disabled={isBusy}
            onClick={() => {
              void findComponents(scans);
            }}
          >
            Count components
          </button>
          {running?.work === 'components' && (
            <Progress label="Counting components" part={running.part} onStop={stop} />
          )}
        </div>
        <div className={styles.settings}>
          <NumberField
            label="Pure spectra"
            value={pure}
            step={1}
            digits={0}
            min={2}
            max={MOST_PURE}
            title={`2 to ${MOST_PURE}; as many as components are suggested unless set`}
            onCommit={(wanted) => {
              change({ pure: Math.round(wanted) });
            }}
          />
          <Segments
            label="Sum of the shares of a scan"
            options={CLOSURE}
            value={settings.isClosed ? 'one' : 'free'}
            onChange={(sum) => {
              change({ isClosed: sum === 'one' });
            }}
          />
        </div>
        <div className={styles.actions}>
          <button
            type="button"
            className={controls.primary}
            disabled={isBusy}
            onClick={() => {
              void resolve(scans);
            }}
          >
            Find {pure} pure spectra
          </button>
          {running?.work === 'resolution' && (
            <Progress label="Finding pure spectra" part={running.part} onStop={stop} />
          )}
        </div>
        {failure && (
          <p className={styles.failure} role="alert">
            {failure.message}
          </p>
        )}
      </div>
      <div className={styles.results}>
        {components && (
          <ComponentsResult
            record={components.record}
            outdated={whyOutdated(isMadeFrom(components, scans), components.settings, settings, [
              'from',
              'to',
            ])}
          />
        )}
        {resolution && (
          <PureSpectra
            record={resolution.record}
            outdated={whyOutdated(isMadeFrom(resolution, scans), resolution.settings, settings, [
              'from',
              'to',
              'pure',
              'isClosed',
            ])}
          />
        )}
        {!components && !resolution && (
          <p className={styles.none}>
            Count the components first: their number is proposed for the pure spectra.
          </p>
        )}
      </div>
    </div>
  );
}
