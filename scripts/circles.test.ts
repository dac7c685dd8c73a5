import { relative } from 'node:path';
import { expect, it } from 'vitest';
import { importsBelow, ROOT } from './imports';

const imports = importsBelow(['src', 'training', 'scripts', 'node', 'site', 'bench', 'e2e']);

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
  for (const module of imports.keys()) {
    const circle = walk(module, []);
    if (circle) return circle.map((file) => relative(ROOT, file));
  }
  return null;
}

it('no module imports itself, be it through others or for its types only', () => {
  expect(imports.size).toBeGreaterThan(200);
  expect(findCircle()).toBeNull();
});
