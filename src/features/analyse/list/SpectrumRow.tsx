import { memo, type MouseEvent } from 'react';
import { session, useSession, type Item } from '../../../stores/session';
import { shortAnswer, verdictOf, VERDICTS } from '../../widgets/format';
import { Light } from '../../widgets/Light';
import { MiddleEllipsis } from '../../widgets/MiddleEllipsis';
import { lightsOf, worstOf } from '../quality';
import styles from './List.module.css';

/** Height of a row, rem; the list draws only the rows in sight. */
export const ROW_HEIGHT = 3.375;

interface Props {
  readonly id: string;
  /** The spectrum's name, with what tells it apart from others of the same name. */
  readonly label: string;
  readonly place: number;
  readonly count: number;
  readonly isRenaming: boolean;
  readonly onTick: (id: string, isTicked: boolean, isRange: boolean) => void;
  readonly onRenamed: () => void;
  readonly onRemove: (ids: readonly string[]) => void;
}

/** What the second line of a row says. */
function RowState({ item }: { readonly item: Item }) {
  switch (item.status) {
    case 'waiting':
      return <span className={styles.soft}>waiting</span>;
    case 'analysing':
      return <span className={styles.soft}>computing…</span>;
    case 'stopped':
      return <span className={styles.soft}>stopped</span>;
    case 'question':
      return <span className={styles.fair}>? has a question</span>;
    case 'failed':
      return <span className={styles.poor}>! {item.error?.message}</span>;
    case 'done': {
      if (!item.analysis) return null;
      const { text } = shortAnswer(item.analysis);
      const verdict = verdictOf(item.analysis);
      // Why there is no answer matters more than what else is wrong.
      const worst = verdict === 'outside' ? null : worstOf(lightsOf(item));
      return (
        <>
          <Light level={VERDICTS[verdict].level} label={VERDICTS[verdict].sentence} />
          {verdict === 'borderline' && <span className={styles.borderline}>borderline</span>}
          {worst?.level === 'poor' && (
            <span
              className={styles.poorData}
              title={`Data quality poor: ${worst.lights.map(({ name }) => name).join(', ')}`}
            >
              poor data
            </span>
          )}
          <span className={verdict === 'outside' ? styles.fair : undefined} title={text}>
            {text}
          </span>
        </>
      );
    }
  }
}

/** The number of an answer; a doubtful one is small and grey. */
function RowConfidence({ item }: { readonly item: Item }) {
  if (item.status !== 'done' || !item.analysis) return null;
  const { confidence } = shortAnswer(item.analysis);
  if (!confidence) return null;
  return verdictOf(item.analysis) === 'borderline' ? (
    <span className={styles.weak}>{confidence}</span>
  ) : (
    <strong className={styles.confidence}>{confidence}</strong>
  );
}

/** One spectrum of the list. */
export const SpectrumRow = memo(function SpectrumRow(props: Props) {
  const { id, label, place, count, isRenaming, onTick, onRenamed, onRemove } = props;
  const item = useSession((state) => state.items[id]);
  const isCurrent = useSession((state) => state.current === id);
  const isTicked = useSession((state) => state.ticked.has(id));
  if (!item) return null;
  const element = item.analysis?.element ?? item.options.element ?? item.spectrum?.element;

  return (
    <li
      className={isCurrent ? styles.currentRow : styles.row}
      style={{ top: `${place * ROW_HEIGHT}rem`, height: `${ROW_HEIGHT}rem` }}
      aria-setsize={count}
      aria-posinset={place + 1}
    >
      <input
        type="checkbox"
        checked={isTicked}
        aria-label={`Overlay ${item.name}`}
        onClick={(event: MouseEvent) => {
          onTick(id, !isTicked, event.shiftKey);
        }}
        readOnly
      />
      {isRenaming ? (
        <form
          className={styles.rename}
          onSubmit={(event) => {
            event.preventDefault();
            const name = new FormData(event.currentTarget).get('name');
            if (typeof name === 'string') session.getState().rename(id, name);
            onRenamed();
          }}
        >
          <input
            name="name"
            defaultValue={item.name}
            aria-label="New name"
            ref={(input) => {
              input?.focus();
            }}
            onFocus={({ target }) => {
              target.select();
            }}
            onBlur={onRenamed}
            onKeyDown={(event) => {
              if (event.key === 'Escape') onRenamed();
            }}
          />
        </form>
      ) : (
        <button
          type="button"
          className={styles.open}
          data-row={id}
          aria-current={isCurrent ? 'true' : undefined}
          title={item.path ? `${item.path}/${item.name}` : item.name}
          onClick={() => {
            session.getState().select(id);
          }}
        >
          <span className={element ? styles.element : styles.noElement}>{element ?? '–'}</span>
          <span className={styles.text}>
            <span className={styles.first}>
              <MiddleEllipsis text={label} />
              <RowConfidence item={item} />
            </span>
            <span className={styles.state}>
              <RowState item={item} />
            </span>
          </span>
        </button>
      )}
      <button
        type="button"
        className={styles.remove}
        aria-label={`Remove ${item.name}`}
        onClick={() => {
          onRemove([id]);
        }}
      >
        ×
      </button>
    </li>
  );
});
