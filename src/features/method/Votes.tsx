import { featuresIn, votesOf } from '../../domain/environment/answer';
import type { Analysis } from '../../domain/analysis';
import { featuresOf, type FeatureRecipe } from '../../domain/features';
import type { ElementModel } from '../../domain/forest/model';
import { WINDOW_POINTS } from '../../domain/spectrum/window';
import { percent } from '../widgets/format';
import { XyChart } from '../charts/XyChart';
import styles from './Method.module.css';

const COLOURS = ['var(--curve)', 'var(--curve-1)', 'var(--curve-2)'];
/** Rankings shown; the rest is summed up. */
const MOST_ROWS = 5;

/** The numbers that the trees ask about, block by block, each on its own scale. */
export function Features({ mu, recipe }: { readonly mu: Float64Array; readonly recipe: FeatureRecipe }) {
  const features = featuresOf(mu, recipe);
  const index = Float64Array.from({ length: WINDOW_POINTS }, (_, i) => i);
  return (
    <XyChart
      description="Features of the window, every block scaled to its largest value"
      series={recipe.blocks.map((block, b) => {
        const values = features.slice(b * WINDOW_POINTS, (b + 1) * WINDOW_POINTS);
        const largest = values.reduce((max, value) => Math.max(max, Math.abs(value)), 1);
        return {
          label: block,
          x: index,
          y: values.map((value) => value / largest),
          colour: COLOURS[b] ?? 'var(--curve)',
        };
      })}
      xLabel="Point of the window"
      yLabel="Share of the largest"
      hasLegend
      height={220}
    />
  );
}

interface Row {
  readonly label: string;
  readonly share: number;
}

function Bars({ title, rows }: { readonly title: string; readonly rows: readonly Row[] }) {
  const rest = rows.slice(MOST_ROWS).reduce((sum, { share }) => sum + share, 0);
  const shown = [...rows.slice(0, MOST_ROWS), ...(rest > 0 ? [{ label: 'all others', share: rest }] : [])];
  return (
    <table className={styles.votes}>
      <caption>{title}</caption>
      <tbody>
        {shown.map(({ label, share }) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            <td>
              <span className={styles.bar} style={{ width: `${100 * share}%` }} />
            </td>
            <td>{percent(share)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** How the trees vote on a spectrum: rankings of coordination numbers, and of motifs for the first number. */
export function Votes({
  windows,
  model,
}: {
  readonly windows: Analysis['windows'];
  readonly model: ElementModel;
}) {
  const votes = votesOf(model, featuresIn(model, windows));
  const leading = votes.cn[0]?.label[0];
  const motifs = leading === undefined ? undefined : votes.motifs.get(leading);
  return (
    <div className={styles.voteTables}>
      <Bars
        title="Rankings of coordination numbers"
        rows={votes.cn.map(({ label, share }) => ({
          label: label.map((cn) => `CN ${cn}`).join(' > '),
          share,
        }))}
      />
      {motifs && (
        <Bars
          title={`Motif rankings of CN ${leading}`}
          rows={motifs.map(({ label, share }) => ({ label: label.join(' > ') || 'no motif', share }))}
        />
      )}
    </div>
  );
}
