import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { preProcessFile } from 'typescript';
import { expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..');
const FOLDERS = ['src', 'training', 'scripts', 'bench', 'e2e'];

const modules = FOLDERS.flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(ROOT, folder, name)),
);

function resolved(from: string, name: string): string | undefined {
  const path = join(dirname(from), name);
  return [path, `${path}.ts`, `${path}.tsx`, join(path, 'index.ts')].find(
    (candidate) => existsSync(candidate) && statSync(candidate).isFile(),
  );
}

/** Modules that each module imports, types included. */
const imports = new Map(
  modules.map((module) => [
    module,
    preProcessFile(readFileSync(module, 'utf8'))
      .importedFiles.filter(({ fileName }) => fileName.startsWith('.'))
      .flatMap(({ fileName }) => resolved(module, fileName) ?? []),
  ]),
);

/** The first circle that a walk along the imports runs into, its first module repeated at the end. */
function findCircle(): string[] | null {
  const done = new Set<string>();
  const walk = (module: string, path: readonly string[]): string[] | null => {
    if (path.includes(module)) return [...path.slice(path.indexOf(module)), module];
    if (done.has(module)) return null;
    for (const next of imports.get(module) ?? []) {
      const circle = walk(next, [...path, module]);
      if (circle) return circle;
    }
    done.add(module);
    return null;
  };
  for (const module of modules) {
    const circle = walk(module, []);
    if (circle) return circle.map((file) => relative(ROOT, file));
  }
  return null;
}

it('no module imports itself, be it through others or for its types only', () => {
  expect(imports.size).toBeGreaterThan(200);
  expect(findCircle()).toBeNull();
});
