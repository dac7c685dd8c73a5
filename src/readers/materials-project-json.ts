import { elementOf } from '../domain/elements';
import { XanopyError } from '../domain/errors';
import { asByteText, decodeText } from './text';
import type { Reader, Scan } from './types';

/** What pymatgen writes of a spectrum, and what the Materials Project calls its absorber. */
const MARK = /"(@class"\s*:\s*"XAS"|absorbing_element"\s*:|@module"\s*:\s*"pymatgen\.analysis\.xas)/;
const DEEPEST = 8;
const LEAST_POINTS = 3;

type Entry = Readonly<Record<string, unknown>>;

const isEntry = (value: unknown): value is Entry =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const textOf = (entry: Entry, ...keys: readonly string[]): string | undefined =>
  keys.map((key) => entry[key]).find((value) => typeof value === 'string' && value !== '') as
    string | undefined;

/** Numbers, missing ones as NaN; null for anything but a list of them. */
function numbersOf(value: unknown): Float64Array | null {
  // NumPy arrays as monty writes them.
  const list: unknown = isEntry(value) ? value.data : value;
  if (!Array.isArray(list) || list.length < LEAST_POINTS) return null;
  const isSound = list.every((one) => typeof one === 'number' || one === null);
  return isSound
    ? Float64Array.from(list, (one: unknown) => (typeof one === 'number' ? one : Number.NaN))
    : null;
}

/** Every spectrum below a value, with the documents that it lies in, the innermost first. */
function* spectraIn(value: unknown, around: readonly Entry[]): Generator<readonly Entry[]> {
  if (around.length > DEEPEST) return;
  if (Array.isArray(value)) {
    for (const one of value) yield* spectraIn(one, around);
    return;
  }
  if (!isEntry(value)) return;
  const inside = [value, ...around];
  if (numbersOf(value.x) && numbersOf(value.y)) {
    yield inside;
    return;
  }
  for (const [key, one] of Object.entries(value)) if (key !== 'structure') yield* spectraIn(one, inside);
}

function scanOf(documents: readonly Entry[], index: number): Scan | null {
  const say = (...keys: readonly string[]): string | undefined =>
    documents.map((entry) => textOf(entry, ...keys)).find((text) => text !== undefined);
  const [spectrum] = documents;
  const energy = numbersOf(spectrum.x);
  const mu = numbersOf(spectrum.y);
  if (!energy || !mu || energy.length !== mu.length) return null;
  const element = elementOf(say('absorbing_element', 'absorbing_atom_symbol') ?? '')?.symbol;
  const edge = say('edge')?.toUpperCase();
  const site = documents.map(({ absorbing_index: at }) => at).find((at) => typeof at === 'number');
  const material = [say('formula_pretty', 'formula'), say('material_id', 'task_id', 'spectrum_id', 'xas_id')];
  const title = [...material, say('spectrum_type'), element, site === undefined ? undefined : `site ${site}`];
  return {
    id: `${index}`,
    title: title.filter((part) => part !== undefined).join(' '),
    channels: [
      { label: 'x', unit: 'eV', role: 'energy', values: energy },
      { label: 'y', role: 'mu', values: mu },
    ],
    ...(element === undefined ? {} : { element }),
    ...(edge === undefined ? {} : { edge }),
    signal: 'computed',
    // FEFF's own normalisation.
    isNormalised: true,
    metadata: material.flatMap((text, place): [string, string][] =>
      text === undefined ? [] : [[place === 0 ? 'Formula' : 'Material', text]],
    ),
    warnings: [],
  };
}

/** Spectra as JSON of pymatgen (`XAS.as_dict`), one or several, alone or in documents of the Materials Project's client. */
export const materialsProjectJsonReader: Reader = {
  format: 'materials-project-json',
  title: 'Materials Project XAS JSON',
  identify: ({ bytes }) => {
    const start = decodeText(bytes.subarray(0, 64));
    if (!/^\s*[[{]/.test(start)) return null;
    return MARK.test(decodeText(asByteText(bytes)))
      ? { confidence: 0.97, reason: 'the keys of an XAS object of pymatgen' }
      : null;
  },
  read: ({ bytes }) => {
    let parsed: unknown;
    try {
      parsed = JSON.parse(decodeText(asByteText(bytes)).replace(/\bNaN\b/g, 'null'));
    } catch {
      throw new XanopyError(
        'mp-json',
        'The JSON of the spectrum is not complete: it was cut off or edited. Save or download it again.',
      );
    }
    const scans = [...spectraIn(parsed, [])].flatMap((documents, index) => scanOf(documents, index) ?? []);
    if (scans.length === 0) {
      throw new XanopyError(
        'mp-json',
        'The JSON holds no spectrum: none of its objects has energies (x) and as many values (y). Ask for the field "spectrum" and save it again.',
      );
    }
    return scans;
  },
};
