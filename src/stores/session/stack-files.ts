import { LARGEST_FILE } from '../../readers/limits';
import type { SourceFile } from './queue';

/** A file of many spectra that is read part by part, with the list of its energies where one came along. */
export interface StackFiles {
  readonly stack: File;
  readonly energies: File | null;
}

const LIST = /\.(txt|csv|dat|energ(y|ies))$/i;

/**
 * The stack among files that is known by its name (TIFF, or too large for anything else), and all other files. A list of
 * energies lies beside it: by its name, or as the only text.
 */
export function stackAmong(files: readonly SourceFile[]): {
  readonly found: StackFiles | null;
  readonly rest: readonly SourceFile[];
} {
  const stack = files.find(({ name, file }) => /\.tiff?$/i.test(name) || (file && file.size > LARGEST_FILE));
  if (!stack?.file) return { found: null, rest: files };
  const lists = files.filter(({ name, path, file }) => file && path === stack.path && LIST.test(name));
  const stem = stack.name.replace(/\.[^.]*$/, '');
  const energies =
    lists.find(({ name }) => name.startsWith(stem) || /energ/i.test(name)) ??
    (lists.length === 1 ? lists[0] : undefined);
  return {
    found: { stack: stack.file, energies: energies?.file ?? null },
    rest: files.filter((one) => one !== stack && one !== energies),
  };
}
