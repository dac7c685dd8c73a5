import type { Analysis } from '../../domain/analysis';
import { useStructures } from '../../stores/structures';
import { environmentText, formulaText } from '../widgets/format';
import { ComparisonText } from './ComparisonText';

interface Props {
  readonly analysis: Analysis;
  readonly className: string | undefined;
}

/** What the structures of the session make expect of this element, beside what was found. */
export function ExpectedSection({ analysis, className }: Props) {
  const structures = useStructures((state) => state.structures);
  const reports = useStructures((state) => state.reports);
  const expected = structures.flatMap(({ id, name }) => {
    const report = reports[id];
    if (!report?.ok) return [];
    const expectation = report.value.expectations.find(({ element }) => element === analysis.element);
    return expectation ? [{ id, name, formula: report.value.formula, expectation }] : [];
  });
  if (expected.length === 0) return null;
  return (
    <section className={className} aria-label="Expected from structure">
      <h3>
        Expected from structure <span>sites averaged by multiplicity</span>
      </h3>
      {expected.map(({ id, name, formula, expectation }) => (
        <div key={id}>
          <p>
            <a href={`#/structures/${id}`}>{name}</a> {formulaText(formula)}:{' '}
            {environmentText(expectation.environment) || 'no label'}
          </p>
          <ComparisonText expected={expectation.environment} analysis={analysis} />
        </div>
      ))}
    </section>
  );
}
