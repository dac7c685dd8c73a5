import { lazy, Suspense, useRef, useState } from 'react';
import controls from '../../../styles/controls.module.css';
import { WatchFolder } from '../watch/WatchFolder';
import { fromFileList, readFiles } from './collect';
import styles from './FileButtons.module.css';

const PasteDialog = lazy(async () => ({ default: (await import('./PasteDialog')).PasteDialog }));

/** The ways in for people who do not drag: files, a folder, pasted columns. */
export function FileButtons({ isProminent = false }: { readonly isProminent?: boolean }) {
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const [isPasting, setPasting] = useState(false);

  const onChange = (input: HTMLInputElement): void => {
    if (input.files) readFiles(fromFileList(input.files));
    // The same file can be chosen again.
    input.value = '';
  };

  return (
    <div className={styles.buttons}>
      <button
        type="button"
        className={isProminent ? controls.primary : controls.button}
        title="Read spectra from files of any kind that beamlines write"
        onClick={() => files.current?.click()}
      >
        Open files
      </button>
      <button
        type="button"
        className={controls.button}
        title="Read every file in a folder and in the folders inside it"
        onClick={() => folder.current?.click()}
      >
        Folder
      </button>
      <button
        type="button"
        className={controls.button}
        title="Paste columns of numbers"
        onClick={() => {
          setPasting(true);
        }}
      >
        Paste
      </button>
      <WatchFolder />
      <input
        ref={files}
        type="file"
        multiple
        hidden
        aria-label="Spectrum files"
        onChange={({ target }) => {
          onChange(target);
        }}
      />
      <input
        ref={(input) => {
          folder.current = input;
          // React knows no property of this name.
          input?.setAttribute('webkitdirectory', '');
        }}
        type="file"
        hidden
        aria-label="Folder of spectra"
        onChange={({ target }) => {
          onChange(target);
        }}
      />
      {isPasting && (
        <Suspense>
          <PasteDialog
            onClose={() => {
              setPasting(false);
            }}
          />
        </Suspense>
      )}
    </div>
  );
}
