import * as v from 'valibot';
import { checked } from '../checked';
import { K_EDGES } from '../elements';
import type { Environment } from '../environment/labels';
import { MOTIFS } from '../environment/motifs';
import { XanopyError } from '../errors';
import { UNCALIBRATED_REACH } from '../spectrum/prepare';

/*
 * Own references: measured spectra that somebody has labelled, as a named library. Libraries come from files of
 * anybody, so everything about them is checked.
 */

/** Where a label comes from: chosen by hand, or the coordination in a crystal structure. */
export type LabelSource =
  | { readonly kind: 'chosen' }
  | {
      readonly kind: 'structure';
      readonly file: string;
      /** As the file calls the crystal. */
      readonly name: string;
      /** Index of the atom; null for the average over all sites of the element by multiplicity. */
      readonly site: number | null;
    };

/** A measured spectrum of known environment. */
export interface OwnReference {
  /** Unique within its library. */
  readonly id: string;
  readonly name: string;
  /** What was measured; spectra of one material are held out together and must have one label. */
  readonly material: string;
  /** Absorber, chemical symbol. */
  readonly element: string;
  readonly environment: Environment;
  readonly label: LabelSource;
  /** eV. */
  readonly e0: number;
  /** eV, ascending, absolute. */
  readonly energy: Float64Array;
  /** Normalised to the edge step, same length. */
  readonly mu: Float64Array;
  /** The file it was taken from. */
  readonly source: { readonly file: string; readonly sha256: string; readonly scan: string };
  /** Who measured it, where, how, in words. */
  readonly provenance: string;
  readonly licence: string;
}

export interface ReferenceLibrary {
  readonly name: string;
  readonly references: readonly OwnReference[];
}

/** Spectra in one library; more belong into a database. */
export const MOST_OWN_REFERENCES = 1000;
const MOST_POINTS = 20_000;
const FEWEST_POINTS = 20;
/** Largest coordination number of a label. */
export const LARGEST_CN = 12;
/** Most coordination numbers in one label: each has a weight of at least a fifth. */
export const MOST_RANKED = 5;

/** Text on one line, without blanks at its ends. */
const line = (fewest: number, longest: number) =>
  v.pipe(v.string(), v.minLength(fewest), v.maxLength(longest), v.regex(/^(?!\s)[^\x00-\x1f\x7f]*(?<!\s)$/));
const numbers = v.pipe(v.array(v.number()), v.minLength(FEWEST_POINTS), v.maxLength(MOST_POINTS));

const referenceFields = {
  id: line(1, 100),
  name: line(1, 200),
  material: line(1, 200),
  element: v.string(),
  environment: v.array(v.strictObject({ cn: v.number(), motifs: v.array(v.string()) })),
  label: v.variant('kind', [
    v.strictObject({ kind: v.literal('chosen') }),
    v.strictObject({
      kind: v.literal('structure'),
      file: v.string(),
      name: v.string(),
      site: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0))),
    }),
  ]),
  e0: v.number(),
  source: v.strictObject({
    file: line(0, 500),
    sha256: v.pipe(v.string(), v.regex(/^([0-9a-f]{64})?$/)),
    scan: line(0, 500),
  }),
  provenance: line(0, 2000),
  licence: line(0, 200),
};

/** A library file, `*.xanopy-references.json`. */
export const referencesSchema = v.strictObject({
  format: v.literal('xanopy-references'),
  formatVersion: v.literal(1),
  name: line(1, 80),
  references: v.pipe(
    v.array(v.strictObject({ ...referenceFields, energy: numbers, mu: numbers })),
    v.maxLength(MOST_OWN_REFERENCES),
  ),
});

export type ReferencesJson = v.InferOutput<typeof referencesSchema>;

/** An environment in words, for sentences: `CN 6 (octahedral), CN 4`. */
export const labelText = (environment: Environment): string =>
  environment
    .map(({ cn, motifs }) => `CN ${cn}${motifs.length > 0 ? ` (${motifs.join(' > ')})` : ''}`)
    .join(', ');

/** What is wrong with a label, in words; null when nothing is. */
export function faultOfLabel(environment: Environment): string | null {
  const cns = environment.map(({ cn }) => cn);
  if (cns.length === 0) return 'it names no coordination number';
  if (cns.length > MOST_RANKED) return `it names more than ${MOST_RANKED} coordination numbers`;
  if (new Set(cns).size < cns.length) return 'it names a coordination number twice';
  const odd = cns.find((cn) => !Number.isInteger(cn) || cn < 1 || cn > LARGEST_CN);
  if (odd !== undefined) return `${odd} is no coordination number from 1 to ${LARGEST_CN}`;
  for (const { cn, motifs } of environment) {
    const known = MOTIFS[cn] ?? [];
    const unknown = motifs.find((motif) => !known.includes(motif));
    if (unknown !== undefined) return `"${unknown.slice(0, 40)}" is no motif of CN ${cn}`;
    if (new Set(motifs).size < motifs.length) return `it names a motif of CN ${cn} twice`;
  }
  return null;
}

