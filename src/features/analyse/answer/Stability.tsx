import type { Analysis } from '../../../domain/analysis';
import type { Environment } from '../../../domain/environment/labels';
import type { StabilityProbe } from '../../../domain/confidence/types';
import { environmentText, percent, signed } from '../../widgets/format';
import styles from './Answer.module.css';

/** Whether an answer counts as the same (the leading motif too), as holding, as another. */
function levelOf({ agreement, environment }: StabilityProbe, answer: Environment): 'good' | 'fair' | 'poor' {
  const sameLead = environmentText(environment.slice(0, 1)) === environmentText(answer.slice(0, 1));
  return agreement >= 0.99 && sameLead ? 'good' : agreement >= 0.5 ? 'fair' : 'poor';
}

const MARKS = { good: '=', fair: '≈', poor: '≠' } as const;

function amountText({ kind, amount }: StabilityProbe): string {
  switch (kind) {
    case 'e0-shift':
      return amount === 0 ? '0' : signed(amount, 0);
    case 'noise':
      return `${(amount * 100).toFixed(amount < 0.01 ? 1 : 0)}\u202f%`;
    case 'broadening':
      return amount.toFixed(1);
    case 'edge-step':
      return `${signed(amount * 100, 0)}\u202f%`;
  }
}

const ROWS: readonly { readonly kind: StabilityProbe['kind']; readonly label: string }[] = [
  { kind: 'e0-shift', label: 'E0 shifted, eV' },
  { kind: 'noise', label: 'Noise added, of the step' },
  { kind: 'broadening', label: 'Broadened by, eV' },
  { kind: 'edge-step', label: 'Edge step wrong by' },
];

/** Whether the answer stays when the input is disturbed a little. */
export function Stability({ analysis }: { readonly analysis: Analysis }) {
  const { stability } = analysis.confidence;
  if (stability.length === 0) return null;
  return (
    <section className={styles.section} aria-label="Stability">
      <h3>
        Stability <span>= same answer, ≈ partly, ≠ another</span>
      </h3>
      <p className={styles.small}>
        The spectrum is disturbed and asked again; an answer that changes within 1 or 2 eV hangs on the energy
        calibration, one that changes with the edge step on the line below the edge.
      </p>
      {ROWS.map(({ kind, label }) => {
        const probes = stability.filter((probe) => probe.kind === kind).sort((a, b) => a.amount - b.amount);
        if (probes.length === 0) return null;
        return (
          <div key={kind} className={styles.stability}>
            <span id={`stability-${kind}`}>{label}</span>
            <ul aria-labelledby={`stability-${kind}`}>
              {probes.map((probe) => {
                const level = levelOf(probe, analysis.answer.environment);
                const text = `${amountText(probe)}: ${environmentText(probe.environment)}, agreement ${percent(probe.agreement)}`;
                return (
                  <li key={probe.amount} data-level={level} title={text}>
                    <span aria-hidden="true">
                      {amountText(probe)}
                      <br />
                      {MARKS[level]}
                    </span>
                    <span className="visually-hidden">{text}</span>
                  </li>
                );
              })}
            </ul>
          </div>
        );
      })}
    </section>
  );
}
