import { useEffect } from 'react';
import { failureOf, structures as store, useStructures, type KeptStructure } from '../../stores/structures';
import { notices } from '../../stores/notices';
import { session } from '../../stores/session';
import controls from '../../styles/controls.module.css';
import { exampleFile } from '../analyse/files/examples';
import { FileButtons } from '../analyse/files/FileButtons';
import styles from './Structures.module.css';
import { StructureView } from './StructureView';

/** The structure that the address names (`#/structures/<id>`) becomes the current one. */
function useAddress(): void {
  useEffect(() => {
    const follow = (): void => {
      const id = /^#\/structures\/(.+)$/.exec(window.location.hash)?.[1];
      if (id !== undefined && store.getState().structures.some((structure) => structure.id === id)) {
        store.getState().select(id);
      }
    };
    follow();
    window.addEventListener('hashchange', follow);
    return () => {
      window.removeEventListener('hashchange', follow);
    };
  }, []);
}

/** Removes at once; a notice offers to undo. */
function remove(id: string): void {
  const { remove: takeOut, putBack } = store.getState();
  const removed = takeOut(id);
  if (!removed) return;
  notices.getState().notify(`Removed ${removed.kept.name}.`, {
    label: 'Undo',
    run: () => {
      putBack(removed);
    },
  });
}

function List({
  list,
  current,
}: {
  readonly list: readonly KeptStructure[];
  readonly current: string | undefined;
}) {
  const { select } = store.getState();
  return (
    <ul className={styles.list} aria-label="Structures of the session">
      {list.map(({ id, name, error }) => (
        <li key={id}>
          <button
            type="button"
            className={controls.button}
            aria-pressed={id === current}
            onClick={() => {
              select(id);
            }}
          >
            {name}
            {error && <span className={styles.bad}> cannot be used</span>}
          </button>
          <button
            type="button"
            className={controls.icon}
            aria-label={`Remove ${name}`}
            onClick={() => {
              remove(id);
            }}
          >
            ×
          </button>
        </li>
      ))}
    </ul>
  );
}

function Current({ structure }: { readonly structure: KeptStructure }) {
  const report = useStructures((state) => state.reports[structure.id]);
  const failure = failureOf(structure, report);
  if (failure) {
    return (
      <p className={styles.failure} role="alert">
        <strong>{structure.file}</strong> {failure.message}{' '}
        {failure.line !== undefined && `(line ${failure.line})`}
      </p>
    );
  }
  if (!report?.ok) return <p role="status">Computing…</p>;
  return <StructureView structure={structure} report={report.value} />;
}

/** Hematite, and the example whose spectrum was computed from it. */
function openExample(): void {
  session.getState().addFiles(['hematite.cif', 'Fe2O3-Fe-computed.xdi'].map((file) => exampleFile({ file })));
}

/** Crystal structures, and what XANES of their elements should be answered with. */
export function StructuresPage() {
  useAddress();
  const list = useStructures((state) => state.structures);
  const current = useStructures(
    (state) => state.structures.find(({ id }) => id === state.current) ?? state.structures.at(0),
  );
  return (
    <div className={styles.page}>
      <header className={styles.intro}>
        <h1>Structures</h1>
        <p>
          Drop a crystal structure (CIF, POSCAR, JSON of pymatgen or OPTIMADE) to see the coordination numbers
          and motifs around every site, by the definitions that the models’ labels are made of. With a
          spectrum of one of its elements in the session, expectation and answer stand side by side. Nothing
          leaves this browser.
        </p>
        <FileButtons isProminent={list.length === 0} />
        {list.length === 0 && (
          <p>
            <button type="button" className={controls.button} onClick={openExample}>
              Example: hematite and its computed spectrum
            </button>
          </p>
        )}
      </header>
      {list.length > 0 && <List list={list} current={current?.id} />}
      {current && <Current key={current.id} structure={current} />}
    </div>
  );
}
