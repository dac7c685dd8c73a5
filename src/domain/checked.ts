import * as v from 'valibot';
import { XanopyError, type Code } from './errors';

/** The next step for a damaged file of the site. */
export const FETCH_AGAIN = 'Reload the page to fetch it again.';

/** The first fault in words: where it is and what was expected. */
export function faultIn([issue]: readonly [v.BaseIssue<unknown>, ...v.BaseIssue<unknown>[]]): string {
  return `${v.getDotPath(issue) ?? 'top level'}: ${issue.message}`;
}

/**
 * Data of unknown origin in the form that `schema` describes.
 * @param what names the data at the start of a sentence, e.g. `The model file`
 * @param next the sentence that says what to do
 * @throws XanopyError `code` with the path and the nature of the first fault
 */
export function checked<Schema extends v.GenericSchema>(
  schema: Schema,
  data: unknown,
  code: Code,
  what: string,
  next: string,
): v.InferOutput<Schema> {
  const parsed = v.safeParse(schema, data);
  if (parsed.success) return parsed.output;
  throw new XanopyError(code, `${what} is not valid (${faultIn(parsed.issues)}). ${next}`);
}
