import { useId, useState, type KeyboardEvent } from 'react';
import controls from '../../styles/controls.module.css';
import styles from './NumberField.module.css';

interface Props {
  readonly label: string;
  readonly value: number | null;
  readonly step: number;
  readonly digits: number;
  readonly min: number;
  readonly max: number;
  /** Instead of the limits. */
  readonly title?: string;
  /** `isStep`: with an arrow key. */
  readonly onCommit: (value: number, isStep: boolean) => void;
}

/** A decimal in either notation; NaN when the text is not one. */
export function parseDecimal(text: string): number {
  const trimmed = text.trim().replace(',', '.').replace('−', '-');
  return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(trimmed) ? Number(trimmed) : Number.NaN;
}

/** A number that is taken over with Enter or on leaving; arrow keys step it (Shift: ten steps). */
export function NumberField({ label, value, step, digits, min, max, title, onCommit }: Props) {
  const id = useId();
  const [draft, setDraft] = useState<string | null>(null);
  const shown = draft ?? value?.toFixed(digits) ?? '';
  const parsed = parseDecimal(shown);
  const isInvalid = draft !== null && !(parsed >= min && parsed <= max);

  const commit = (): void => {
    if (draft !== null && !isInvalid && parsed !== value) onCommit(parsed, false);
    setDraft(null);
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') commit();
    if (event.key === 'Escape') setDraft(null);
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    event.preventDefault();
    const from = Number.isNaN(parsed) ? value : parsed;
    if (from === null) return;
    const next = from + (event.key === 'ArrowUp' ? 1 : -1) * step * (event.shiftKey ? 10 : 1);
    setDraft(null);
    onCommit(Number(Math.max(min, Math.min(max, next)).toFixed(digits)), true);
  };

  return (
    <span className={styles.number}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className={controls.field}
        inputMode="decimal"
        autoComplete="off"
        value={shown}
        disabled={value === null && draft === null && max <= min}
        aria-invalid={isInvalid}
        title={title ?? `Between ${min.toFixed(1)} and ${max.toFixed(1)}; arrow keys step by ${step}`}
        onChange={({ target }) => {
          setDraft(target.value);
        }}
        onBlur={commit}
        onKeyDown={onKeyDown}
      />
    </span>
  );
}
