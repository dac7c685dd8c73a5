import { useEffect, useState } from 'react';
import type { Analysis } from '../../domain/analysis';
import type { Attribution } from '../../readers/types';
import { useSession, type Item } from '../../stores/session';
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
  const engine = getEngine();
  const { name, path, bytes } = exampleFile(example);
  const [outcome] = await engine.read({ name, path, bytes: await bytes() });
  if (outcome.kind === 'failed') return outcome.error.message;
  const [scan] = outcome.scans;
  const interpreted = await engine.interpret(scan, outcome.format);
  if (!interpreted.ok) return interpreted.error.message;
  if (interpreted.value.kind === 'question') return interpreted.value.question.text;
  const { spectrum, attribution } = interpreted.value;
  const analysed = await engine.analyse({ spectrum, options: {} });
  if (!analysed.ok) return analysed.error.message;
  return { name: example.formula, isExample: true, attribution, analysis: analysed.value };
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
