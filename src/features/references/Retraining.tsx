import { useEffect, useState } from 'react';
import { encodePack } from '../../domain/forest/pack';
import type { Measures } from '../../domain/growing/measures';
import { packs } from '../../stores/packs';
import { retraining, useRetraining, type Grown } from '../../stores/retraining';
import { save } from '../../stores/saving';
import type { KeptLibrary } from '../../stores/references';
import controls from '../../styles/controls.module.css';
import { Progress } from '../analyse/mixture/Progress';
import { useManifest } from '../analyse/answer/useManifest';
import { Scroll } from '../charts/Scroll';
import { inspect, useOffline } from '../offline/offline';
import { storeFiles, type ModelFile } from '../offline/models';
import { environmentText, percent } from '../widgets/format';
import styles from './References.module.css';

const COLUMNS: readonly { readonly key: keyof Measures; readonly title: string }[] = [
  { key: 'cnRanking', title: 'CN ranking right' },
  { key: 'leadingCn', title: 'leading CN right' },
  { key: 'firstEntry', title: 'first entry right' },
  { key: 'jaccard', title: 'Jaccard index' },
  { key: 'materials', title: 'materials' },
];

function MeasureRow({
  group,
  forests,
  measures,
}: {
  readonly group: string;
  readonly forests: string;
  readonly measures: Measures | null | undefined;
}) {
  if (!measures) return null;
  return (
    <tr>
      <th scope="row">{group}</th>
      <td>{forests}</td>
      {COLUMNS.map(({ key }) => (
        <td key={key}>{key === 'materials' ? measures[key] : percent(measures[key])}</td>
      ))}
    </tr>
  );
}

