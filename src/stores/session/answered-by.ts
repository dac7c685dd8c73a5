import * as v from 'valibot';
import { packName } from '../../domain/pack-answer';
import { packMarkSchema, type PackMark } from '../../domain/forest/pack-mark';
import type { Message } from '../../domain/errors';
import type { Analysis } from '../../domain/analysis';

export const answeredBySchema = v.object({
  /** Of the model that answered. */
  version: v.string(),
  /** The pack that it comes from; null for the shipped models. */
  pack: v.nullable(packMarkSchema),
  /** The pack that was asked beside them. */
  beside: v.nullable(packMarkSchema),
});

/** Which models gave the answer that a session file was saved with. */
export type AnsweredBy = Readonly<v.InferOutput<typeof answeredBySchema>>;

/** What of a spectrum of the session says which models answered it. */
interface Answered {
  readonly status: string;
  readonly analysis: Analysis | null;
  readonly answeredBy?: AnsweredBy;
}

/** Which models answered a spectrum; what its session file says as long as it is not answered here. */
export function answeredByOf({ status, analysis, answeredBy }: Answered): AnsweredBy | undefined {
  if (status !== 'done' || !analysis) return answeredBy;
  const { modelVersion, pack, beside } = analysis;
  return { version: modelVersion, pack, beside: beside?.pack ?? null };
}

const named = (pack: PackMark | null): string =>
  pack ? `the model pack ${packName(pack)}` : 'the shipped models';

/** That other models answer a spectrum than when its session was saved; null where the same do, or none does yet. */
export function otherModels(item: Answered): Message | null {
  const { answeredBy: then, status } = item;
  const now = status === 'done' ? answeredByOf(item) : undefined;
  if (!then || !now) return null;
  const isSame = then.pack?.sha256 === now.pack?.sha256;
  const isBesideSame = !then.beside || then.beside.sha256 === now.beside?.sha256;
  if (isSame && isBesideSame) return null;
  const before = isSame
    ? `${named(then.beside)} was asked beside ${named(then.pack)}`
    : `${named(then.pack)} answered (version ${then.version})`;
  return {
    code: 'session-models',
    message: `When this session was saved, ${before}; now ${named(now.pack)} ${now.pack ? 'answers' : 'answer'}. Choose the models under Models, after dropping the file of the pack if it is not there.`,
  };
}
