import { endsOf } from '../domain/spectrum/curve';
import type { Analysis } from '../domain/analysis';
import type { Provenance } from './document';
import { journalOf } from './journal';
import { oneLine } from './one-line';
import { resultOf, type Origin } from './result';

/** A spectrum on its way into an Athena project. */
export interface AthenaGroup {
  readonly name: string;
  readonly file: string;
  readonly analysis: Analysis;
  readonly origin: Origin;
}

type Argument = string | number | readonly string[];

/** Version of Athena whose project format this is. */
const FORMAT_VERSION = '0.9.26';
/** Athena fits constants, lines and parabolas above the edge: 1 to 3 of its "normalization order". */
const HIGHEST_ORDER = 3;
/** Athena's own ranges (eV from E0), for data that nothing was fitted to. */
const ATHENA_FIT = { preEdge: { from: -150, to: -30 }, postEdge: { from: 150, to: 800 }, postEdgeDegree: 2 };

/** A text as a literal of Perl that holds in any encoding of the file. */
function perlText(text: string): string {
  const plain = oneLine(text);
  if (/^[ -~]*$/.test(plain)) return `'${plain.replace(/[\\']/g, '\\$&')}'`;
  const escaped = Array.from(plain.replace(/[\\"$@]/g, '\\$&'), (character) =>
    /[ -~]/.test(character) ? character : `\\x{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
  return `"${escaped.join('')}"`;
}

const perlList = (values: Iterable<string | number>): string =>
  Array.from(values, (value) => perlText(String(value))).join(',');

const perlArguments = (entries: readonly (readonly [string, Argument])[]): string =>
  entries
    .map(([key, value]) => {
      const literal = typeof value === 'object' ? `[${perlList(value)}]` : perlText(String(value));
      return `'${key}',${literal}`;
    })
    .join(',');

/** Five letters that name a group within the project. */
function keyOf(index: number): string {
  return Array.from({ length: 5 }, (_, place) =>
    String.fromCharCode(97 + (Math.floor(index / 26 ** (4 - place)) % 26)),
  ).join('');
}

/** Names made distinct, since programs find groups by them. */
function distinctLabels(groups: readonly AthenaGroup[]): string[] {
  const used = new Set<string>();
  return groups.map(({ name }) => {
    const plain = oneLine(name);
    let label = plain;
    for (let n = 2; used.has(label); n++) label = `${plain} (${n})`;
    used.add(label);
    return label;
  });
}

const shiftOf = ({ requested }: Origin): number => requested.calibration?.shift ?? 0;

/** Energies before the shift, which programs add again. */
function energiesOfFile({ prepared }: Analysis, origin: Origin): Float64Array {
  const shift = shiftOf(origin);
  return shift === 0 ? prepared.raw.energy : prepared.raw.energy.map((energy) => energy - shift);
}

function argumentsOf(
  { file, analysis, origin }: AthenaGroup,
  label: string,
): readonly (readonly [string, Argument])[] {
  const { prepared, element } = analysis;
  const { normalisation, e0 } = prepared;
  const fit = normalisation.fit ?? ATHENA_FIT;
  const energy = energiesOfFile(analysis, origin);
  const [first, last] = endsOf(energy);
  return [
    ['label', label],
    ['source', file],
    ['file', file],
    ['datatype', 'xmu'],
    ['is_xmu', 1],
    ['is_nor', normalisation.wasNormalised ? 1 : 0],
    ['npts', energy.length],
    ['xmin', first],
    ['xmax', last],
    ['bkg_z', element],
    ['fft_edge', 'k'],
    ['bkg_e0', e0],
    ['bkg_eshift', shiftOf(origin)],
    ['bkg_pre1', fit.preEdge.from],
    ['bkg_pre2', fit.preEdge.to],
    ['bkg_nor1', fit.postEdge.from],
    ['bkg_nor2', fit.postEdge.to],
    ['bkg_nnorm', Math.min(fit.postEdgeDegree + 1, HIGHEST_ORDER)],
    ['bkg_step', normalisation.edgeStep],
    ['bkg_fitted_step', normalisation.edgeStep],
    ['bkg_fixstep', origin.requested.normalisation?.edgeStep === undefined ? 0 : 1],
    ['bkg_flatten', normalisation.fit?.isFlattened === false ? 0 : 1],
    ['titles', journalOf(resultOf(file, analysis, origin)).map(([key, text]) => `${key}: ${text}`)],
  ];
}

/**
 * Spectra as an Athena project (text; Athena compresses it with gzip, but reads it plain too): energies and mu as they
 * went into the analysis, with E0, element, ranges, order and edge step. Athena has no order below the edge but 1 and
 * none above 2 above it; what was used stands in the titles of each group.
 */
export function athenaProject(groups: readonly AthenaGroup[], { appVersion, created }: Provenance): string {
  const labels = distinctLabels(groups);
  const written = `Xanopy ${appVersion}, ${created.toISOString()}`;
  return [
    `# Athena project file -- Demeter version ${FORMAT_VERSION}`,
    `# This file created at ${created.toISOString().slice(0, 19)}`,
    `# Written by ${written}`,
    '',
    ...groups.flatMap((group, index) => {
      const { mu } = group.analysis.prepared.raw;
      const energy = energiesOfFile(group.analysis, group.origin);
      return [
        `$old_group = '${keyOf(index)}';`,
        `@args = (${perlArguments(argumentsOf(group, labels[index] ?? group.name))});`,
        `@x = (${perlList(energy)});`,
        `@y = (${perlList(mu)});`,
        '[record]   # create object and set arrays in ATHENA',
        '',
      ];
    }),
    `@journal = (${perlList([`Exported by ${written}`, 'Titles of each group: how it was analysed.'])});`,
    '',
    '1;',
    '',
  ].join('\n');
}