/**
 * The reference itself where it can be used.
 * @throws XanopyError `references-label`, `references-element`, `references-invalid`
 */
export function checkedReference(reference: OwnReference): OwnReference {
  const { name, element, environment, e0, energy, mu } = reference;
  const label = faultOfLabel(environment);
  if (label !== null) {
    throw new XanopyError(
      'references-label',
      `The label of ${name} cannot be used: ${label}. Correct the label.`,
    );
  }
  const edge = Object.hasOwn(K_EDGES, element) ? K_EDGES[element] : undefined;
  if (edge === undefined || !(Math.abs(e0 - edge) <= UNCALIBRATED_REACH)) {
    throw new XanopyError(
      'references-element',
      edge === undefined
        ? `${name} is of "${element.slice(0, 20)}", which is no element with a K edge. Correct the element.`
        : `${name} is no K edge of ${element}: its E0 is ${e0.toFixed(1)} eV, the edge of ${element} ${edge} eV. Correct the element.`,
    );
  }
  const fault =
    energy.length !== mu.length
      ? `${energy.length} energies and ${mu.length} values of mu`
      : ![...energy, ...mu].every(Number.isFinite)
        ? 'a number is too large'
        : energy.some((at, i) => i > 0 && at <= energy[i - 1])
          ? 'the energies do not ascend'
          : e0 <= energy[0] || e0 >= energy[energy.length - 1]
            ? 'E0 lies outside the scan'
            : null;
  if (fault !== null) {
    throw new XanopyError(
      'references-invalid',
      `${name} in the library cannot be used: ${fault}. Take it out or export the library again.`,
    );
  }
  return reference;
}

const key = (text: string): string => text.toLowerCase();

/** References of one material of an element, in order of appearance. */
function byMaterial(references: readonly OwnReference[]): OwnReference[][] {
  const groups = new Map<string, OwnReference[]>();
  for (const reference of references) {
    const of = `${reference.element} ${key(reference.material)}`;
    groups.set(of, [...(groups.get(of) ?? []), reference]);
  }
  return [...groups.values()];
}

/** Name under which the spectra of a material stay together. */
export const materialOf = ({ material }: OwnReference): string => key(material);

/**
 * One material has one label.
 * @throws XanopyError `references-contradict`
 */
export function refuseContradictions(references: readonly OwnReference[]): void {
  for (const [first, ...others] of byMaterial(references)) {
    const label = labelText(first.environment);
    const other = others.find(({ environment }) => labelText(environment) !== label);
    if (other) {
      throw new XanopyError(
        'references-contradict',
        `${first.name} and ${other.name} are both ${first.material}, but one is labelled ${label}, the other ${labelText(other.environment)}. Correct a label, or name the materials apart.`,
      );
    }
  }
}

/**
 * A library where every reference can be used and none contradicts another.
 * @throws XanopyError as `checkedReference` and `refuseContradictions`, `references-invalid` for an id given twice
 */
export function checkedLibrary(library: ReferenceLibrary): ReferenceLibrary {
  library.references.forEach(checkedReference);
  const ids = library.references.map(({ id }) => id);
  const twice = library.references.find(({ id }, i) => ids.indexOf(id) !== i);
  if (twice) {
    throw new XanopyError('references-invalid', `${twice.name} stands in the library twice. Take one out.`);
  }
  refuseContradictions(library.references);
  return library;
}

const rounded = (values: Float64Array, digits: number): number[] =>
  Array.from(values, (value) => Number(value.toFixed(digits)));

/** The JSON form of a library: energies to 0.1 meV, mu to a millionth of the edge step. */
export function encodeReferences({ name, references }: ReferenceLibrary): ReferencesJson {
  return {
    format: 'xanopy-references',
    formatVersion: 1,
    name,
    references: references.map(({ environment, label, energy, mu, source, ...rest }) => ({
      ...rest,
      environment: environment.map(({ cn, motifs }) => ({ cn, motifs: [...motifs] })),
      label: { ...label },
      source: { ...source },
      energy: rounded(energy, 4),
      mu: rounded(mu, 6),
    })),
  };
}

/**
 * A library from parsed JSON of unknown origin.
 * @throws XanopyError `references-invalid` and those of `checkedLibrary`
 */
export function decodeReferences(json: unknown): ReferenceLibrary {
  const { name, references } = checked(
    referencesSchema,
    json,
    'references-invalid',
    'The library of references',
    'Export it again from the page it came from, or reload the page to update.',
  );
  return checkedLibrary({
    name,
    references: references.map((reference) => ({
      ...reference,
      energy: Float64Array.from(reference.energy),
      mu: Float64Array.from(reference.mu),
    })),
  });
}

/**
 * A library from the text of its file.
 * @throws XanopyError as `decodeReferences`
 */
export function parseReferences(text: string): ReferenceLibrary {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new XanopyError(
      'references-invalid',
      'The library of references is not valid JSON: it is damaged or cut off. Export it again from the page it came from.',
    );
  }
  return decodeReferences(json);
}
