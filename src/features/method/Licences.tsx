import { useState } from 'react';
import * as v from 'valibot';
import styles from './Method.module.css';

const listSchema = v.array(v.object({ name: v.string(), version: v.string(), licence: v.string() }));

type Packages = v.InferOutput<typeof listSchema>;

async function load(): Promise<Packages | string> {
  try {
    const response = await fetch(new URL('licences.json', document.baseURI));
    if (!response.ok) return `The list could not be loaded (status ${response.status}). Try again later.`;
    return v.parse(listSchema, await response.json());
  } catch {
    return 'The list could not be loaded. Check the connection and open it again.';
  }
}

/** Licence of Xanopy and of everything that it is built with. */
export function Licences() {
  const [packages, setPackages] = useState<Packages | string | null>(null);
  return (
    <section id="licences" tabIndex={-1} aria-labelledby="licences-title" className={styles.section}>
      <h2 id="licences-title">Licences</h2>
      <p>
        Xanopy {__APP_VERSION__} is free software under the MIT licence: use it, change it and pass it on. It
        comes without any warranty.
      </p>
      <details
        onToggle={({ currentTarget }) => {
          if (currentTarget.open && !Array.isArray(packages)) void load().then(setPackages);
        }}
      >
        <summary>Packages that it is built with</summary>
        {packages === null && <p>Loading…</p>}
        {typeof packages === 'string' && <p role="alert">{packages}</p>}
        {Array.isArray(packages) && (
          <ul className={styles.packages}>
            {packages.map(({ name, version, licence }) => (
              <li key={`${name} ${version}`}>
                {name} {version} <span className={styles.soft}>{licence}</span>
              </li>
            ))}
          </ul>
        )}
      </details>
    </section>
  );
}
