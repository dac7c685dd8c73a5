import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

const IMPORTED = /(from |import\()(['"])([^'"]+)\2/g;

/**
 * Makes the `.d.ts` files that TypeScript wrote into a folder fit for a package: relative imports get the endings that
 * Node's resolution asks for, `bundled` packages are found in the folder itself, and what no entry reaches is removed.
 * @param entries files below the folder
 * @param bundled names of packages and their declarations, as files below the folder
 */
export function finishDeclarations(
  folder: string,
  entries: readonly string[],
  bundled: Readonly<Record<string, string>>,
): void {
  const reached = new Set<string>();
  const visit = (name: string): void => {
    if (reached.has(name)) return;
    reached.add(name);
    const path = join(folder, name);
    const text = readFileSync(path, 'utf8').replace(
      IMPORTED,
      (whole, before: string, quote: string, target: string) => {
        const found = target.startsWith('.')
          ? [`${target}.d.ts`, `${target}/index.d.ts`]
              .map((file) => join(dirname(path), file))
              .find((file) => existsSync(file))
          : target in bundled
            ? join(folder, bundled[target])
            : undefined;
        if (found === undefined) return whole;
        visit(relative(folder, found));
        const address = relative(dirname(path), found)
          .split(sep)
          .join('/')
          .replace(/\.d\.ts$/, '.js');
        return `${before}${quote}${address.startsWith('.') ? address : `./${address}`}${quote}`;
      },
    );
    writeFileSync(path, text);
  };
  for (const entry of entries) visit(join(entry));
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (name.endsWith('.d.ts') && !reached.has(name)) rmSync(join(folder, name));
  }
}
