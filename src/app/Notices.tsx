import { useEffect, useState } from 'react';
import { useNotices, type Notice } from '../stores/notices';
import controls from '../styles/controls.module.css';
import styles from './Notices.module.css';

/** Milliseconds: long enough to read the sentence, and to reach its button where it has one. */
const SHOWN_FOR = { sentence: 10_000, action: 20_000 };

function NoticeRow({ notice }: { readonly notice: Notice }) {
  const dismiss = useNotices((state) => state.dismiss);
  // Nothing goes away under the pointer or the focus.
  const [isHeld, setHeld] = useState(false);
  const time = notice.action ? SHOWN_FOR.action : SHOWN_FOR.sentence;
  useEffect(() => {
    if (isHeld) return;
    const timer = setTimeout(() => {
      dismiss(notice.id);
    }, time);
    return () => {
      clearTimeout(timer);
    };
  }, [notice.id, time, isHeld, dismiss]);
  const { action } = notice;
  return (
    <li
      className={styles.notice}
      onPointerEnter={() => {
        setHeld(true);
      }}
      onPointerLeave={() => {
        setHeld(false);
      }}
      onFocus={() => {
        setHeld(true);
      }}
      onBlur={() => {
        setHeld(false);
      }}
    >
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
