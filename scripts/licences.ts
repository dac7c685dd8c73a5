import { readdirSync, readFileSync } from 'node:fs';
import * as v from 'valibot';

/** One package that the page or the command line is built with; of the large ones only a part is shipped. */
export interface Licence {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
}

const lockSchema = v.object({
  packages: v.record(
    v.string(),
    v.object({
      version: v.optional(v.string()),
      license: v.optional(v.string()),
      dependencies: v.optional(v.record(v.string(), v.string())),
    }),
  ),
});

/** Where Node finds `name` for the package at `from`: beside it or further up. */
function resolve(
  packages: Readonly<Record<string, unknown>>,
  from: string,
  name: string,
): string | undefined {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    const candidate = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`;
    if (candidate in packages) return candidate;
    if (folder === '') return undefined;
  }
}

/** The runtime dependencies, their dependencies and so on, by name, with the licences that they declare. */
export function runtimeLicences(): Licence[] {
  return runtimePackages().map(({ name, version, licence }) => ({ name, version, licence }));
}

function runtimePackages(): (Licence & { readonly path: string })[] {
  const { packages } = v.parse(lockSchema, JSON.parse(readFileSync('package-lock.json', 'utf8')));
  const found = new Map<string, Licence & { readonly path: string }>();
  const visit = (from: string, names: readonly string[]): void => {
    for (const name of names) {
      const path = resolve(packages, from, name);
      if (path === undefined || found.has(path)) continue;
      const { version = '', license = 'not declared', dependencies = {} } = packages[path];
      found.set(path, { name, version, licence: license, path });
      visit(path, Object.keys(dependencies));
    }
  };
  visit('', Object.keys(packages[''].dependencies ?? {}));
  return [...found.values()].sort(
    (a, b) => a.name.localeCompare(b.name) || a.version.localeCompare(b.version),
  );
}

/** The text of `public/licences.json`. */
export function licencesText(): string {
  const rows = runtimeLicences().map((licence) => `  ${JSON.stringify(licence)}`);
  return `[\n${rows.join(',\n')}\n]\n`;
}

/** The full texts that the packages bring along, one after the other: what a release must carry with their code. */
export function licenceTexts(): string {
  return runtimePackages()
    .map(({ name, version, licence, path }) => {
      const files = readdirSync(path)
        .filter((file) => /^(?:licen[cs]e|copying|notice)/i.test(file))
        .sort();
      const texts = files.map((file) => readFileSync(`${path}/${file}`, 'utf8').trim());
      const head = `${'='.repeat(78)}\n${name} ${version} (${licence})`;
      return [
        head,
        ...(texts.length > 0 ? texts : ['The package brings no text of its licence along.']),
      ].join('\n\n');
    })
    .join('\n\n');
}
