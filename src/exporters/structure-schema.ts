import * as v from 'valibot';
import {
  about,
  applicability,
  coordinationNumber,
  count,
  environment,
  failure,
  message,
  share,
  text,
} from './schema';
import type { StructureResult } from './structure';
import type { FailureResult } from './result';

const cnMotifs = v.array(v.object({ cn: coordinationNumber, motif: v.nullable(text) }));

const coordination = about(
  v.array(
    v.object({
      cn: coordinationNumber,
      weight: share,
      motifs: v.array(v.object({ name: text, weight: about(v.number(), 'Order parameter times weight.') })),
    }),
  ),
  'Coordination numbers with their weights, most important first.',
);

const structure = v.object({
  file: text,
  name: about(text, 'What the file calls the crystal.'),
  formula: text,
  atoms: count,
  cell: about(v.array(v.number()), 'a, b, c in angstrom, alpha, beta, gamma in degrees.'),
  volume: about(v.number(), 'Cubic angstrom.'),
  spaceGroup: v.object({ number: count, symbol: text }),
  sites: about(
    v.array(
      v.object({
        index: about(count, 'Of the atom in the cell, from 0.'),
        element: text,
        multiplicity: count,
        wyckoff: text,
        siteSymmetry: text,
        coordination,
        environment,
        bonds: about(
          v.array(v.object({ element: text, distance: about(v.number(), 'Angstrom.'), weight: v.number() })),
          'Of the likeliest shell, heaviest first.',
        ),
      }),
    ),
    'Symmetry-distinct sites; anions are left out.',
  ),
  expectations: about(
    v.array(v.object({ element: text, sites: count, coordination, environment })),
    'What a spectrum of each element should show: its sites averaged by multiplicity.',
  ),
  warnings: v.array(message),
  comparisons: about(
    v.array(
      v.object({
        spectrum: text,
        element: text,
        applicability,
        jaccardConfidence: share,
        isUpperBound: about(v.boolean(), 'The spectrum is measured: the confidence is at most that.'),
        expected: environment,
        found: environment,
        jaccard: share,
        sameFirstEntry: v.boolean(),
        sameLeadingCn: v.boolean(),
        shared: cnMotifs,
        onlyExpected: cnMotifs,
        onlyFound: cnMotifs,
      }),
    ),
    'With the answered spectra that were asked about, of elements of the structure.',
  ),
  notCompared: about(
    v.array(v.object({ spectrum: text, element: text, applicability, reason: text })),
    'Spectra that were asked about and have no place beside this structure.',
  ),
});

/** What `xanopy structure --json` prints: what `public/schemas/structure-1.json` says. */
export const structureResultsSchema: v.GenericSchema<unknown, (StructureResult | FailureResult)[]> = v.array(
  v.union([structure, failure]),
);
