import { Suspense, lazy, type ReactNode } from 'react';
import { useSession, type Item } from '../../stores/session';
import { useSettings, type Settings } from '../../stores/settings';
import controls from '../../styles/controls.module.css';
import styles from './Centre.module.css';
import { PlotPanel } from './plot/PlotPanel';
import { QuestionBar } from './question/QuestionBar';
import { Segments } from '../widgets/Segments';
import { Kept } from './Kept';
import { UndoButtons } from './UndoButtons';
import { saveWholeSession } from '../shortcuts/Shortcuts';
import { PlotSkeleton } from '../widgets/Skeleton';
import { useNeighbours } from './useNeighbours';

const ExportMenu = lazy(async () => ({ default: (await import('../export/ExportMenu')).ExportMenu }));
const ResultsTable = lazy(async () => ({ default: (await import('./table/ResultsTable')).ResultsTable }));
const MixtureView = lazy(async () => ({ default: (await import('./mixture/MixtureView')).MixtureView }));
const SeriesView = lazy(async () => ({ default: (await import('./series/SeriesView')).SeriesView }));

const CENTRES: readonly {
  readonly value: Settings['centre'];
  readonly label: string;
  readonly help: string;
}[] = [
  { value: 'plot', label: 'Plot', help: 'The current spectrum, with the ticked ones over it' },
  { value: 'table', label: 'Table', help: 'All answers, sorted and filtered' },
  { value: 'series', label: 'Series', help: 'How the answer changes from scan to scan' },
  { value: 'mixture', label: 'Mixture', help: 'Which spectra a spectrum is made of' },
];

function Failure({ item }: { readonly item: Item }) {
  const { error } = item;
  if (!error) return null;
  const place = [
    ...(error.line === undefined ? [] : [`line ${error.line}`]),
    ...(error.column === undefined ? [] : [`column ${error.column}`]),
  ].join(', ');
  return (
    <p className={styles.failure} role="alert">
      <strong>{item.name}</strong> {error.message} {place && <span>({place})</span>}
    </p>
  );
}

/** Which picture of the session is shown, and what can be saved of it. */
function SessionBar() {
  const centre = useSettings((state) => state.centre);
  const change = useSettings((state) => state.change);
  return (
    <div className={styles.bar}>
      <Segments
        label="Show"
        options={CENTRES}
        value={centre}
        onChange={(value) => {
          change({ centre: value });
        }}
      />
      <Kept />
      <span className={styles.saving}>
        <UndoButtons />
        <button
          type="button"
          className={controls.button}
          aria-label="Save session"
          title="Save all spectra and settings in one file (Ctrl S); drop it on the page to open it again"
          onClick={saveWholeSession}
        >
          Save
        </button>
        <Suspense
          fallback={
            <button type="button" className={controls.button} disabled>
              Export
            </button>
          }
        >
          <ExportMenu />
        </Suspense>
      </span>
    </div>
  );
}

function Spectrum({ item }: { readonly item: Item }) {
  const neighbours = useNeighbours(item);
  return (
    <>
      {item.status === 'question' && item.question && (
        <QuestionBar key={`${item.id} ${item.question.text}`} item={item} question={item.question} />
      )}
      {item.status === 'failed' && <Failure item={item} />}
      {item.spectrum ? (
        <PlotPanel item={item} neighbours={neighbours} />
      ) : (
        item.status !== 'question' &&
        (item.status === 'failed' ? (
          <div className={styles.nothing} />
        ) : (
          <PlotSkeleton label={item.status === 'stopped' ? 'Stopped' : 'Computing…'} />
        ))
      )}
    </>
  );
}

/** What is known about the session and its current spectrum, as pictures. */
export function Centre() {
  const current = useSession((state) => (state.current === null ? undefined : state.items[state.current]));
  const centre = useSettings((state) => state.centre);
  const shown = (): ReactNode => {
    switch (centre) {
      case 'plot':
        return current && <Spectrum item={current} />;
      case 'table':
        return <ResultsTable />;
      case 'series':
        return <SeriesView />;
      case 'mixture':
        return <MixtureView />;
    }
  };
  return (
    <div className={styles.centre}>
      <SessionBar />
      <Suspense fallback={<PlotSkeleton label="Loading…" />}>{shown()}</Suspense>
    </div>
  );
}
