import { useSession, type Item } from '../../stores/session';
import styles from './Centre.module.css';
import { PlotPanel } from './plot/PlotPanel';
import { QuestionBar } from './question/QuestionBar';
import { useNeighbours } from './useNeighbours';

function Failure({ item }: { readonly item: Item }) {
  const { error } = item;
  if (!error) return null;
  const place = [
    ...(error.line === undefined ? [] : [`line ${error.line}`]),
    ...(error.column === undefined ? [] : [`column ${error.column}`]),
  ].join(', ');
  return (
    <p className={styles.failure} role="alert">
      <strong>{item.name}</strong> {error.message} {place && <span>({place})</span>}
    </p>
  );
}

/** What is known about the current spectrum, as pictures. */
export function Centre() {
  const current = useSession((state) => (state.current === null ? undefined : state.items[state.current]));
  const shown = useNeighbours(current);
  if (!current) return null;
  return (
    <div className={styles.centre}>
      {current.status === 'question' && current.question && (
        <QuestionBar
          key={`${current.id} ${current.question.text}`}
          item={current}
          question={current.question}
        />
      )}
      {current.status === 'failed' && <Failure item={current} />}
      {current.spectrum ? (
        <PlotPanel item={current} neighbours={shown} />
      ) : (
        current.status !== 'question' && <div className={styles.nothing} />
      )}
    </div>
  );
}
