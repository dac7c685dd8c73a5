import * as v from 'valibot';
import { analysePrepared, type Analysis } from '../domain/analysis';
import type { OxideChecks } from '../domain/confidence/oxide-check';
import type { Depth } from '../domain/confidence/types';
import { describeError, XanopyError, type Message } from '../domain/errors';
import {
  checkedBody,
  encodePack,
  markOf,
  openBody,
  packHeadSchema,
  type OpenedModel,
  type Pack,
  type PackBody,
  type PackHead,
} from '../domain/forest/pack';
import { answerOfPack, packName } from '../domain/pack-answer';
import type { PreparedSpectrum } from '../domain/spectrum/prepare';
import { isPackFile } from '../readers/model-names';
import { readPack } from '../readers/pack';
import type { AddedPack, Answering, PackFile } from './api';
import { gzipText } from './gzip';
import type { PackShelf } from './pack-shelf';

/** What answers a spectrum beside a pack. */
export interface Shipped {
  /** Fails where there is no model of the element. */
  readonly analysis: () => Promise<Analysis>;
  readonly check: () => Promise<OxideChecks | null>;
}

/** Packs that are kept on a shelf, and their answers. Everything that comes back from the shelf is checked again. */
export function createPacks(shelf: PackShelf) {
  const opened = new Map<string, Promise<OpenedModel>>();

  async function headOf(pack: string): Promise<PackHead> {
    const parsed = v.safeParse(packHeadSchema, await shelf.head(pack));
    if (parsed.success) return parsed.output;
    throw new XanopyError(
      'pack-missing',
      'The chosen pack is not in this browser any more. Drop its file again, or choose other models under Models.',
    );
  }

  async function bodyOf({ sha256 }: PackHead, element: string): Promise<PackBody> {
    const text = await shelf.body(sha256, element);
    if (text !== undefined) return checkedBody(JSON.parse(text));
    throw new XanopyError('pack-missing', `A part of the pack (${element}) is gone. Drop its file again.`);
  }

  async function open(head: PackHead, element: string): Promise<OpenedModel> {
    if (!head.models.some((model) => model.element === element)) {
      const elements = head.models.map((model) => model.element).join(', ');
      throw new XanopyError(
        'pack-element',
        `The pack ${packName(head)} has no model of ${element}; it has ${elements}. Choose other models under Models.`,
      );
    }
    const key = `${head.sha256}/${element}`;
    const known = opened.get(key);
    if (known) return known;
    const model = bodyOf(head, element).then(openBody);
    opened.set(key, model);
    model.catch(() => opened.delete(key));
    return model;
  }

  async function keep(pack: Pack): Promise<PackHead> {
    await shelf.put(pack.head, new Map(pack.bodies.map((body) => [body.element, JSON.stringify(body)])));
    return pack.head;
  }

  return {
    add: async (files: readonly PackFile[]): Promise<AddedPack> => {
      const [file, ...others] = files;
      if (file && others.length === 0 && isPackFile(file.name))
        return { head: await keep(await readPack(file.name, file.bytes)), leftOut: [] };
      const { packOfPickles } = await import('./pickled');
      const { pack, leftOut } = await packOfPickles(files);
      return { head: await keep(pack), leftOut };
    },
    keep,
    heads: async (): Promise<PackHead[]> =>
      (await shelf.heads()).flatMap((head) => {
        const parsed = v.safeParse(packHeadSchema, head);
        return parsed.success ? [parsed.output] : [];
      }),
    remove: async (pack: string): Promise<null> => {
      for (const key of opened.keys()) if (key.startsWith(pack)) opened.delete(key);
      await shelf.remove(pack);
      return null;
    },
    export: async (pack: string): Promise<Uint8Array> => {
      const head = await headOf(pack);
      const bodies: PackBody[] = [];
      for (const { element } of head.models) bodies.push(await bodyOf(head, element));
      return gzipText(encodePack({ head, bodies }));
    },

    /** The answer that was asked for; of both, that of the shipped models with the pack's beside it. */
    answer: async (
      { with: which, pack }: Answering,
      element: string,
      prepared: PreparedSpectrum,
      warnings: readonly Message[],
      depth: Depth,
      shipped: Shipped,
    ): Promise<Analysis> => {
      const own = await shipped.analysis().catch(describeError);
      const isAnswered = 'answer' in own;
      try {
        const head = await headOf(pack);
        const model = await open(head, element);
        const check = await shipped.check().catch(() => null);
        const analysis = analysePrepared(prepared, model.model, warnings, model.library, check, depth);
        const answer = answerOfPack(analysis, markOf(head), model, isAnswered ? own : null);
        if (which === 'pack') return answer;
        if (isAnswered) return { ...own, beside: answer };
        return { ...answer, warnings: [...answer.warnings, own] };
      } catch (error) {
        // What stands in the way of the pack leaves the shipped answer as it is.
        if (which === 'pack' || !isAnswered || !(error instanceof XanopyError)) throw error;
        return { ...own, warnings: [...own.warnings, { code: error.code, message: error.message }] };
      }
    },
  };
}

export type Packs = ReturnType<typeof createPacks>;
