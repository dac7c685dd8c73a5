import type { Choices } from '../../readers/types';
import type { Item, ItemSource } from './item';
import type { Removed } from './list';

/** What the user decides about a spectrum. */
export type Decisions = Pick<Item, 'name' | 'choices' | 'options'>;

/** One thing that the user did, with both ends of it. */
export type Step = {
  /** What was done, as it stands after "Undo" and "Redo". */
  readonly label: string;
} & (
  | {
      readonly kind: 'edit';
      readonly before: ReadonlyMap<string, Decisions>;
      readonly after: ReadonlyMap<string, Decisions>;
      /** Steps of one gesture (a drag, a run of arrow keys) are one. */
      readonly gesture?: string;
      /** What is remembered for a layout of files. */
      readonly layout?: { readonly key: string; readonly before?: Choices; readonly after?: Choices };
    }
  | { readonly kind: 'removal'; readonly removed: Removed }
  | { readonly kind: 'addition'; readonly sources: readonly ItemSource[] }
  | { readonly kind: 'move'; readonly id: string; readonly from: number; readonly to: number }
);

/** What can be undone, oldest first, and what can be redone, next last. */
export interface History {
  readonly done: readonly Step[];
  readonly undone: readonly Step[];
}

export const EMPTY_HISTORY: History = { done: [], undone: [] };

/** Removed spectra stay in memory as long as they can come back. */
const MOST_STEPS = 100;

/** A new step ends what could be redone; it joins the last one of the same gesture, which may end where it began. */
export function record({ done }: History, step: Step): History {
  const last = done.at(-1);
  if (
    step.kind === 'edit' &&
    step.gesture !== undefined &&
    last?.kind === 'edit' &&
    last.gesture === step.gesture
  ) {
    const before = new Map([...step.before, ...last.before]);
    const hasEffect = [...step.after].some(
      ([id, decided]) => JSON.stringify(decided) !== JSON.stringify(before.get(id)),
    );
    return { done: [...done.slice(0, -1), ...(hasEffect ? [{ ...step, before }] : [])], undone: [] };
  }
  return { done: [...done, step].slice(-MOST_STEPS), undone: [] };
}

/** The last step (or the one named) taken back; null without any. */
export function takeBack({ done, undone }: History, named?: Step): [History, Step] | null {
  const step = named ?? done.at(-1);
  if (!step || !done.includes(step)) return null;
  return [{ done: done.filter((other) => other !== step), undone: [...undone, step] }, step];
}

/** The last step taken back, done again; null without any. */
export function doAgain({ done, undone }: History): [History, Step] | null {
  const step = undone.at(-1);
  return step ? [{ done: [...done, step], undone: undone.slice(0, -1) }, step] : null;
}
