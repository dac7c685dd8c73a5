import { useEffect, useId, useState } from 'react';
import type { Question } from '../../../readers/types';
import { session, type Item } from '../../../stores/session';
import controls from '../../../styles/controls.module.css';
import type { Preview } from '../../../worker/api';
import { getEngine } from '../../../worker/remote';
import { Sparkline } from './Sparkline';
import styles from './QuestionBar.module.css';

interface Props {
  readonly item: Item;
  readonly question: Question;
}

/** The one question that a file leaves open, every answer with the curve that it would give. */
export function QuestionBar({ item, question }: Props) {
  const name = useId();
  const [chosen, setChosen] = useState(0);
  const [previews, setPreviews] = useState<readonly Preview[]>([]);
  const { scan, format, choices } = item;

  useEffect(() => {
    let isGone = false;
    if (!scan) return;
    void getEngine()
      .previews(scan, format, choices, question.options)
      .then((outcome) => {
        if (!isGone && outcome.ok) setPreviews(outcome.value);
      });
    return () => {
      isGone = true;
    };
  }, [scan, format, choices, question]);

  const option = question.options[chosen];
  return (
    <form
      className={styles.bar}
      aria-label="Question about this file"
      onSubmit={(event) => {
        event.preventDefault();
        if (option) session.getState().answer(item.id, option.choices);
      }}
    >
      <fieldset>
        <legend>{question.text}</legend>
        <div className={styles.options}>
          {question.options.map(({ label }, index) => (
            <label key={label} className={styles.option}>
              <span>
                <input
                  type="radio"
                  name={name}
                  checked={index === chosen}
                  onChange={() => {
                    setChosen(index);
                  }}
                />
                {label}
              </span>
              <PreviewPicture preview={previews[index]} />
            </label>
          ))}
        </div>
      </fieldset>
      <div className={styles.actions}>
        <button type="submit" className={controls.primary}>
          Use this
        </button>
        <span className={controls.hint}>Remembered for files of the same layout.</span>
      </div>
    </form>
  );
}

function PreviewPicture({ preview }: { readonly preview: Preview | undefined }) {
  if (!preview) return <span className={styles.preview} />;
  if (preview.kind === 'text') return <span className={styles.preview}>{preview.text}</span>;
  return (
    <span className={styles.preview}>
      <Sparkline energy={preview.energy} mu={preview.mu} />
    </span>
  );
}
