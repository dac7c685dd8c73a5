import * as v from 'valibot';
import { PROBE_KINDS, VERDICTS } from '../domain/confidence/types';
import { SUMS } from '../domain/mixture/combination';
import { MODEL_KINDS } from '../domain/forest/model';
import { INTENSITY_SCALES } from '../domain/features';
import { PACK_ORIGINS } from '../domain/forest/pack-mark';
import { E0_METHODS } from '../domain/spectrum/e0';
import {
  calibrationSchema,
  foilSchema,
  normalisationSchema,
  pointsSchema,
} from '../domain/spectrum/options-schema';
import { SIGNALS } from '../domain/spectrum/types';
import { REGION_NAMES } from '../domain/spectrum/window';
import { ENERGY_UNITS } from '../readers/types';
import type { ResultDocument } from './document';

export const about = <S extends v.GenericSchema>(schema: S, description: string) =>
  v.pipe(schema, v.description(description));

export const text = v.string();
const electronvolts = v.number();
export const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
export const coordinationNumber = v.pipe(v.number(), v.integer(), v.minValue(1));
export const count = v.pipe(v.number(), v.integer(), v.minValue(0));

export const message = v.object({
  code: about(text, 'Stable, for programs.'),
  message: about(text, 'A sentence for people.'),
});

export const environment = about(
  v.array(v.object({ cn: coordinationNumber, motifs: v.array(text) })),
  'Coordination numbers, most important first, each with its motifs, most similar first.',
);

const muRule = v.variant('kind', [
  v.object({ kind: v.literal('column'), column: count, isNormalised: v.boolean() }),
  v.object({ kind: v.literal('transmission'), i0: count, it: count }),
  v.object({ kind: v.literal('fluorescence'), i0: v.nullable(count), channels: v.array(count) }),
]);

const unit = v.picklist(ENERGY_UNITS);

const source = v.object({
  sha256: about(
    v.pipe(text, v.regex(/^([0-9a-f]{64})?$/)),
    'Of the whole file; empty where it is not known.',
  ),
  scan: about(text, 'Title of the scan within the file.'),
  format: text,
  signal: v.picklist(SIGNALS),
  energyColumn: text,
  energyUnit: unit,
  muExpression: about(text, 'How absorption comes from the columns.'),
  choices: about(
    v.object({
      energy: v.exactOptional(count),
      unit: v.exactOptional(unit),
      dSpacing: v.exactOptional(v.number()),
      mu: v.exactOptional(muRule),
      element: v.exactOptional(text),
    }),
    'Columns (from 0) and units that give this spectrum again.',
  ),
  derivation: v.exactOptional(about(text, 'How the file was computed from others, as it says itself.')),
});

const fitRange = v.object({ from: electronvolts, to: electronvolts });

/** A number with its standard error. */
const measured = v.object({ value: v.number(), error: v.number() });
const parts = v.array(
  v.object({
    name: text,
    sha256: about(v.nullable(text), 'Of the whole file; null for computed spectra of the models.'),
    material: v.exactOptional(text),
    reference: v.exactOptional(
      about(
        v.object({ material: text, environment, licence: text, provenance: text }),
        'Of a labelled reference of the user: no computed spectrum and no scan of the session.',
      ),
    ),
    share: about(v.number(), 'Part of the edge step, not negative.'),
    error: about(v.number(), 'One standard deviation.'),
  }),
);

