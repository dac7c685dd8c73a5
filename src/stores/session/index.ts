import { useStore } from 'zustand';
import { layoutKey } from '../../readers/interpret';
import { getEngine } from '../../worker/remote';
import { answerFor, layoutAnswers } from '../layout-answers';
import { notices } from '../notices';
import { settings } from '../settings';
import { structures as kept } from '../structures';
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
  structures,
  stopped,
}: Summary): string {
  const parts = [
    ...(answered || !structures ? [`${answered} answered`] : []),
    ...(outside ? [`${outside} outside the models’ domain`] : []),
    ...(questions ? [`${questions} with a question`] : []),
    ...(failed ? [`${failed} failed`] : []),
    ...(known ? [`${known} already in the session`] : []),
    ...(structures ? [structures === 1 ? '1 structure' : `${structures} structures`] : []),
  ];
  const count = (many: number, one: string, more: string): string =>
    many === 1 ? `1 ${one}` : `${many} ${more}`;
  const what = `${count(files, 'file', 'files')} with ${count(spectra, 'spectrum', 'spectra')}`;
  return `${stopped ? 'Stopped. ' : ''}${what}: ${parts.join(', ')}.`;
}

const STRUCTURES_PAGE = '#/structures';

const isOnStructures = (): boolean => window.location.hash.startsWith(STRUCTURES_PAGE);

/** Structures are shown at once where nothing else is looked at, else offered; spectra lead back to their page. */
function showWhatCame({ answered, outside, questions, failed, known, structures }: Summary): void {
  const spectra = answered + outside + questions + failed + known;
  if (structures === 0) {
    if (spectra > 0 && isOnStructures()) window.location.hash = '#/';
    return;
  }
  if (spectra === 0 && (isOnStructures() || session.getState().order.length === 0)) {
    window.location.hash = STRUCTURES_PAGE;
    return;
  }
  notices.getState().notify('A structure was read; what it makes expect stands beside the answers.', {
    label: 'Show it',
    run: () => {
      window.location.hash = STRUCTURES_PAGE;
    },
  });
}

/** The session of this page. */
export const session = createSession({
  engine: getEngine,
  layoutKey,
  recall: answerFor,
  remember: (layout, choices) => {
    layoutAnswers.getState().remember(layout, choices);
  },
  answering: () => settings.getState().answering,
  // Until the kept session is back.
  isHeld: true,
  onStructures: ({ source, structures: outcomes }) => {
    kept.getState().add(source.name, source.sha256, outcomes);
  },
  onChoices: (spectra) => {
    const now =
      spectra === 0
        ? ''
        : spectra === 1
          ? ' One spectrum here is read so now.'
          : ` ${spectra} spectra here are read so now.`;
    notices.getState().notify(`Files of this layout are read with the columns from the file.${now}`);
  },
  onSavedStructures: (structures) => {
    kept.getState().addKept(structures);
  },
  onSavedModels: (answers) => {
    if (answers.some((answer) => answer?.pack ?? answer?.beside))
      void import('../saved-models').then(({ tellOfModels }) => tellOfModels(answers));
  },
  onModels: (files) => {
    void import('../packs').then(({ packs }) => packs.getState().add(files));
  },
  onStack: ({ stack, energies }) => {
    void import('../maps').then(async ({ maps }) => {
      window.location.hash = '#/map';
      await maps.getState().open(stack, energies && (await energies.text()));
    });
  },
  onSummary: (summary) => {
    showWhatCame(summary);
    if (summary.files > 1 || summary.known > 0) notices.getState().notify(summaryText(summary));
  },
});

// Settings are back before the kept session, so at the start there is nothing to ask again.
settings.subscribe((now, before) => {
  if (now.answering === before.answering) return;
  const { items, retry } = session.getState();
  retry(Object.keys(items));
});

export function useSession<T>(selector: (state: SessionState) => T): T {
  return useStore(session, selector);
}

export { otherModels } from './answered-by';
export { changeOptions } from './item';
export type { Item, OptionChanges, Status } from './item';
export type { Step } from './history';
export type { SourceFile } from './queue';
export type { SessionState } from './session';
