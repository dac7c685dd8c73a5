import { packName } from '../domain/pack-answer';
import type { PackMark } from '../domain/forest/pack-mark';
import type { Answering } from '../worker/api';
import { getEngine } from '../worker/remote';
import { notices } from './notices';
import { answerWith } from './packs';
import type { AnsweredBy } from './session/answered-by';
import { settings } from './settings';

/** A sentence about the models of a session file, and which of them could answer. */
export interface ModelsNotice {
  readonly text: string;
  readonly answering: Answering | null;
}

interface Wanted {
  readonly pack: PackMark;
  readonly with: Answering['with'];
  readonly spectra: number;
}

/** The packs that had a part in the answers of a session file, most used first. */
function wantedBy(answers: readonly (AnsweredBy | undefined)[]): Wanted[] {
  const wanted = new Map<string, Wanted>();
  for (const answer of answers) {
    const pack = answer?.pack ?? answer?.beside;
    if (!pack) continue;
    const which = answer?.pack ? 'pack' : 'both';
    const key = `${which} ${pack.sha256}`;
    wanted.set(key, { pack, with: which, spectra: (wanted.get(key)?.spectra ?? 0) + 1 });
  }
  return [...wanted.values()].sort((a, b) => b.spectra - a.spectra);
}

/**
 * What to say of a session file where other models answer its spectra here than when it was saved; null where the same do.
 * @param kept hashes of the packs of this browser
 */
export function modelsNotice(
  answers: readonly (AnsweredBy | undefined)[],
  kept: ReadonlySet<string>,
  answering: Answering | null,
): ModelsNotice | null {
  const wanted = wantedBy(answers);
  const missing = wanted.filter(({ pack }) => !kept.has(pack.sha256));
  const namesOf = (some: readonly Wanted[]): string =>
    [...new Set(some.map(({ pack }) => packName(pack)))].join(' and ');
  const count = (some: readonly Wanted[]): string => {
    const spectra = some.reduce((sum, one) => sum + one.spectra, 0);
    return spectra === 1 ? '1 spectrum' : `${spectra} spectra`;
  };
  if (missing.length > 0) {
    const are = missing.length === 1 ? 'is' : 'are';
    return {
      text: `The session was saved with answers of the model pack ${namesOf(missing)} for ${count(missing)}, which ${are} not in this browser: other models answer until its file is dropped here and chosen under Models.`,
      answering: null,
    };
  }
  const other = wanted.filter((one) => one.pack.sha256 !== answering?.pack || one.with !== answering.with);
  const [first] = other;
  if (!first) return null;
  return {
    text: `The session was saved with answers of the model pack ${namesOf(other)} for ${count(other)}; other models are chosen here.`,
    answering: { with: first.with, pack: first.pack.sha256 },
  };
}

/** Says where a session file that was opened is answered by other models than when it was saved. */
export async function tellOfModels(answers: readonly (AnsweredBy | undefined)[]): Promise<void> {
  if (wantedBy(answers).length === 0) return;
  const packs = await getEngine().packs();
  const kept = new Set(packs.ok ? packs.value.map(({ sha256 }) => sha256) : []);
  const notice = modelsNotice(answers, kept, settings.getState().answering);
  if (!notice) return;
  const { text, answering } = notice;
  notices.getState().notify(
    text,
    answering
      ? {
          label: 'Answer with it',
          run: () => {
            answerWith(answering);
          },
        }
      : undefined,
  );
}
