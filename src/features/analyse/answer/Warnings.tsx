import { otherModels, type Item } from '../../../stores/session';
import styles from './Answer.module.css';

/** What to know about the data before trusting the answer; remarks on the file itself are folded away. */
export function Warnings({ item }: { readonly item: Item }) {
  const others = otherModels(item);
  const messages = [...(others ? [others] : []), ...(item.analysis?.warnings ?? [])];
  const warnings = [...new Set(messages.map(({ message }) => message))];
  const remarks = [
    ...new Set([...(item.scan?.warnings ?? []), ...item.readWarnings].map(({ message }) => message)),
  ];
  return (
    <>
      {warnings.length > 0 && (
        <ul className={styles.warnings} aria-label="Warnings">
          {warnings.map((message) => (
            <li key={message}>{message}</li>
          ))}
        </ul>
      )}
      {remarks.length > 0 && (
        <details className={styles.remarks}>
          <summary>
            {remarks.length === 1 ? '1 remark on the file' : `${remarks.length} remarks on the file`}
          </summary>
          <ul>
            {remarks.map((message) => (
              <li key={message}>{message}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
