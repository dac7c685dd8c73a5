import { lazy, Suspense, useLayoutEffect, useRef } from 'react';
import { useSession, type Item } from '../../../stores/session';
import styles from './Answer.module.css';
import { Columns } from './Columns';
import { CoordinationNumbers } from './CoordinationNumbers';
import { ElementSection } from './ElementSection';
import { Evidence } from './Evidence';
import { Headline } from './Headline';
import { Mixture } from './Mixture';
import { PreEdge } from './PreEdge';
import { Stability } from './Stability';
import { Trust } from './Trust';
import { ExpectedSection } from '../../structures/ExpectedSection';
import { doubtOf, shortAnswer, verdictOf } from '../../widgets/format';
import { MiddleEllipsis } from '../../widgets/MiddleEllipsis';
import { Skeleton } from '../../widgets/Skeleton';
import { Verdict } from './Verdict';
import { Warnings } from './Warnings';

const Details = lazy(() => import('./Details'));
const PackAnswer = lazy(() => import('./PackAnswer'));

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
      return `${item.name}: ${doubtOf(item.analysis)}${text}${confidence && `, confidence ${confidence}`}.`;
    }
  }
}

function Body({ item }: { readonly item: Item }) {
  const { analysis } = item;
  if (!analysis) return <NoAnswer item={item} />;
  const isOutside = verdictOf(analysis) === 'outside';
  return (
    <div className={item.status === 'done' ? undefined : styles.stale} aria-busy={item.status !== 'done'}>
      {(analysis.pack ?? analysis.beside) && (
        <Suspense>
          <PackAnswer analysis={analysis} />
        </Suspense>
      )}
      <Verdict analysis={analysis} />
      <Mixture item={item} />
      <Warnings item={item} />
      <ExpectedSection analysis={analysis} className={styles.section} />
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
      <PreEdge item={item} />
      <Suspense>
        <Details item={item} analysis={analysis} />
      </Suspense>
    </div>
  );
}

function NoAnswer({ item }: { readonly item: Item }) {
  switch (item.status) {
    case 'waiting':
    case 'analysing':
    case 'done':
      return <Skeleton lines={7} label="Computing…" />;
    case 'question':
      return <p className={styles.none}>Settle the question above the plot to get an answer.</p>;
    case 'failed':
      return (
        <p className={styles.none}>
          No answer. The message above the plot says why and what to do.
          {item.spectrum && ' The spectrum is normalised and drawn all the same.'}
        </p>
      );
    case 'stopped':
      return <p className={styles.none}>Stopped before it was computed. Retry it from the list.</p>;
  }
}

function useCurrent(): Item | undefined {
  return useSession((state) => (state.current === null ? undefined : state.items[state.current]));
}

/** What the current spectrum is called, its element, and the answer in one line. */
function Head({ item }: { readonly item: Item }) {
  const { analysis } = item;
  const isUpdating = analysis !== null && item.status !== 'done';
  return (
    <div className={styles.head}>
      <p className={styles.current} title={item.name}>
        <MiddleEllipsis text={item.name} />
      </p>
      <ElementSection item={item} isUpdating={isUpdating} />
      {analysis && (
        <div className={isUpdating ? styles.stale : undefined}>
          <Headline analysis={analysis} />
        </div>
      )}
    </div>
  );
}

/** The head of the answer by itself, above the plot, where the screen is too narrow for columns. */
export function AnswerHead() {
  const item = useCurrent();
  if (!item) return null;
  return (
    <section className={styles.headAlone} aria-label="Answer">
      <Head item={item} />
    </section>
  );
}

/**
 * The answer for the current spectrum; marked as being updated whenever it is not the answer to what is asked now.
 * Its head stays in sight while the rest scrolls; `isHeadless` when that stands above the plot.
 */
export function AnswerPanel({ isHeadless = false }: { readonly isHeadless?: boolean }) {
  const item = useCurrent();
  const panel = useRef<HTMLElement>(null);
  const id = item?.id;
  useLayoutEffect(() => {
    if (panel.current) panel.current.scrollTop = 0;
  }, [id]);
  if (!item) return null;
  return (
    <section ref={panel} className={styles.panel} aria-label={isHeadless ? 'Answer in detail' : 'Answer'}>
      <p className="visually-hidden" role="status">
        {announcement(item)}
      </p>
      {!isHeadless && <Head item={item} />}
      <Body key={item.id} item={item} />
      {(item.analysis !== null || item.status === 'failed') && (
        <Columns key={`columns ${item.id}`} item={item} />
      )}
    </section>
  );
}
