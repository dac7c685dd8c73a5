import { useId } from 'react';
import { elementOf, MODEL_ELEMENTS } from '../../../domain/elements';
import { session, type Item } from '../../../stores/session';
import controls from '../../../styles/controls.module.css';
import styles from './Answer.module.css';
import { useManifest } from './useManifest';

interface Props {
  readonly item: Item;
  /** What is shown below answers an earlier setting. */
  readonly isUpdating: boolean;
}

/** The absorber and its edge, as found or as chosen. */
export function ElementSection({ item, isUpdating }: Props) {
  const id = useId();
  const manifest = useManifest();
  const chosen = item.options.element;
  const found = item.analysis?.element ?? item.spectrum?.element;
  const shown = chosen ?? found;
  const hasModel = (symbol: string): boolean =>
    manifest === null || manifest.elements.some(({ element, kind }) => element === symbol && kind !== 'none');
  return (
    <header className={styles.element}>
      <h2>
        {shown ? (
          <>
            <span className={styles.symbol}>{shown}</span> K edge{' '}
            {isUpdating ? (
              <span className={styles.updating} title="What is shown below answers an earlier setting">
                updating…
              </span>
            ) : (
              <span className={styles.elementName}>{elementOf(shown)?.name}</span>
            )}
          </>
        ) : (
          'Element unknown'
        )}
      </h2>
      <label htmlFor={id} className="visually-hidden">
        Element
      </label>
      <select
        id={id}
        className={controls.field}
        value={chosen ?? ''}
        title="The absorbing element: found from the file and the edge, or chosen here"
        onChange={({ target }) => {
          session.getState().setOptions(item.id, { element: target.value === '' ? null : target.value });
        }}
      >
        <option value="">automatic{chosen === undefined && found ? ` (${found})` : ''}</option>
        {MODEL_ELEMENTS.map((symbol) => (
          <option key={symbol} value={symbol} disabled={!hasModel(symbol)}>
            {symbol}
            {hasModel(symbol) ? '' : ' (no model)'}
          </option>
        ))}
      </select>
    </header>
  );
}
