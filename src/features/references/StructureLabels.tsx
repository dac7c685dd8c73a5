import type { Environment } from '../../domain/environment/labels';
import type { LabelSource } from '../../domain/references/library';
import { useStructures } from '../../stores/structures';
import controls from '../../styles/controls.module.css';
import { environmentText, formulaText } from '../widgets/format';

interface Props {
  readonly element: string;
  readonly onTake: (environment: Environment, source: LabelSource, formula: string) => void;
}

/** Labels that the structures of the session give for an element: the average of its sites, and each site. */
export function StructureLabels({ element, onTake }: Props) {
  const structures = useStructures((state) => state.structures);
  const reports = useStructures((state) => state.reports);
  const offers = structures.flatMap(({ id, name, file }) => {
    const report = reports[id];
    if (!report?.ok) return [];
    const { formula, expectations, sites } = report.value;
    const expectation = expectations.find((one) => one.element === element);
    if (!expectation) return [];
    const own = sites.filter((site) => site.element === element);
    const offer = (site: number | null, text: string, environment: Environment) => ({
      key: `${id} ${site ?? 'all'}`,
      formula,
      text,
      environment,
      source: { kind: 'structure', file, name, site } as const,
    });
    return [
      offer(null, own.length > 1 ? `all ${own.length} sites` : 'its site', expectation.environment),
      ...(own.length > 1
        ? own.map(({ index, environment }) => offer(index, `atom ${index + 1}`, environment))
        : []),
    ];
  });
  if (offers.length === 0) {
    return (
      <p className={controls.hint}>
        No structure with {element} is in the session. Drop a CIF to take the label from it.
      </p>
    );
  }
  return (
    <ul aria-label="Labels from structures">
      {offers.map(({ key, formula, text, environment, source }) => (
        <li key={key}>
          <button
            type="button"
            className={controls.button}
            disabled={environment.length === 0}
            onClick={() => {
              onTake(environment, source, formula);
            }}
          >
            {source.name === formula ? formulaText(formula) : `${source.name} ${formulaText(formula)}`},{' '}
            {text}: {environmentText(environment) || 'no label'}
          </button>
        </li>
      ))}
    </ul>
  );
}
