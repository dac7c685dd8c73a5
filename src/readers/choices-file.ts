import * as v from 'valibot';
import { checked } from '../domain/checked';
import { XanopyError } from '../domain/errors';
import { layoutKey } from './interpret';
import { ENERGY_UNITS, type Choices, type Scan } from './types';

const index = v.pipe(v.number(), v.integer(), v.minValue(0));

const muRuleSchema = v.variant('kind', [
  v.object({ kind: v.literal('column'), column: index, isNormalised: v.boolean() }),
  v.object({ kind: v.literal('transmission'), i0: index, it: index }),
  v.object({ kind: v.literal('fluorescence'), i0: v.nullable(index), channels: v.array(index) }),
]);

/** Choices as they are kept and exchanged. */
export const choicesSchema = v.object({
  energy: v.exactOptional(index),
  unit: v.exactOptional(v.picklist(ENERGY_UNITS)),
  dSpacing: v.exactOptional(v.number()),
  mu: v.exactOptional(muRuleSchema),
  element: v.exactOptional(v.string()),
});

/** Choices that hold for all scans of a layout. */
export interface LayoutChoices {
  /** As `layoutKey` gives it. */
  readonly layout: string;
  readonly choices: Choices;
}

const FORMAT = 'xanopy-choices';
const fileSchema = v.object({
  format: v.literal(FORMAT),
  formatVersion: v.literal(1),
  layouts: v.array(v.object({ layout: v.string(), choices: choicesSchema })),
});

/** Characters at the beginning of a file in which its format is named. */
const LOOKED_AT = 200;

/** Whether a file holds choices and no data. */
export function isChoicesFile(bytes: Uint8Array): boolean {
  const start = new TextDecoder().decode(bytes.subarray(0, LOOKED_AT));
  return /^\s*\{/.test(start) && start.includes(`"${FORMAT}"`);
}

/** Choices as a file that page and command line take. */
export const writeChoicesFile = (layouts: readonly LayoutChoices[]): string =>
  `${JSON.stringify({ format: FORMAT, formatVersion: 1, layouts }, null, 2)}\n`;

/** @throws XanopyError `choices-invalid` naming the first fault */
export function parseChoicesFile(text: string): LayoutChoices[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new XanopyError(
      'choices-invalid',
      'The file of choices is not valid JSON: it is damaged or cut off. Save it again from the page.',
    );
  }
  return checked(
    fileSchema,
    json,
    'choices-invalid',
    'The file of choices',
    'Save it again under Columns and units.',
  ).layouts;
}

/** A layout without roles, which newer versions may give to columns that older ones did not know. */
const withoutRoles = (layout: string): string =>
  layout
    .split('\n')
    .map((part) => part.split('|').slice(0, -1).join('|') || part)
    .join('\n');

/** The choices for a layout (`layoutKey`); undefined where the list has none for it. */
export function choicesOfLayout(layouts: readonly LayoutChoices[], key: string): Choices | undefined {
  const found =
    layouts.find(({ layout }) => layout === key) ??
    layouts.find(({ layout }) => withoutRoles(layout) === withoutRoles(key));
  return found?.choices;
}

/** The choices for a scan; undefined where the list has none for its layout. */
export const choicesFor = (
  layouts: readonly LayoutChoices[],
  scan: Scan,
  format: string,
): Choices | undefined => choicesOfLayout(layouts, layoutKey(scan, format));
