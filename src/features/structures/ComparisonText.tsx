import type { Analysis } from '../../domain/analysis';
import { compareEnvironments, type CnMotif } from '../../domain/environment/comparison';
import type { Environment } from '../../domain/environment/labels';
import { doubtOf, percent, verdictOf } from '../widgets/format';
import styles from './Structures.module.css';

/** Pairs by number, such as `CN 6: octahedral, hexagonal planar`. */
function pairsText(pairs: readonly CnMotif[]): string {
  const numbers = [...new Set(pairs.map(({ cn }) => cn))];
  return numbers
    .map((number) => {
      const motifs = pairs.flatMap(({ cn, motif }) => (cn === number && motif !== null ? [motif] : []));
      return motifs.length > 0 ? `CN ${number}: ${motifs.join(', ')}` : `CN ${number}`;
    })
    .join('; ');
}

interface Props {
  readonly expected: Environment;
  readonly analysis: Analysis;
}

/** What the expectation and the answer share, and what only one of them has. */
export function ComparisonText({ expected, analysis }: Props) {
  if (verdictOf(analysis) === 'outside')
    return <p>The spectrum is outside the models’ domain: there is no answer to compare with.</p>;
  const { jaccard, sameFirstEntry, sameLeadingCn, shared, onlyExpected, onlyFound } = compareEnvironments(
    expected,
    analysis.answer.environment,
  );
  const [first] = expected;
  const lead = sameFirstEntry
    ? 'The leading number and its motifs agree.'
    : sameLeadingCn
      ? `The leading CN ${first?.cn ?? ''} agrees, its motifs differ.`
      : 'The leading numbers differ.';
  const rows: readonly (readonly [string, readonly CnMotif[]])[] = [
    ['in both', shared],
    ['only expected', onlyExpected],
    ['only found', onlyFound],
  ];
  return (
    <>
      <p>
        {doubtOf(analysis)}
        <strong>Jaccard {percent(jaccard)}</strong> {lead}
      </p>
      <dl className={styles.comparison}>
        {rows.map(
          ([label, pairs]) =>
            pairs.length > 0 && (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{pairsText(pairs)}</dd>
              </div>
            ),
        )}
      </dl>
    </>
  );
}