const ranking = about(
  v.array(
    v.object({
      cn: coordinationNumber,
      weight: about(
        share,
        'Share of this coordination number among all that the trees name, as in cnShares; those of the answer alone need not sum to 1.',
      ),
      motifs: v.array(
        v.object({
          name: text,
          weight: about(share, 'Share of the trees whose ranking contains this motif.'),
        }),
      ),
      motifOrders: about(
        count,
        'How many motif rankings training knew for this number (0: none); where it is one, nothing was chosen, and weights of 1 are no votes.',
      ),
    }),
  ),
  'Coordination numbers of the answer, most important first; empty where applicability.verdict is "outside".',
);
const cnShare = v.object({ cn: coordinationNumber, share });
const cnShares = about(
  v.array(cnShare),
  'Share of every coordination number among all that the trees name, largest first, also of those that are not in the answer; they sum to 1. Empty where applicability.verdict is "outside".',
);
const jaccardConfidence = about(
  share,
  'Expected Jaccard index of the answer, calibrated on held-out materials.',
);
const modelKind = about(
  v.picklist(MODEL_KINDS),
  'A baseline answers with the shares of the labels it was trained on, whatever the spectrum.',
);
export const applicability = v.object({
  verdict: v.picklist(VERDICTS),
  reasons: v.array(message),
});
const window = about(
  v.object({
    from: electronvolts,
    to: electronvolts,
    points: count,
    placedBy: about(
      v.picklist(['E0', 'edge']),
      'edge: the window stands at the tabulated edge, wherever E0 is.',
    ),
  }),
  'Energies in eV that the models looked at.',
);
const scales = about(
  v.array(v.picklist(INTENSITY_SCALES)),
  'What the intensities of the window are divided by, each once where the trees look in several ways: their maximum, the edge step (post-edge), their mean above the main peak (post-peak), their mean (area).',
);
const pack = v.object({
  name: text,
  version: text,
  origin: v.picklist(PACK_ORIGINS),
  citation: about(text, 'Whom to cite for the models of the pack, as its maker states.'),
  sha256: about(text, 'Of the head of the pack: it names the content.'),
});

