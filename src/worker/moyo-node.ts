import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { analyze_cell, initSync } from '@spglib/moyo-wasm';
import type { SymmetrySearch } from '../domain/structure/symmetry';

/** The symmetry search of moyo for commands and tests in Node. */
export function nodeSymmetrySearch(): SymmetrySearch {
  const file = fileURLToPath(import.meta.resolve('@spglib/moyo-wasm/moyo_wasm_bg.wasm'));
  initSync({ module: readFileSync(file) });
  return analyze_cell;
}
