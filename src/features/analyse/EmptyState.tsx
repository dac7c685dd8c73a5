import { session } from '../../stores/session';
import controls from '../../styles/controls.module.css';
import styles from './EmptyState.module.css';
import { TakeAlong } from '../offline/OfflineStatus';
import { FileButtons } from './files/FileButtons';
import { EXAMPLES, exampleFile } from './files/examples';

/** What the first visit shows: what the page does, the ways in, an example in one click. */
export function EmptyState() {
  return (
    <div className={styles.empty}>
      <h1>Coordination environments from XANES</h1>
      <p className={styles.lead}>
        Drop K-edge scans of oxides anywhere on this page. You get the coordination numbers and motifs around
        the absorber, how sure the models are, and when they cannot say. Everything is computed in this
        browser; no spectrum leaves it.
      </p>
      <div className={styles.zone}>
        <p>
          <strong>Drop files, folders or ZIP archives here</strong>
        </p>
        <FileButtons isProminent />
        <p className={controls.hint}>
          XDI, Athena projects, columns of any beamline, FEFF, Materials Project, SPEC, HDF5/NeXus, EMSA;
          crystal structures as CIF, POSCAR or JSON
        </p>
      </div>
      <section aria-labelledby="examples">
        <h2 id="examples">Try an example</h2>
        <ul className={styles.examples}>
          {EXAMPLES.map((example) => (
            <li key={example.file}>
              <button
                type="button"
                onClick={() => {
                  session.getState().addFiles([exampleFile(example)]);
                }}
              >
                <span className={styles.symbol}>{example.element}</span>
                <span>
                  <strong>{example.formula}</strong>
                  <br />
                  {example.about}
                  {example.isUnseen && '; new to the models'}
                </span>
              </button>
            </li>
          ))}
        </ul>
        <p className={controls.hint}>
          Computed with FEFF for this project, none of them measured.{' '}
          {EXAMPLES.some(({ isUnseen }) => isUnseen)
            ? 'Crystals new to the models were left out of their training; the others were part of it.'
            : 'The models were trained on their crystals.'}{' '}
          For your own scans expect answers that are less sure.
        </p>
      </section>
      <TakeAlong />
    </div>
  );
}
