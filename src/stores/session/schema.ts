import * as v from 'valibot';
import { CODES } from '../../domain/errors';
import { prepareOptionsSchema } from '../../domain/spectrum/options-schema';
import { SIGNALS } from '../../domain/spectrum/types';
import { choicesSchema } from '../../readers/choices-file';
import { ROLES } from '../../readers/types';
import { keptStructureSchema } from '../kept-structure';
import { answeredBySchema } from './answered-by';

/** Checks of what comes back from the database or from a session file. */

const text = v.string();

/** Other versions of Xanopy know other codes. */
const messageSchema = v.object({ code: v.fallback(v.picklist(CODES), 'unknown'), message: text });

const failureSchema = v.object({
  ...messageSchema.entries,
  line: v.exactOptional(v.number()),
  column: v.exactOptional(v.number()),
});

const scanSchema = <Values extends v.GenericSchema<unknown, Float64Array>>(values: Values) =>
  v.object({
    id: text,
    title: text,
    channels: v.array(
      v.object({
        label: text,
        unit: v.exactOptional(text),
        role: v.exactOptional(v.picklist(ROLES)),
        values,
      }),
    ),
    element: v.exactOptional(text),
    edge: v.exactOptional(text),
    dSpacing: v.exactOptional(v.number()),
    energyShift: v.exactOptional(v.number()),
    isNormalised: v.exactOptional(v.boolean()),
    signal: v.exactOptional(v.picklist(SIGNALS)),
    metadata: v.array(v.tuple([text, text])),
    warnings: v.array(messageSchema),
  });

/** What is kept of one spectrum: the file's numbers and the user's decisions; answers are computed again. */
const itemSchema = <Values extends v.GenericSchema<unknown, Float64Array>>(values: Values) =>
  v.object({
    id: text,
    name: text,
    file: text,
    path: text,
    hash: text,
    format: text,
    scan: v.nullable(scanSchema(values)),
    choices: choicesSchema,
    options: prepareOptionsSchema,
    readError: v.nullable(failureSchema),
    answeredBy: v.exactOptional(answeredBySchema),
  });

/** One spectrum as the database holds it, numbers as typed arrays. */
export const storedItemSchema = itemSchema(v.instance(Float64Array));

/** JSON has no NaN: a missing number is null there. */
const jsonValues = v.pipe(
  v.array(v.nullable(v.number())),
  v.transform((values) => Float64Array.from(values, (value) => value ?? Number.NaN)),
);

/** A saved session, `*.xanopy.json`. */
export const sessionFileSchema = v.object({
  format: v.literal('xanopy-session'),
  formatVersion: v.literal(1),
  appVersion: text,
  items: v.array(itemSchema(jsonValues)),
  /** Absent from files of the first version of the page. */
  structures: v.optional(v.array(keptStructureSchema), []),
});

export type StoredItem = v.InferOutput<typeof storedItemSchema>;
