import { useEffect, useState } from 'react';
import type { OwnReference } from '../../domain/references/library';
import { notices } from '../../stores/notices';
import { currentLibrary, references, useReferences } from '../../stores/references';
import { useSession, type Item } from '../../stores/session';
import controls from '../../styles/controls.module.css';
import { MotifPicture } from '../motifs/MotifPicture';
import { environmentText } from '../widgets/format';
import { draftOf, takenFrom } from './draft';
import { LabelForm } from './LabelForm';
import { LibraryBar } from './LibraryBar';
import styles from './References.module.css';
import { Retraining } from './Retraining';

/** Removes at once; a notice offers to undo. */
function remove(id: string): void {
  const { remove: takeOut, putBack } = references.getState();
  const removed = takeOut(id);
  if (!removed) return;
  notices.getState().notify(`Removed ${removed.reference.name}.`, {
    label: 'Undo',
    run: () => {
      putBack(removed);
    },
  });
}

function Row({ reference, onEdit }: { readonly reference: OwnReference; readonly onEdit: () => void }) {
  const { name, element, material, environment, label, provenance, licence, source, id } = reference;
  const from = label.kind === 'chosen' ? 'label chosen by hand' : `label from ${label.name}`;
  return (
    <li>
      <span className={styles.pictures} aria-hidden="true">
        {environment
          .slice(0, 3)
          .map(({ cn, motifs: [motif] }) =>
            motif === undefined ? null : <MotifPicture key={cn} name={motif} size={40} />,
          )}
      </span>
      <div className={styles.about}>
        <p>
          <strong>{name}</strong> {element} K, {material}: {environmentText(environment)}
        </p>
        <p className={styles.soft}>
          {[from, source.file, provenance, licence].filter((text) => text !== '').join('; ')}
        </p>
      </div>
      <span className={styles.buttons}>
        <button type="button" className={controls.quiet} aria-label={`Change ${name}`} onClick={onEdit}>
          Change
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
      </span>
    </li>
  );
}

interface Editing {
  readonly draft: OwnReference;
  readonly isNew: boolean;
}

/** What the address asks to label (`#/references/<id of a spectrum>`). */
const askedFor = (): string | undefined => /^#\/references\/(.+)$/.exec(window.location.hash)?.[1];

function editingOf(item: Item | undefined, known: readonly OwnReference[]): Editing | null {
  const there = item && takenFrom(item, known);
  if (there) return { draft: there, isNew: false };
  const draft = item && draftOf(item, known);
  return draft ? { draft, isNew: true } : null;
}

/** Spectra of the session that can be labelled. */
function Choose({ onChoose }: { readonly onChoose: (item: Item) => void }) {
  const items = useSession((state) => state.items);
  const order = useSession((state) => state.order);
  const known = useReferences((state) => currentLibrary(state)?.references ?? NONE);
  const answered = order.flatMap((id) => {
    const item = items[id];
    return item?.status === 'done' && item.analysis ? [item] : [];
  });
  if (answered.length === 0) {
    return (
      <p className={controls.hint}>
        Spectra of the session that have been read can be labelled here. Drop some on the page.
      </p>
    );
  }
  return (
    <div className={styles.buttons} role="group" aria-label="Label a spectrum">
      <span>Label a spectrum of the session:</span>
      <select
        className={controls.field}
        aria-label="Spectrum to label"
        value=""
        onChange={({ target }) => {
          const item = items[target.value];
          if (item) onChoose(item);
        }}
      >
        <option value="" disabled>
          Choose…
        </option>
        {answered.map((item) => (
          <option key={item.id} value={item.id}>
            {item.name} ({item.analysis?.element}){takenFrom(item, known) ? ', labelled' : ''}
          </option>
        ))}
      </select>
    </div>
  );
}

const NONE: readonly OwnReference[] = [];

/** Own references: spectra that the user has labelled. */
export function ReferencesPage() {
  const libraries = useReferences((state) => state.libraries);
  const current = useReferences(currentLibrary);
  const known = current?.references ?? NONE;
  const asked = useSession((state) => {
    const id = askedFor();
    return id === undefined ? undefined : state.items[id];
  });
  const [editing, setEditing] = useState<Editing | null>(() => editingOf(asked, known));
  useEffect(() => {
    const follow = (): void => {
      setEditing(null);
    };
    window.addEventListener('hashchange', follow);
    return () => {
      window.removeEventListener('hashchange', follow);
    };
  }, []);
  const done = (): void => {
    setEditing(null);
    if (askedFor() !== undefined) window.history.replaceState(null, '', '#/references');
  };
  return (
    <div className={styles.page}>
      <header className={styles.intro}>
        <h1>References</h1>
        <p>
          Spectra whose coordination you know. They stand beside the computed neighbours of an answer, can be
          parts of a mixture, and can teach the forests of their element. They stay in this browser until you
          remove them.
        </p>
      </header>
      {editing ? (
        <LabelForm key={editing.draft.id} {...editing} onDone={done} />
      ) : (
        <Choose
          onChoose={(item) => {
            setEditing(editingOf(item, known));
          }}
        />
      )}
      <section className={styles.card} aria-label="Library of references">
        <LibraryBar libraries={libraries} current={current} />
        {known.length === 0 ? (
          <p className={controls.hint}>No references yet.</p>
        ) : (
          <ul className={styles.list} aria-label="References">
            {known.map((reference) => (
              <Row
                key={reference.id}
                reference={reference}
                onEdit={() => {
                  setEditing({ draft: reference, isNew: false });
                }}
              />
            ))}
          </ul>
        )}
      </section>
      {current && known.length > 0 && <Retraining library={current} />}
    </div>
  );
}
