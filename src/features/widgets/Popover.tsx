import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import controls from '../../styles/controls.module.css';
import styles from './Popover.module.css';

interface Props {
  /** What the button says. */
  readonly label: string;
  /** Name of what opens. */
  readonly name: string;
  readonly title?: string;
  readonly isDisabled?: boolean;
  /** What opens; `close` shuts it and gives the focus back to the button. */
  readonly children: (close: () => void) => ReactNode;
}

/** A button that opens a small panel; Escape, a click elsewhere and leaving it shut it. */
export function Popover({ label, name, title, isDisabled = false, children }: Props) {
  const [isOpen, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const button = useId();
  const panel = useId();

  useEffect(() => {
    if (!isOpen) return;
    const onPointer = (event: PointerEvent): void => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) setOpen(false);
    };
    document.addEventListener('pointerdown', onPointer);
    return () => {
      document.removeEventListener('pointerdown', onPointer);
    };
  }, [isOpen]);

  const close = (): void => {
    setOpen(false);
    document.getElementById(button)?.focus();
  };

  return (
    <div
      ref={root}
      className={styles.root}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && isOpen) close();
      }}
      onBlur={(event) => {
        if (event.relatedTarget && !root.current?.contains(event.relatedTarget)) setOpen(false);
      }}
    >
      <button
        id={button}
        type="button"
        className={controls.button}
        aria-expanded={isOpen}
        aria-controls={panel}
        disabled={isDisabled}
        title={title}
        onClick={() => {
          setOpen(!isOpen);
        }}
      >
        {label}
      </button>
      <div id={panel} className={styles.panel} hidden={!isOpen} role="group" aria-label={name}>
        {isOpen && children(close)}
      </div>
    </div>
  );
}
