import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { preProcessFile } from 'typescript';

export const ROOT = join(import.meta.dirname, '..');

function resolved(from: string, name: string): string | undefined {
  const path = join(dirname(from), name);
  return [path, `${path}.ts`, `${path}.tsx`, join(path, 'index.ts')].find(
    (candidate) => existsSync(candidate) && statSync(candidate).isFile(),
  );
}

/** The modules that each module below `folders` imports, types included; absolute paths, other packages left out. */
export function importsBelow(folders: readonly string[]): Map<string, string[]> {
  const modules = folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => join(ROOT, folder, name)),
  );
  return new Map(
    modules.map((module) => [
      module,
      preProcessFile(readFileSync(module, 'utf8'))
        .importedFiles.filter(({ fileName }) => fileName.startsWith('.'))
        .flatMap(({ fileName }) => resolved(module, fileName) ?? []),
    ]),
  );
}
