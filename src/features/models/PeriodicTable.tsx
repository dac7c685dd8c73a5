import type { CSSProperties } from 'react';
import { ELEMENTS } from '../../domain/elements';
import type { Evaluation } from '../../domain/forest/evaluation';
import type { ManifestEntry } from '../../domain/forest/manifest';
import { percent } from '../widgets/format';
import styles from './Models.module.css';
import { positionOf } from './periodic';

/** What the cells of the table show. */
export const SHOWN = {
  cnRanking: { label: 'CN ranking', help: 'Share of held-out materials whose whole CN ranking is right' },
  leadingCn: { label: 'Leading CN', help: 'Share of held-out materials whose most important CN is right' },
  firstEntry: {
    label: 'First entry',
    help: 'Leading CN and its whole motif ranking right: the paper’s accuracy',
  },
  jaccard: { label: 'Jaccard', help: 'Mean Jaccard index of the (CN, motif) pairs' },
} as const;

export type Shown = keyof typeof SHOWN;

interface Scores {
  readonly ours: number;
  readonly baseline: number;
}

/** Score of an element: from the evaluation where it is there, else from the model's own card. */
export function scoresOf(entry: ManifestEntry, shown: Shown, evaluation: Evaluation | null): Scores | null {
  const evaluated = evaluation?.elements.find(({ element }) => element === entry.element);
  if (evaluated) {
    const { ours, baseline } = evaluated.measures;
    return { ours: ours[shown].value, baseline: baseline[shown].value };
  }
  if (entry.kind === 'none' || !entry.measures || !entry.baselineMeasures) return null;
  return { ours: entry.measures[shown], baseline: entry.baselineMeasures[shown] };
}

interface Place extends CSSProperties {
  '--column': number | undefined;
  '--row': number | undefined;
}

interface PeriodicTableProps {
  readonly entries: readonly ManifestEntry[];
  readonly evaluation: Evaluation | null;
  readonly shown: Shown;
  readonly selected: string | null;
}

/** The elements up to xenon; those with a model link to their card and show how good it is. */
export function PeriodicTable({ entries, evaluation, shown, selected }: PeriodicTableProps) {
  const bySymbol = new Map(entries.map((entry) => [entry.element, entry]));
  return (
    <ul className={styles.periodic} aria-label={`Elements, ${SHOWN[shown].label}`}>
      {ELEMENTS.slice(0, 54).map(({ symbol, name, z }) => {
        const entry = bySymbol.get(symbol);
        const place = positionOf(z);
        const style: Place = { '--column': place?.column, '--row': place?.row };
        if (!entry) {
          return (
            <li key={symbol} className={styles.absent} style={style} aria-hidden="true">
              {symbol}
            </li>
          );
        }
        const scores = scoresOf(entry, shown, evaluation);
        // Most scores lie above 0.4: the tint begins there, so that differences show.
        const share = scores ? Math.max(0, (scores.ours - 0.4) / 0.6) : 0;
        return (
          <li key={symbol} style={style}>
            <a
              className={styles.element}
              href={`#/models/${symbol}`}
              aria-current={symbol === selected ? 'true' : undefined}
              title={name}
              style={{
                background: `color-mix(in oklab, var(--accent) ${(45 * share).toFixed(0)}%, var(--surface))`,
              }}
            >
              <strong>{symbol}</strong>
              <span>{scores ? percent(scores.ours) : 'no model'}</span>
              <span className={styles.small}>
                {entry.kind === 'forest' && scores ? `base ${percent(scores.baseline)}` : ''}
                {entry.kind === 'baseline' && 'baseline'}
              </span>
            </a>
          </li>
        );
      })}
    </ul>
  );
}
