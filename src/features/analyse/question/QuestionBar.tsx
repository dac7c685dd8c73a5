import { useEffect, useId, useState } from 'react';
import type { Question } from '../../../readers/types';
import { session, type Item } from '../../../stores/session';
import controls from '../../../styles/controls.module.css';
import { getEngine } from '../../../worker/remote';
import { Sparkline } from './Sparkline';
import styles from './QuestionBar.module.css';

interface Props {
  readonly item: Item;
  readonly question: Question;
}

type Preview =
  | { readonly kind: 'curve'; readonly energy: Float64Array; readonly mu: Float64Array }
  | { readonly kind: 'text'; readonly text: string };

async function previewOf(item: Item, question: Question, index: number): Promise<Preview> {
  const option = question.options[index];
  if (!item.scan || !option) return { kind: 'text', text: '' };
  const outcome = await getEngine().interpret(item.scan, item.format, { ...item.choices, ...option.choices });
  if (!outcome.ok) return { kind: 'text', text: outcome.error.message };
  if (outcome.value.kind === 'question') {
    return { kind: 'text', text: `One more question follows: ${outcome.value.question.text}` };
  }
  const { energy, mu } = outcome.value.spectrum;
  return { kind: 'curve', energy, mu };
}

/** The one question that a file leaves open, every answer with the curve that it would give. */
export function QuestionBar({ item, question }: Props) {
  const name = useId();
  const [chosen, setChosen] = useState(0);
  const [previews, setPreviews] = useState<readonly (Preview | undefined)[]>([]);

  useEffect(() => {
    let isGone = false;
    question.options.forEach((_, index) => {
      void previewOf(item, question, index).then((preview) => {
        if (isGone) return;
        setPreviews((known) => {
          const next = [...known];
          next[index] = preview;
          return next;
        });
      });
    });
    return () => {
      isGone = true;
    };
  }, [item, question]);

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