/** How the forests do on what they did not see, beside the shipped ones. */
function Comparison({ grown }: { readonly grown: Grown }) {
  const { element, retrial } = grown;
  const shipped = useManifest()?.elements.find((entry) => entry.element === element);
  const chosen = retrial.trials.find(({ weight }) => weight === retrial.weight);
  const own = 'Your references';
  const computed = 'Computed oxides';
  return (
    <>
      <Scroll label="Measures of the forests">
        <table className={styles.table}>
          <caption>
            On materials that were left out ({retrial.folds} folds of materials, lighter forests; the shipped
            forests saw none of your references)
          </caption>
          <thead>
            <tr>
              <th scope="col">tested on</th>
              <th scope="col">forests</th>
              {COLUMNS.map(({ key, title }) => (
                <th key={key} scope="col">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <MeasureRow group={own} forests="shipped" measures={retrial.shipped} />
            <MeasureRow group={own} forests="again, without your references" measures={retrial.without.own} />
            <MeasureRow group={own} forests="yours" measures={chosen?.own} />
            <MeasureRow
              group={computed}
              forests="shipped"
              measures={shipped && shipped.kind !== 'none' ? shipped.measures : null}
            />
            <MeasureRow
              group={computed}
              forests="again, without your references"
              measures={retrial.without.computed}
            />
            <MeasureRow group={computed} forests="yours" measures={chosen?.computed} />
          </tbody>
        </table>
      </Scroll>
      <details>
        <summary>Each reference, left out</summary>
        <ul className={styles.list} aria-label="Each reference, left out">
          {retrial.answers.map(({ name, truth, answer }, i) => (
            <li key={`${i} ${name}`}>
              <span>
                <strong>{name}</strong> is {environmentText(truth)}, answered {environmentText(answer)}
              </span>
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}

const fileNameOf = ({ element, pack }: Grown): string => `${pack.head.version}-${element}.xanopy-pack.json`;

function Result({ grown, library }: { readonly grown: Grown; readonly library: KeptLibrary }) {
  const { element, pack, retrial, own, computed, seconds } = grown;
  const { name, version } = pack.head;
  const isOld = grown.library.references !== library.references;
  return (
    <div className={styles.label}>
      <p role="status">
        Forests of {element} grown in {seconds.toFixed(0)} s from {computed.spectra} computed spectra and{' '}
        {own.spectra} of yours ({own.materials} materials), each of which counts {retrial.weight}{' '}
        {retrial.weight === 1 ? 'time' : 'times'}, as cross-validation chose.
        {isOld && ' The library has changed since.'}
      </p>
      <Comparison grown={grown} />
      <div className={styles.buttons}>
        <button
          type="button"
          className={controls.primary}
          onClick={() => {
            const bytes = (): Promise<Uint8Array> =>
              Promise.resolve(new TextEncoder().encode(encodePack(pack)));
            void packs.getState().add([{ name: fileNameOf(grown), path: '', bytes }]);
          }}
        >
          Keep and answer with them
        </button>
        <button
          type="button"
          className={controls.button}
          onClick={() => {
            save({
              name: fileNameOf(grown),
              content: new Blob([encodePack(pack)], { type: 'application/json' }),
            });
          }}
        >
          Export as a model pack
        </button>
        <span className={controls.hint}>
          {name}, {version}
        </span>
      </div>
    </div>
  );
}

/** What growing needs, to be stored before there is no network: the computed spectra and the shipped model. */
function Download({ files, spectra }: { readonly files: readonly ModelFile[]; readonly spectra: string }) {
  const stored = useOffline((state) => state.stored);
  const isAppStored = useOffline((state) => state.shell === 'ready');
  const [failure, setFailure] = useState<string | null>(null);
  if (files.every(({ address }) => stored.has(address))) {
    return (
      <p className={controls.hint}>
        {spectra} are stored here{isAppStored ? ': this works without a network' : ''}.
      </p>
    );
  }
  const store = async (): Promise<void> => {
    try {
      await storeFiles(files, () => undefined, new AbortController().signal);
      setFailure(null);
    } catch {
      setFailure('The download stopped. Check the connection and try again.');
    }
    await inspect();
  };
  return (
    <p className={styles.buttons}>
      <button type="button" className={controls.quiet} onClick={() => void store()}>
        Store for offline use
      </button>
      <span className={controls.hint}>{spectra} are loaded when they are needed.</span>
      {failure !== null && <span role="alert">{failure}</span>}
    </p>
  );
}

/** Grows the forests of an element again with the references of a library. */
export function Retraining({ library }: { readonly library: KeptLibrary }) {
  const elements = [...new Set(library.references.map(({ element }) => element))].sort();
  const [wanted, setWanted] = useState<string | null>(null);
  const element = elements.find((one) => one === wanted) ?? elements[0] ?? '';
  const entry = useManifest()?.elements.find((one) => one.element === element);
  const files = useOffline((state) => state.elements?.find((one) => one.element === element));
  const grown = useRetraining((state) => state.grown[element]);
  const failure = useRetraining((state) => state.failures[element]);
  const running = useRetraining((state) => state.running);
  useEffect(() => {
    void inspect();
  }, [running]);
  const { grow, stop } = retraining.getState();
  const training = entry && entry.kind !== 'none' ? entry.training : null;
  return (
    <section className={styles.card} aria-label="Teach the forests">
      <h2>Teach the forests</h2>
      <p>
        The forests of an element grow again here, from the computed spectra and your references. How much
        yours count is chosen by leaving materials out. The result is a model pack marked as yours; the
        shipped forests stay.
      </p>
      <div className={styles.buttons}>
        <select
          className={controls.field}
          aria-label="Element to teach"
          value={element}
          onChange={({ target }) => {
            setWanted(target.value);
          }}
        >
          {elements.map((one) => (
            <option key={one} value={one}>
              {one} ({library.references.filter((reference) => reference.element === one).length})
            </option>
          ))}
        </select>
        <button
          type="button"
          className={controls.primary}
          disabled={running !== null}
          onClick={() => void grow(element, library)}
        >
          Grow the forests of {element}
        </button>
        {running && (
          <Progress label={`Growing forests of ${running.element}`} part={running.part} onStop={stop} />
        )}
      </div>
      {training && files?.training && (
        <Download
          key={element}
          files={[files.training, ...files.files]}
          spectra={`${training.spectra} computed spectra (${Math.ceil(training.gzippedBytes / 1000)} kB)`}
        />
      )}
      {failure && (
        <p className={styles.failure} role="alert">
          {failure.message}
        </p>
      )}
      {grown && <Result grown={grown} library={library} />}
    </section>
  );
}
