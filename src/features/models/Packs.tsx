import { useEffect, useId, useRef } from 'react';
import type { PackHead } from '../../domain/forest/pack';
import type { PackOrigin } from '../../domain/forest/pack-mark';
import { answerWith, packs, usePacks } from '../../stores/packs';
import { useSettings } from '../../stores/settings';
import controls from '../../styles/controls.module.css';
import { fromFileList, readFiles } from '../analyse/files/collect';
import { percent } from '../widgets/format';
import styles from './Packs.module.css';

const ORIGINS: Readonly<Record<PackOrigin, string>> = {
  shipped: 'calls itself shipped with Xanopy',
  published: 'published',
  yours: 'own training',
};

function Pack({ pack }: { readonly pack: PackHead }) {
  const { name, version, origin, licence, citation, provenance, models, sha256 } = pack;
  const measured = models.filter(({ measures }) => measures !== undefined);
  return (
    <li className={styles.pack}>
      <h3>
        {name} <small>version {version}</small>
      </h3>
      <dl className={styles.facts}>
        <dt>Origin</dt>
        <dd>{ORIGINS[origin]}</dd>
        <dt>Elements</dt>
        <dd>{models.map(({ element }) => element).join(', ')}</dd>
        <dt>Licence</dt>
        <dd>{licence}</dd>
        <dt>Cite</dt>
        <dd>{citation}</dd>
        <dt>Made</dt>
        <dd>{provenance}</dd>
        {measured.length > 0 && (
          <>
            <dt>Held-out</dt>
            <dd>
              as its maker states, leading CN right:{' '}
              {measured
                .map(({ element, measures }) => `${element} ${measures ? percent(measures.leadingCn) : ''}`)
                .join(', ')}
            </dd>
          </>
        )}
        <dt>Hash</dt>
        <dd>
          <code>{sha256.slice(0, 16)}</code>
        </dd>
      </dl>
      <p className={styles.buttons}>
        <button
          type="button"
          className={controls.button}
          aria-label={`Export ${name}`}
          onClick={() => void packs.getState().exportFile(pack)}
        >
          Export
        </button>
        <button
          type="button"
          className={controls.button}
          aria-label={`Remove ${name}`}
          onClick={() => void packs.getState().remove(pack)}
        >
          Remove
        </button>
      </p>
    </li>
  );
}

/** Which models answer: one choice for all spectra of this browser. */
function AnswerWith({ kept }: { readonly kept: readonly PackHead[] }) {
  const answering = useSettings((state) => state.answering);
  const group = useId();
  const options = [
    { key: 'shipped', label: 'the shipped models', value: null },
    ...kept.flatMap(({ name, version, sha256 }) => [
      {
        key: `both ${sha256}`,
        label: `both, shipped and ${name} (${version})`,
        value: { with: 'both', pack: sha256 } as const,
      },
      {
        key: `pack ${sha256}`,
        label: `${name} (${version}) alone`,
        value: { with: 'pack', pack: sha256 } as const,
      },
    ]),
  ];
  return (
    <fieldset className={styles.choice}>
      <legend>Answer with</legend>
      {options.map(({ key, label, value }) => (
        <label key={key}>
          <input
            type="radio"
            name={group}
            checked={answering?.with === value?.with && answering?.pack === value?.pack}
            onChange={() => {
              answerWith(value);
            }}
          />{' '}
          {label}
        </label>
      ))}
    </fieldset>
  );
}

/** Model packs: models from elsewhere, kept in this browser. */
export function Packs() {
  const kept = usePacks((state) => state.packs);
  const error = usePacks((state) => state.error);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    void packs.getState().load();
  }, []);
  return (
    <section aria-labelledby="packs" className={styles.packs}>
      <div className={styles.head}>
        <h2 id="packs">Model packs</h2>
        <button type="button" className={controls.button} onClick={() => input.current?.click()}>
          Add a pack…
        </button>
        <input
          ref={input}
          type="file"
          multiple
          hidden
          aria-label="Pack files"
          accept=".json,.gz,.sav,.pkl,.pickle,.joblib,.zip"
          onChange={({ target }) => {
            if (target.files) readFiles(fromFileList(target.files));
            // The same file can be chosen again.
            target.value = '';
          }}
        />
      </div>
      <p className={styles.small}>
        Models from elsewhere: drop a pack (<code>.xanopy-pack.json.gz</code>) anywhere on the page, or the
        forests that the authors of the method published (<code>.sav</code>), all files of an element
        together. Pickles are read, never run. <a href="docs/packs.html">How packs work</a>
      </p>
      {error !== null && (
        <p className={styles.error} role="alert">
          {error}
        </p>
      )}
      {kept !== null && kept.length > 0 && (
        <>
          <AnswerWith kept={kept} />
          <ul className={styles.list} aria-label="Packs in this browser">
            {kept.map((pack) => (
              <Pack key={pack.sha256} pack={pack} />
            ))}
          </ul>
        </>
      )}
      {kept?.length === 0 && <p className={styles.small}>No pack is kept in this browser.</p>}
    </section>
  );
}
