import type { Expectation, StructureReport } from '../../domain/structure/report';
import { useSession, type Item } from '../../stores/session';
import type { KeptStructure } from '../../stores/structures';
import { formulaText } from '../widgets/format';
import { ComparisonText } from './ComparisonText';
import { EnvironmentList } from './EnvironmentList';
import { SiteCard } from './SiteCard';
import styles from './Structures.module.css';

function Facts({ report }: { readonly report: StructureReport }) {
  const lengths = report.cell.slice(0, 3);
  const angles = report.cell.slice(3);
  const facts: readonly (readonly [string, string])[] = [
    ['Formula', formulaText(report.formula)],
    ['Space group', `${report.symbol} (${report.spaceGroup})`],
    [
      'Cell as given',
      `${lengths.map((length) => length.toFixed(3)).join(', ')} Å; ${angles.map((angle) => angle.toFixed(2)).join(', ')}°`,
    ],
    ['Atoms, volume', `${report.atoms}, ${report.volume.toFixed(1)} Å³`],
    ['Distinct sites', `${report.sites.length} (anions left out)`],
  ];
  return (
    <dl className={styles.facts}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Spectra of the session with an answer for an element. */
const answersFor = (
  items: Readonly<Record<string, Item>>,
  order: readonly string[],
  element: string,
): Item[] =>
  order.flatMap((id) => {
    const item = items[id];
    return item?.status === 'done' && item.analysis?.element === element ? [item] : [];
  });

function ExpectationCard({ expectation }: { readonly expectation: Expectation }) {
  const items = useSession((state) => state.items);
  const order = useSession((state) => state.order);
  const { element, sites, environment } = expectation;
  const answers = answersFor(items, order, element);
  return (
    <section className={styles.card} aria-label={`Expected of a spectrum of ${element}`}>
      <header>
        <h3>{element}</h3>
        <p className={styles.soft}>
          {sites === 1 ? 'one distinct site' : `${sites} distinct sites, averaged by their multiplicity`}
        </p>
      </header>
      <EnvironmentList environment={environment} parameters={expectation} />
      {answers.map(({ id, name, analysis }) => (
        <div key={id} className={styles.compared}>
          <h4>Beside {name}</h4>
          {analysis && <ComparisonText expected={environment} analysis={analysis} />}
        </div>
      ))}
    </section>
  );
}

interface Props {
  readonly structure: KeptStructure;
  readonly report: StructureReport;
}

/** A crystal: what it is, what spectra of its elements should show, and every site. */
export function StructureView({ structure, report }: Props) {
  return (
    <>
      <h2>
        {structure.name} <span className={styles.soft}>{structure.file}</span>
      </h2>
      {structure.warnings.length > 0 && (
        <ul className={styles.warnings}>
          {structure.warnings.map(({ message }) => (
            <li key={message}>{message}</li>
          ))}
        </ul>
      )}
      <Facts report={report} />
      <h2>What a spectrum should show</h2>
      <div className={styles.expectations}>
        {report.expectations.map((expectation) => (
          <ExpectationCard key={expectation.element} expectation={expectation} />
        ))}
      </div>
      <h2>Sites</h2>
      {report.sites.map((site) => (
        <SiteCard key={site.index} site={site} />
      ))}
    </>
  );
}
