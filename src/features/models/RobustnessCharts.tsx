import type { Evaluation } from '../../domain/forest/evaluation';
import { percent } from '../widgets/format';
import { XyChart } from '../charts/XyChart';

const KINDS = {
  scan: { title: 'With all errors of a scan', axis: 'Size of the errors (1: as usual)' },
  e0: { title: 'When E0 is wrong', axis: 'Error of E0 (eV)' },
  noise: { title: 'With noise', axis: 'Noise (standard deviation, edge steps)' },
  resolution: { title: 'With worse resolution', axis: 'Broadening (standard deviation, eV)' },
  slope: { title: 'With a slope above the edge', axis: 'Change of μ over 40 eV (relative)' },
  start: { title: 'When the scan starts late', axis: 'Start of the scan (eV from E0)' },
  end: { title: 'When the scan ends early', axis: 'End of the scan (eV from E0)' },
  damping: { title: 'With over-absorption', axis: 'Share of the edge in the whole absorption' },
} as const;

interface RobustnessChartsProps {
  readonly robustness: Evaluation['robustness'];
  /** Whose scores these are, for screen readers. */
  readonly subject: string;
}

/** Accuracy of the leading CN and Jaccard index when the input is disturbed; the paper's recipe dashed. */
export function RobustnessCharts({ robustness, subject }: RobustnessChartsProps) {
  return (
    <>
      {(Object.keys(KINDS) as (keyof typeof KINDS)[]).map((kind) => {
        const points = robustness.filter((point) => point.kind === kind).sort((a, b) => a.value - b.value);
        if (points.length < 2) return null;
        const x = points.map(({ value }) => value);
        return (
          <figure key={kind}>
            <h3>{KINDS[kind].title}</h3>
            <XyChart
              description={`${KINDS[kind].title}: scores of ${subject}`}
              series={[
                {
                  label: 'leading CN',
                  x,
                  y: points.map(({ ours }) => ours.leadingCn),
                  colour: 'var(--curve-1)',
                  kind: 'points-and-line',
                },
                {
                  label: 'Jaccard',
                  x,
                  y: points.map(({ ours }) => ours.jaccard),
                  colour: 'var(--curve-3)',
                  kind: 'points-and-line',
                },
                {
                  label: 'leading CN, paper’s recipe',
                  x,
                  y: points.map(({ paper }) => paper.leadingCn),
                  colour: 'var(--curve-1)',
                  kind: 'dashed',
                },
                {
                  label: 'Jaccard, paper’s recipe',
                  x,
                  y: points.map(({ paper }) => paper.jaccard),
                  colour: 'var(--curve-3)',
                  kind: 'dashed',
                },
              ]}
              yDomain={[0, 1]}
              xLabel={KINDS[kind].axis}
              yLabel="Score"
              formatY={percent}
              hasLegend
              height={230}
            />
          </figure>
        );
      })}
    </>
  );
}