const spectrum = v.object({
  file: text,
  element: about(text, 'Absorber, chemical symbol.'),
  edge: v.literal('K'),
  e0: about(electronvolts, 'Edge energy in eV that was used.'),
  e0Method: v.picklist(E0_METHODS),
  ranking,
  cnShares,
  jaccardConfidence,
  warnings: v.array(message),
  modelVersion: text,
  modelKind,
  pack: v.exactOptional(
    about(pack, 'The pack that the model comes from; absent for the models shipped with Xanopy.'),
  ),
  packAnswer: v.exactOptional(
    about(
      v.object({
        pack,
        modelVersion: text,
        modelKind,
        ranking,
        cnShares,
        jaccardConfidence,
        applicability,
        window,
        scales,
        jaccard: about(share, 'Jaccard index of the two answers.'),
        sameLeadingCn: v.boolean(),
        sameFirstEntry: v.boolean(),
      }),
      'What a pack answers to the same spectrum, where both were asked.',
    ),
  ),
  alignment: about(
    v.object({
      e0: electronvolts,
      shift: electronvolts,
      slope: v.number(),
      isLimited: about(v.boolean(), 'E0 went only as far as the scan reaches.'),
    }),
    'E0 in eV at which the models looked at the spectrum, its distance from e0, and the relative change of mu per eV above it that was divided out.',
  ),
  window,
  scales,
  edgeStep: about(
    v.nullable(v.number()),
    'In units of the signal; null where the file gave a normalised curve.',
  ),
  normalisation: about(
    v.nullable(
      v.object({
        preEdge: fitRange,
        preEdgeDegree: count,
        postEdge: fitRange,
        postEdgeDegree: count,
        legendreDegree: v.exactOptional(count),
        isFlattened: v.boolean(),
      }),
    ),
    'Energies in eV from e0 between which polynomials of these orders were fitted, or MBACK with Legendre polynomials up to legendreDegree where that is there, and whether the slope above the edge was taken out; null where the file gave a normalised curve.',
  ),
  automaticE0: about(
    v.nullable(electronvolts),
    'Where the half step, on which the models were trained, puts E0; null where that search fails.',
  ),
  firstEntryProbability: about(
    share,
    'Calibrated probability that the first coordination number and its motifs are right.',
  ),
  leadingCnProbability: about(share, 'Calibrated probability that the first coordination number is right.'),
  heldOut: about(
    v.nullable(v.object({ leadingCn: share, materials: count })),
    'Share of materials that the forests never saw, disturbed as scans and counted as their number is frequent in oxides, whose first coordination number is right, and how many they are; null without any.',
  ),
  isUpperBound: about(
    v.boolean(),
    'The spectrum was measured: probabilities were calibrated on computed spectra and are "at most".',
  ),
  applicability,
  conformalSet: about(
    v.object({ coverage: share, rankings: v.array(v.array(coordinationNumber)) }),
    'One of these rankings of coordination numbers is right with probability coverage.',
  ),
  stability: v.array(
    v.object({
      kind: v.picklist(PROBE_KINDS),
      amount: about(
        v.number(),
        'eV for shifts and broadening, fraction of the edge step for noise and for its own error.',
      ),
      environment,
      agreement: about(share, 'Jaccard index between this answer and the undisturbed one.'),
    }),
  ),
  neighbours: v.array(
    v.object({
      material: text,
      formula: text,
      environment,
      distance: about(v.number(), 'Root-mean-square difference of the normalised windows.'),
      shift: about(electronvolts, 'eV by which the computed spectrum was moved.'),
    }),
  ),
  references: v.exactOptional(
    about(
      v.array(
        v.object({
          name: text,
          material: text,
          environment,
          distance: about(v.number(), 'Root-mean-square difference of the normalised windows.'),
          shift: about(electronvolts, 'eV by which the reference was moved.'),
        }),
      ),
      'Labelled references of the user that resemble the spectrum most, nearest first; they change neither answer nor verdict.',
    ),
  ),
  evidence: about(
    v.array(v.object({ region: v.picklist(REGION_NAMES), share })),
    'Share of the questions on the paths of the trees that concern a region.',
  ),
  requested: v.exactOptional(
    about(
      v.object({
        element: v.exactOptional(text),
        e0: v.exactOptional(electronvolts),
        e0Method: v.exactOptional(v.picklist(E0_METHODS)),
        normalisation: v.exactOptional(normalisationSchema),
        calibration: v.exactOptional(calibrationSchema),
        points: v.exactOptional(pointsSchema),
      }),
      'What the user fixed; what is absent was automatic.',
    ),
  ),
  source: v.exactOptional(source),
  combination: v.exactOptional(
    about(
      v.object({
        from: electronvolts,
        to: electronvolts,
        sum: v.picklist(SUMS),
        most: count,
        independentValues: v.number(),
        best: v.object({
          parts,
          rFactor: about(v.number(), 'Squared differences over squared mu.'),
          rms: about(v.number(), 'Root-mean-square difference in edge steps.'),
        }),
      }),
      'The linear combination of other spectra that was fitted in the page, where one was.',
    ),
  ),
  mixture: v.exactOptional(
    about(
      v.object({
        parts,
        rms: about(v.number(), 'Root-mean-square difference in edge steps.'),
        nearestRms: about(v.number(), 'That of the nearest single computed spectrum.'),
        cnShares: about(
          v.array(cnShare),
          'Coordination numbers of the parts in these shares; empty where the models cannot judge a part.',
        ),
      }),
      'Two other spectra of the session that explain the spectrum better than any single computed one, where there are.',
    ),
  ),
  preEdge: v.exactOptional(
    about(
      v.object({
        gaussians: count,
        from: electronvolts,
        to: electronvolts,
        area: about(measured, 'eV times edge steps.'),
        centroid: about(measured, 'eV, weighted by the height above the background.'),
        height: about(measured, 'Edge steps.'),
        position: about(electronvolts, 'Energy of the largest height, eV.'),
      }),
      'Pre-edge peak: Gaussians above an arctangent edge on a line, fitted together from `from` to `to` (eV); absent where none was looked for or found.',
    ),
  ),
  foil: v.exactOptional(
    about(
      foilSchema,
      'Edge of the reference foil measured with it (eV, first inflection, energies of the file) and its tabulated energy.',
    ),
  ),
});

export const failure = v.object({
  file: text,
  scan: v.exactOptional(about(text, 'Title of the scan within the file.')),
  error: v.object({
    ...message.entries,
    line: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1))),
    column: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  }),
  warnings: v.exactOptional(about(v.array(message), 'What reading the file had to remark.')),
});

/** Results as exported: what `public/schemas/result-1.json` says. */
export const resultDocumentSchema: v.GenericSchema<unknown, ResultDocument> = v.object({
  format: v.literal('xanopy-result'),
  formatVersion: v.literal(1),
  app: v.object({ name: v.literal('Xanopy'), version: text }),
  created: about(v.pipe(text, v.isoTimestamp()), 'ISO 8601, UTC.'),
  results: v.array(v.union([spectrum, failure])),
});
