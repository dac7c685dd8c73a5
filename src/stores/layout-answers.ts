import * as v from 'valibot';
import { createJSONStorage, persist } from 'zustand/middleware';
import { createStore } from 'zustand/vanilla';
import { choicesOfLayout, choicesSchema } from '../readers/choices-file';
import type { Choices } from '../readers/types';
import { stateStorage } from './database';

interface LayoutAnswersState {
  /** What the user answered for files of a layout (`layoutKey`). */
  readonly answers: Readonly<Record<string, Choices>>;
  /** Without choices: forgets the layout. */
  readonly remember: (layout: string, choices?: Choices) => void;
}

const storedSchema = v.object({ answers: v.record(v.string(), choicesSchema) });

/** Answers about a file's layout, used again for every file that looks the same. */
export const layoutAnswers = createStore<LayoutAnswersState>()(
  persist(
    (set) => ({
      answers: {},
      remember: (layout, choices) => {
        set(({ answers: { [layout]: _, ...answers } }) => ({
          answers: choices ? { ...answers, [layout]: choices } : answers,
        }));
      },
    }),
    {
      name: 'layout-answers',
      version: 1,
      storage: createJSONStorage(() => stateStorage),
      skipHydration: true,
      partialize: ({ answers }) => ({ answers }),
      merge: (stored, current) => {
        const parsed = v.safeParse(storedSchema, stored);
        return parsed.success ? { ...current, ...parsed.output } : current;
      },
    },
  ),
);

/** What was answered for a layout, by a version that knew fewer roles of columns too; undefined without an answer. */
export function answerFor(layout: string): Choices | undefined {
  const { answers } = layoutAnswers.getState();
  // Nearly always one of the same version: no list is made for it.
  return (
    answers[layout] ??
    choicesOfLayout(
      Object.entries(answers).map(([known, choices]) => ({ layout: known, choices })),
      layout,
    )
  );
}
