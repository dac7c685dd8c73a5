import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import type { Environment } from '../../src/domain/environment/labels';
import { paperSpectra } from '../data/paper-spectra';
import { SHARED } from '../data/shared';

/*
 * Files whose right answer is known, as a user would drop them. Measured spectra: for testing only, nothing is trained on
 * them or chosen by them.
 */

/** What a file should give. */
export type Truth =
  | {
      readonly kind: 'oxide';
      /** Coordination numbers, the leading one first. */
      readonly cns: readonly number[];
      /** With motifs, where they are known. */
      readonly environment: Environment | null;
    }
  /** Not an oxide of a kind that the models know; `what` says what it is. */
  | { readonly kind: 'foreign'; readonly what: string };

export const SETS = ['paper', 'scans', 'measured', 'field'] as const;
export type SetName = (typeof SETS)[number];

export interface Case {
  readonly set: SetName;
  readonly file: string;
  /** Files of one compound in a set share its weight. */
  readonly compound: string;
  readonly element: string;
  readonly truth: Truth;
  readonly bytes: Uint8Array;
  /** Given with the file, as the source gives it beside the numbers; otherwise told only when asked. */
  readonly namesElement: boolean;
}

const EXPERIMENT = join(SHARED, 'experiment');
const bytesOf = (path: string): Uint8Array => new Uint8Array(readFileSync(path));
const oxide = (...cns: number[]): Truth => ({ kind: 'oxide', cns, environment: null });
const foreign = (what: string): Truth => ({ kind: 'foreign', what });

function paperCases(): Case[] {
  return paperSpectra().flatMap(({ element, formula, material, energy, mu, ranking }, i) =>
    ranking
      ? [
          {
            set: 'paper',
            file: `${i + 1}-${element}-${formula}.dat`,
            compound: `${element} ${formula} ${material}`,
            element,
            truth: { kind: 'oxide', cns: ranking.map(({ cn }) => cn), environment: ranking },
            bytes: new TextEncoder().encode(
              `# energy mu\n${energy.map((at, k) => `${at} ${mu[k]}`).join('\n')}\n`,
            ),
            namesElement: true,
          },
        ]
      : [],
  );
}

/** Compounds of the XAS Data Library by the start of the file's name; what is named later does not reach that far. */
const COMPOUNDS: readonly (readonly [prefix: RegExp, compound: string, truth: Truth])[] = [
  [/^V2O5/, 'V2O5', oxide(5)],
  [/^V2O3/, 'V2O3', oxide(6)],
  [/^VO2/, 'VO2', oxide(6)],
  [/^VO\b/, 'VO', oxide(6)],
  [/^cr2o3/, 'Cr2O3', oxide(6)],
  [/^cro2/, 'CrO2', oxide(6)],
  [/^k2cro4/, 'K2CrO4', oxide(4)],
  [/^k2cr2o7/, 'K2Cr2O7', oxide(4)],
  [/^na2cro4/, 'Na2CrO4', oxide(4)],
  [/^cr2s3/, 'Cr2S3', foreign('sulfide')],
  [/^MnO_/, 'MnO', oxide(6)],
  [/^MnO2/, 'MnO2', oxide(6)],
  [/^Mn2O3/, 'Mn2O3', oxide(6)],
  [/^Mn3O4/, 'Mn3O4', oxide(6, 4)],
  [/^Ni2O3/, 'Ni2O3', oxide(6)],
  [/^NiOH2/, 'Ni(OH)2', oxide(6)],
  [/^NiS_/, 'NiS', foreign('sulfide')],
  [/^CuO_/, 'CuO', oxide(4)],
  [/^CuS_/, 'CuS', foreign('sulfide')],
  [/^Cu2S_/, 'Cu2S', foreign('sulfide')],
  [/^CdO_/, 'CdO', oxide(6)],
  [/^CdS_/, 'CdS', foreign('sulfide')],
  [/foil|metal/i, 'metal', foreign('metal')],
];

/** Elements of the library's K edges that the models know; azurite, with square and pyramidal copper, is left out. */
const SCANNED = ['V', 'Cr', 'Mn', 'Co', 'Ni', 'Cu', 'Cd'];

function scanCases(): Case[] {
  const folder = join(EXPERIMENT, 'xas-data-library');
  return SCANNED.filter((element) => existsSync(join(folder, element))).flatMap((element) =>
    readdirSync(join(folder, element))
      .sort()
      .flatMap((name): Case[] => {
        const known = COMPOUNDS.find(([prefix]) => prefix.test(name));
        if (!known) return [];
        const [, compound, truth] = known;
        return [
          {
            set: 'scans',
            file: name,
            compound: `${element} ${compound}`,
            element,
            truth,
            bytes: bytesOf(join(folder, element, name)),
            namesElement: false,
          },
        ];
      }),
  );
}

const labelSchema = v.object({
  file: v.string(),
  element: v.string(),
  compound: v.string(),
  cn: v.optional(v.pipe(v.array(v.number()), v.minLength(1))),
  refuse: v.optional(v.string()),
});

function measuredCases(): Case[] {
  const folder = join(EXPERIMENT, 'measured');
  const labels = join(folder, 'labels.json');
  if (!existsSync(labels)) return [];
  return v
    .parse(v.array(labelSchema), JSON.parse(readFileSync(labels, 'utf8')))
    .map(({ file, element, compound, cn, refuse }) => ({
      set: 'measured',
      file,
      compound: `${element} ${compound}`,
      element,
      truth: cn ? oxide(...cn) : foreign(refuse ?? 'unknown'),
      bytes: bytesOf(join(folder, file)),
      namesElement: false,
    }));
}

const FIELD: readonly (readonly [file: string, compound: string, truth: Truth])[] = [
  ['32-sulfides-in-domain/pyrite.dat', 'FeS2', foreign('sulfide')],
  ['32-sulfides-in-domain/troilite.dat', 'FeS', foreign('sulfide')],
  ['32-sulfides-in-domain/pentlandite.dat', '(Fe,Ni)9S8', foreign('sulfide')],
  ['34-over-absorbed-two-columns/fe2o3-fluorescence.dat', 'Fe2O3, over-absorbed', oxide(6)],
];

function fieldCases(): Case[] {
  return FIELD.filter(([file]) => existsSync(join(SHARED, 'field', file))).map(([file, compound, truth]) => ({
    set: 'field',
    file,
    compound: `Fe ${compound}`,
    element: 'Fe',
    truth,
    bytes: bytesOf(join(SHARED, 'field', file)),
    namesElement: false,
  }));
}

/** Every file at hand whose right answer is known; empty without the shared data. */
export function productCases(): Case[] {
  return [...paperCases(), ...scanCases(), ...measuredCases(), ...fieldCases()];
}
