import { useRef, useState } from 'react';
import { describeError } from '../../domain/errors';
import { encodeReferences } from '../../domain/references/library';
import { notices } from '../../stores/notices';
import { references, type KeptLibrary } from '../../stores/references';
import { save } from '../../stores/saving';
import controls from '../../styles/controls.module.css';
import styles from './References.module.css';

const EXTENSION = '.xanopy-references.json';

function exportLibrary(library: KeptLibrary): void {
  const name = library.name.replace(/[^\p{L}\p{N}._-]+/gu, '_');
  save({
    name: `${name}${EXTENSION}`,
    content: new Blob([`${JSON.stringify(encodeReferences(library))}\n`], { type: 'application/json' }),
  });
}

function removeLibrary(id: string): void {
  const { removeLibrary: takeOut, putLibraryBack } = references.getState();
  const removed = takeOut(id);
  if (!removed) return;
  notices.getState().notify(`Removed the library ${removed.library.name}.`, {
    label: 'Undo',
    run: () => {
      putLibraryBack(removed);
    },
  });
}

interface Props {
  readonly libraries: readonly KeptLibrary[];
  readonly current: KeptLibrary | undefined;
}

/** Which library, and what can be done with it as a whole. */
export function LibraryBar({ libraries, current }: Props) {
  const file = useRef<HTMLInputElement>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const { select, create, rename, importFile } = references.getState();
  const read = async (chosen: File): Promise<void> => {
    setFailure(null);
    try {
      importFile(await chosen.text());
    } catch (error) {
      setFailure(`${chosen.name}: ${describeError(error).message}`);
    }
  };
  return (
    <>
      <div className={styles.buttons} role="group" aria-label="Libraries">
        {libraries.length > 1 && (
          <select
            className={controls.field}
            aria-label="Library"
            value={current?.id}
            onChange={({ target }) => {
              select(target.value);
            }}
          >
            {libraries.map(({ id, name, references: { length } }) => (
              <option key={id} value={id}>
                {name} ({length})
              </option>
            ))}
          </select>
        )}
        {current && (
          <input
            key={`${current.id} ${current.name}`}
            className={controls.field}
            aria-label="Name of the library"
            defaultValue={current.name}
            maxLength={80}
            onBlur={({ target }) => {
              rename(current.id, target.value);
            }}
            onKeyDown={({ key, currentTarget }) => {
              if (key === 'Enter') currentTarget.blur();
            }}
          />
        )}
        <button
          type="button"
          className={controls.button}
          onClick={() => {
            create(`Library ${libraries.length + 1}`);
          }}
        >
          New library
        </button>
        <button type="button" className={controls.button} onClick={() => file.current?.click()}>
          Import
        </button>
        {current && (
          <>
            <button
              type="button"
              className={controls.button}
              disabled={current.references.length === 0}
              onClick={() => {
                exportLibrary(current);
              }}
            >
              Export
            </button>
            <button
              type="button"
              className={controls.quiet}
              onClick={() => {
                removeLibrary(current.id);
              }}
            >
              Remove library
            </button>
          </>
        )}
        <input
          ref={file}
          type="file"
          accept=".json,application/json"
          hidden
          aria-label="Library file"
          onChange={({ target }) => {
            const chosen = target.files?.[0];
            if (chosen) void read(chosen);
            // The same file can be chosen again.
            target.value = '';
          }}
        />
      </div>
      {failure !== null && (
        <p className={styles.failure} role="alert">
          {failure}
        </p>
      )}
    </>
  );
}
