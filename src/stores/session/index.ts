import { useStore } from 'zustand';
import { layoutKey } from '../../readers/interpret';
import { getEngine } from '../../worker/remote';
import { layoutAnswers } from '../layout-answers';
import { notices } from '../notices';
import type { Summary } from './batch';
import { createSession, type SessionState } from './session';

/** What became of a batch, as a sentence. */
export function summaryText({
  files,
  spectra,
  answered,
  outside,
  questions,
  failed,
  known,
  stopped,
}: Summary): string {
  const parts = [
    `${answered} answered`,
    ...(outside ? [`${outside} outside the models’ domain`] : []),
    ...(questions ? [`${questions} with a question`] : []),
    ...(failed ? [`${failed} failed`] : []),
    ...(known ? [`${known} already in the session`] : []),
  ];
  const count = (many: number, one: string, more: string): string =>
    many === 1 ? `1 ${one}` : `${many} ${more}`;
  const what = `${count(files, 'file', 'files')} with ${count(spectra, 'spectrum', 'spectra')}`;
  return `${stopped ? 'Stopped. ' : ''}${what}: ${parts.join(', ')}.`;
}

/** The session of this page. */
export const session = createSession({
  engine: getEngine,
  layoutKey,
  recall: (layout) => layoutAnswers.getState().answers[layout],
  remember: (layout, choices) => {
    layoutAnswers.getState().remember(layout, choices);
  },
  // Until the kept session is back.
  isHeld: true,
  onSummary: (summary) => {
    if (summary.files > 1 || summary.known > 0) notices.getState().notify(summaryText(summary));
  },
});

export function useSession<T>(selector: (state: SessionState) => T): T {
  return useStore(session, selector);
}

export type { Item, OptionChanges, Status } from './item';
export type { Step } from './history';
export type { SourceFile } from './queue';
export type { SessionState } from './session';
