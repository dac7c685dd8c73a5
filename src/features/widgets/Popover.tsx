import { useId, useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import controls from '../../styles/controls.module.css';
import styles from './Popover.module.css';

interface Props {
  /** What the button shows. */
  readonly label: ReactNode;
  /** What the button says to screen readers, where that is more than `label`. */
  readonly description?: string;
  /** Name of what opens. */
  readonly name: string;
  readonly title?: string;
  /** Class of the button. */
  readonly look?: string | undefined;
  readonly isDisabled?: boolean;
  /** What opens; `close` shuts it and gives the focus back to the button. */
  readonly children: (close: () => void) => ReactNode;
}

/** A button that opens a small panel; Escape, a click elsewhere and leaving it shut it. */
export function Popover({
  label,
  description,
  name,
  title,
  look = controls.button,
  isDisabled = false,
  children,
}: Props) {
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const id = useId();

  // The top layer knows no parent to be placed by.
  useLayoutEffect(() => {
    if (!isOpen) return;
    const place = (): void => {
      const at = button.current?.getBoundingClientRect();
      if (!at) return;
      panel.current?.style.setProperty('--below', `${at.bottom}px`);
      panel.current?.style.setProperty(
        '--from-right',
        `${document.documentElement.clientWidth - at.right}px`,
      );
    };
    place();
    window.addEventListener('resize', place);
    document.addEventListener('scroll', place, true);
    return () => {
      window.removeEventListener('resize', place);
      document.removeEventListener('scroll', place, true);
    };
  }, [isOpen]);

  const close = (): void => document.getElementById(id)?.hidePopover();

  return (
    <>
      <button
        ref={button}
        type="button"
        className={look}
        popoverTarget={id}
        aria-label={description}
        disabled={isDisabled}
        title={title}
      >
        {label}
      </button>
      <div
        ref={panel}
        id={id}
        popover="auto"
        className={styles.panel}
        role="group"
        aria-label={name}
        onBeforeToggle={({ newState }) => {
          if (newState === 'open') setOpen(true);
        }}
        // Not before it is shut: the browser gives the focus back from what has it inside.
        onToggle={({ newState }) => {
          if (newState === 'closed') setOpen(false);
        }}
        onBlur={({ relatedTarget, currentTarget }) => {
          if (relatedTarget && relatedTarget !== button.current && !currentTarget.contains(relatedTarget)) {
            close();
          }
        }}
      >
        {isOpen && children(close)}
      </div>
    </>
  );
}
