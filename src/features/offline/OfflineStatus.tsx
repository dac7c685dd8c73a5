import { useEffect } from 'react';
import controls from '../../styles/controls.module.css';
import { missingFiles, storedElements } from './models';
import {
  inspect,
  startOffline,
  stopStoring,
  storeEverything,
  useOffline,
  type OfflineState,
} from './offline';
import { Popover } from '../widgets/Popover';
import styles from './OfflineStatus.module.css';

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

interface Readiness {
  readonly all: number;
  readonly ready: ReadonlySet<string>;
  readonly missingBytes: number;
}

function readinessOf({
  elements,
  parts,
  stored,
}: Pick<OfflineState, 'elements' | 'parts' | 'stored'>): Readiness {
  const known = elements ?? [];
  return {
    all: known.length,
    ready: storedElements(known, stored),
    missingBytes: missingFiles(known, parts, stored).reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

/** What works offline, in a few words for the button and in a sentence for screen readers. */
function summary(
  shell: OfflineState['shell'],
  { all, ready, missingBytes }: Readiness,
): { short: string; long: string; mark: string } {
  if (shell === 'refused')
    return { mark: '○', short: 'Online only', long: 'Xanopy is not stored for offline use' };
  if (shell === 'storing')
    return { mark: '○', short: 'Storing…', long: 'Xanopy is being stored for offline use' };
  if (all > 0 && missingBytes === 0) {
    return { mark: '●', short: 'All models stored', long: 'Xanopy and all elements work offline' };
  }
  const counted = all > 0 ? `${ready.size} of ${all} elements` : 'elements used so far';
  return {
    mark: '◔',
    short: all > 0 ? `Models stored: ${ready.size}/${all}` : 'Works offline',
    long: `Xanopy and ${counted} work offline`,
  };
}

function Download({
  missingBytes,
  label = 'All elements offline',
}: {
  readonly missingBytes: number;
  readonly label?: string;
}) {
  const download = useOffline((state) => state.download);
  const error = useOffline((state) => state.downloadError);
  return (
    <div className={styles.download}>
      {download ? (
        <>
          <label>
            <span>
              Storing {megabytes(download.done)} of {megabytes(download.total)}
            </span>
            <progress max={download.total} value={download.done} />
          </label>
          <button type="button" className={controls.button} onClick={stopStoring}>
            Stop
          </button>
        </>
      ) : (
        missingBytes > 0 && (
          <button type="button" className={controls.button} onClick={() => void storeEverything()}>
            {label} ({megabytes(missingBytes)})
          </button>
        )
      )}
      {error !== null && <p role="alert">{error}</p>}
    </div>
  );
}

/** On the first visit: the models of all elements for places without a network, before they are needed. */
export function TakeAlong() {
  const elements = useOffline((state) => state.elements);
  const stored = useOffline((state) => state.stored);
  const shell = useOffline((state) => state.shell);
  useEffect(() => {
    void inspect();
  }, []);
  const parts = useOffline((state) => state.parts);
  const { all, missingBytes } = readinessOf({ elements, parts, stored });
  if (all === 0 || shell === 'refused') return null;
  if (missingBytes === 0) {
    return <p className={controls.hint}>All models are stored here: Xanopy works without a network.</p>;
  }
  return (
    <section className={styles.along} aria-label="Take along">
      <p>
        No network at the beamline? Take the models of all {all} elements along; otherwise each is loaded when
        it is first used.
      </p>
      <Download missingBytes={missingBytes} label="Take all models along" />
    </section>
  );
}

function Elements({ ready }: { readonly ready: ReadonlySet<string> }) {
  const elements = useOffline((state) => state.elements);
  if (!elements) return <p>The list of models is not there yet.</p>;
  return (
    <ul className={styles.elements} aria-label="Elements">
      {elements.map(({ element }) => (
        <li key={element} className={ready.has(element) ? styles.ready : undefined}>
          {element}
          <span className="visually-hidden">{ready.has(element) ? ', ready offline' : ', not stored'}</span>
        </li>
      ))}
    </ul>
  );
}

/** Whether the browser may throw the stored data away. */
function Persistence() {
  const isPersistent = useOffline((state) => state.isPersistent);
  if (isPersistent === null) return null;
  return (
    <p className={controls.hint}>
      {isPersistent
        ? 'The browser keeps models and spectra until you remove them.'
        : 'The browser may remove models and spectra when the disk is nearly full. Installing Xanopy prevents that in most browsers.'}
    </p>
  );
}

function Details({ readiness }: { readonly readiness: ReturnType<typeof readinessOf> }) {
  const shell = useOffline((state) => state.shell);
  const refusal = useOffline((state) => state.refusal);
  const update = useOffline((state) => state.update);
  const install = useOffline((state) => state.install);
  useEffect(() => {
    void inspect();
  }, []);
  return (
    <div className={styles.details}>
      <h2>Offline use</h2>
      <p>
        {shell === 'ready' && 'Xanopy itself opens without a network.'}
        {shell === 'storing' && 'Xanopy is being stored; stay connected for a moment.'}
        {shell === 'refused' && `Xanopy is not stored here: ${refusal}.`}
      </p>
      {update && (
        <button type="button" className={controls.primary} onClick={update}>
          Reload with the new version
        </button>
      )}
      <p>
        {readiness.ready.size} of {readiness.all} elements are stored on this device. An element is stored
        when it is first used, and so is the reader of HDF5 files.
      </p>
      <Elements ready={readiness.ready} />
      <Download missingBytes={readiness.missingBytes} />
      {install && (
        <button type="button" className={controls.button} onClick={install}>
          Install Xanopy as an app
        </button>
      )}
      <Persistence />
    </div>
  );
}

/** What works without a network, with a way to store the rest; lives in the header. */
export function OfflineStatus() {
  const shell = useOffline((state) => state.shell);
  const elements = useOffline((state) => state.elements);
  const parts = useOffline((state) => state.parts);
  const stored = useOffline((state) => state.stored);
  const update = useOffline((state) => state.update);
  const readiness = readinessOf({ elements, parts, stored });
  const { short, long, mark } = summary(shell, readiness);

  useEffect(startOffline, []);

  return (
    <Popover
      look={controls.quiet}
      label={
        <>
          <span className={styles.mark} aria-hidden="true">
            {update ? '↻' : mark}
          </span>
          <span className={styles.short}>{update ? 'Update ready' : short}</span>
        </>
      }
      description={`${update ? 'A new version is ready. ' : ''}${long}. Show details.`}
      title={long}
      name="Offline use"
    >
      {() => <Details readiness={readiness} />}
    </Popover>
  );
}
