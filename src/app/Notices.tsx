import { useEffect } from 'react';
import { useNotices, type Notice } from '../stores/notices';
import controls from '../styles/controls.module.css';
import styles from './Notices.module.css';

/** Long enough to read the sentence and to reach the button. */
const SHOWN_FOR = 10_000;

function NoticeRow({ notice }: { readonly notice: Notice }) {
  const dismiss = useNotices((state) => state.dismiss);
  useEffect(() => {
    const timer = setTimeout(() => {
      dismiss(notice.id);
    }, SHOWN_FOR);
    return () => {
      clearTimeout(timer);
    };
  }, [notice.id, dismiss]);
  const { action } = notice;
  return (
    <li className={styles.notice}>
      <span>{notice.text}</span>
      {action && (
        <button
          type="button"
          className={controls.button}
          onClick={() => {
            action.run();
            dismiss(notice.id);
          }}
        >
          {action.label}
        </button>
      )}
      <button
        type="button"
        className={controls.icon}
        aria-label="Dismiss"
        onClick={() => {
          dismiss(notice.id);
        }}
      >
        ×
      </button>
    </li>
  );
}

/** Notices at the foot of the page, announced to screen readers. */
export function Notices() {
  const list = useNotices((state) => state.notices);
  return (
    <ul className={styles.notices} aria-live="polite" aria-label="Notices">
      {list.map((notice) => (
        <NoticeRow key={notice.id} notice={notice} />
      ))}
    </ul>
  );
}
