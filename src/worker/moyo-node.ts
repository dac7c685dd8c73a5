import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { analyze_cell, hall_symbol_entry, initSync, operations_from_number } from '@spglib/moyo-wasm';
import type { SymmetryLibrary } from './engine';

/** What moyo knows of symmetry, for commands and tests in Node. */
export function nodeSymmetry(): SymmetryLibrary {
  const file = fileURLToPath(import.meta.resolve('@spglib/moyo-wasm/moyo_wasm_bg.wasm'));
  initSync({ module: readFileSync(file) });
  return { analyze_cell, hall_symbol_entry, operations_from_number };
}
