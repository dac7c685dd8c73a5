import { useState } from 'react';
import type { Item } from '../../../stores/session';
import controls from '../../../styles/controls.module.css';
import type { CrossCheck, Outcome } from '../../../worker/api';
import { getEngine } from '../../../worker/remote';
import styles from './Answer.module.css';

type State =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running' }
  | { readonly kind: 'done'; readonly request: number; readonly outcome: Outcome<CrossCheck> };

function resultText(outcome: Outcome<CrossCheck>): string {
  if (!outcome.ok) return outcome.error.message;
  const { forests, trees, identical } = outcome.value;
  return identical === trees
    ? `All ${trees} trees of ${forests} forests vote the same in ml-random-forest.`
    : `${trees - identical} of ${trees} trees vote differently in ml-random-forest. Please report this.`;
}

/** The votes once more, by an independent program. */
export function CrossCheckSection({ item }: { readonly item: Item }) {
  const [state, setState] = useState<State>({ kind: 'idle' });
  const { spectrum, options, request } = item;
  if (!spectrum) return null;
  return (
    <section className={styles.section} aria-label="Cross-check">
      <button
        type="button"
        className={controls.button}
        title="Lets the library ml-random-forest vote on the same forests and compares every tree"
        disabled={state.kind === 'running' || item.status !== 'done'}
        onClick={() => {
          setState({ kind: 'running' });
          void getEngine()
            .crossCheck(spectrum, options)
            .then((outcome) => {
              setState({ kind: 'done', request, outcome });
            });
        }}
      >
        Cross-check with ml-random-forest
      </button>
      <p className={styles.small} aria-live="polite">
        {state.kind === 'running' && 'Comparing…'}
        {state.kind === 'done' && state.request === request && resultText(state.outcome)}
      </p>
    </section>
  );
}
