import { useSession, type Item } from '../../../stores/session';
import styles from './Answer.module.css';
import { Columns } from './Columns';
import { CoordinationNumbers } from './CoordinationNumbers';
import { CrossCheckSection } from './CrossCheckSection';
import { DataQuality } from './DataQuality';
import { ElementSection } from './ElementSection';
import { Evidence } from './Evidence';
import { Headline } from './Headline';
import { ModelFacts } from './ModelFacts';
import { Neighbours } from './Neighbours';
import { Parameters } from './Parameters';
import { Stability } from './Stability';
import { Trust } from './Trust';
import { shortAnswer, verdictOf } from '../../widgets/format';
import { Warnings } from './Warnings';

/** What screen readers hear when the state of the current spectrum changes. */
function announcement(item: Item): string {
  switch (item.status) {
    case 'waiting':
    case 'analysing':
      return '';
    case 'question':
      return `${item.name} has a question.`;
    case 'failed':
      return `${item.name}: ${item.error?.message ?? 'failed.'}`;
    case 'stopped':
      return `${item.name} was stopped.`;
    case 'done': {
      if (!item.analysis) return '';
      const { text, confidence } = shortAnswer(item.analysis);
      return `${item.name}: ${text}${confidence && `, confidence ${confidence}`}.`;
    }
  }
}

function Body({ item }: { readonly item: Item }) {
  const { analysis } = item;
  if (!analysis) return <NoAnswer item={item} />;
  const isOutside = verdictOf(analysis) === 'outside';
  return (
    <div className={item.status === 'done' ? undefined : styles.stale} aria-busy={item.status !== 'done'}>
      <Headline analysis={analysis} />
      <Warnings item={item} />
      {isOutside ? (
        <details className={styles.section}>
          <summary>What the trees voted all the same (not an answer)</summary>
          <CoordinationNumbers analysis={analysis} />
        </details>
      ) : (
        <CoordinationNumbers analysis={analysis} />
      )}
      {!isOutside && <Trust analysis={analysis} />}
      {!isOutside && <Stability analysis={analysis} />}
      <Evidence analysis={analysis} />
      <Neighbours analysis={analysis} />
      <DataQuality item={item} />
      <Parameters item={item} analysis={analysis} />
      <ModelFacts element={analysis.element} />
      <CrossCheckSection item={item} />
    </div>
  );
}

function NoAnswer({ item }: { readonly item: Item }) {
  switch (item.status) {
    case 'waiting':
    case 'analysing':
    case 'done':
      return <p className={styles.none}>Computing…</p>;
    case 'question':
      return <p className={styles.none}>Settle the question above the plot to get an answer.</p>;
    case 'failed':
      return <p className={styles.none}>No answer. The message above the plot says why and what to do.</p>;
    case 'stopped':
      return <p className={styles.none}>Stopped before it was computed. Retry it from the list.</p>;
  }
}

/** The answer for the current spectrum; marked as being updated whenever it is not the answer to what is asked now. */
export function AnswerPanel() {
  const item = useSession((state) => (state.current === null ? undefined : state.items[state.current]));
  if (!item) return null;
  return (
    <section className={styles.panel} aria-label="Answer">
      <p className="visually-hidden" role="status">
        {announcement(item)}
      </p>
      <ElementSection item={item} isUpdating={item.analysis !== null && item.status !== 'done'} />
      <Body key={item.id} item={item} />
      {(item.analysis !== null || item.status === 'failed') && (
        <Columns key={`columns ${item.id}`} item={item} />
      )}
    </section>
  );
}
