import * as v from 'valibot';

/** What answers carry of a pack; apart from the packs themselves, which few sessions load. */

/** Where the models of a pack come from: this program, somebody's publication, or the user's own training. */
export const PACK_ORIGINS = ['shipped', 'published', 'yours'] as const;
export type PackOrigin = (typeof PACK_ORIGINS)[number];

/** Text on one line, without blanks at its ends. */
export const line = (longest: number) =>
  v.pipe(v.string(), v.maxLength(longest), v.regex(/^(?!\s)[^\x00-\x1f\x7f]+(?<!\s)$/));

export const packMarkSchema = v.object({
  name: line(80),
  /** As its maker counts them. */
  version: line(40),
  origin: v.picklist(PACK_ORIGINS),
  citation: line(1000),
  /** Of the head of the pack: it names the content. */
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
});

/** What an answer says about the pack it was made with, so that it is never taken for one of the shipped models. */
export type PackMark = Readonly<v.InferOutput<typeof packMarkSchema>>;
