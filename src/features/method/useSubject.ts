import { useEffect, useState } from 'react';
import type { Analysis } from '../../domain/analysis';
import type { Attribution } from '../../readers/types';
import { useSession, type Item } from '../../stores/session';
import { examineFile } from '../../worker/chain';
import { getEngine } from '../../worker/remote';
import { EXAMPLES, exampleFile } from '../analyse/files/examples';

/** The spectrum that the method is shown on. */
export interface Subject {
  readonly name: string;
  readonly isExample: boolean;
  readonly attribution: Attribution;
  readonly analysis: Analysis;
}

function subjectOf({ name, status, attribution, analysis }: Item): Subject | null {
  return status === 'done' && attribution && analysis
    ? { name, isExample: false, attribution, analysis }
    : null;
}

/** Reads and analyses the first example as a dropped file would be; an error is a sentence. */
async function analyseExample(): Promise<Subject | string> {
  const [example] = EXAMPLES;
  if (!example) return 'There is no example to show the method on. Analyse a spectrum first.';
  const { name, path, bytes } = exampleFile(example);
  const [examined] = await examineFile(getEngine(), { name, path, bytes: await bytes() });
  if (!examined) return 'The example holds no spectrum. Reload the page, or analyse a spectrum first.';
  if (examined.kind === 'unread') return examined.error.message;
  const { examination } = examined;
  switch (examination.kind) {
    case 'failed':
      return examination.error.message;
    case 'question':
      return examination.question.text;
    case 'answered': {
      const { reading, analysis } = examination;
      return { name: example.formula, isExample: true, attribution: reading.attribution, analysis };
    }
  }
}

/** The current spectrum of the session, else its first answered one, else the example; null while loading. */
export function useSubject(): Subject | string | null {
  const items = useSession((state) => state.items);
  const order = useSession((state) => state.order);
  const current = useSession((state) => state.current);
  const [example, setExample] = useState<Subject | string | null>(null);

  const candidates = [...(current === null ? [] : [current]), ...order].flatMap((id) => items[id] ?? []);
  const item = candidates.find((candidate) => subjectOf(candidate) !== null);
  const needsExample = item === undefined;

  useEffect(() => {
    if (!needsExample) return;
    let isGone = false;
    analyseExample()
      .catch((error: unknown) => (error instanceof Error ? error.message : String(error)))
      .then((result) => {
        if (!isGone) setExample(result);
      })
      .catch(() => undefined);
    return () => {
      isGone = true;
    };
  }, [needsExample]);

  return item ? subjectOf(item) : example;
}
