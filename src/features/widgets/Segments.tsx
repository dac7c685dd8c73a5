import { useRef, type KeyboardEvent } from 'react';
import controls from '../../styles/controls.module.css';

interface Props<Value extends string> {
  readonly label: string;
  readonly options: readonly { readonly value: Value; readonly label: string; readonly help?: string }[];
  readonly value: Value;
  readonly isDisabled?: boolean;
  readonly onChange: (value: Value) => void;
}

/** One choice of a few, side by side: a radio group with the keys of one. */
export function Segments<Value extends string>({
  label,
  options,
  value,
  isDisabled = false,
  onChange,
}: Props<Value>) {
  const group = useRef<HTMLDivElement>(null);

  const onKeyDown = (event: KeyboardEvent): void => {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const index = options.findIndex((option) => option.value === value);
    const next = (index + by + options.length) % options.length;
    const option = options[next];
    if (!option) return;
    onChange(option.value);
    const button = group.current?.children[next];
    if (button instanceof HTMLElement) button.focus();
  };

  return (
    <div ref={group} className={controls.segments} role="radiogroup" aria-label={label} onKeyDown={onKeyDown}>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          role="radio"
          className={controls.segment}
          aria-checked={option.value === value}
          tabIndex={option.value === value ? 0 : -1}
          title={option.help}
          disabled={isDisabled}
          onClick={() => {
            onChange(option.value);
          }}
        >
          {option.label}
        </button>
      ))}
    </div>
  );
}
