import { MOTIFS } from '../../domain/environment/motifs';
import type { Shell } from '../../domain/structure/crystal-nn';
import { motifOrderParameters } from '../../domain/structure/order-parameters';
import type { SiteReport } from '../../domain/structure/report';
import { Scroll } from '../charts/Scroll';
import { EnvironmentList } from './EnvironmentList';
import { ShellPicture } from './ShellPicture';
import styles from './Structures.module.css';

/** Weights below this (thousandths of one) only lengthen the table. */
const SMALLEST_SHOWN = 0.005;

/** Bonds of a shell as `4 O 1.889, 2 O 2.310` (angstrom), nearest first. */
function bondsText({ bonds }: Shell): string {
  const groups = new Map<string, number>();
  for (const { element, distance } of [...bonds].sort((a, b) => a.distance - b.distance)) {
    const key = `${element} ${distance.toFixed(3)}`;
    groups.set(key, (groups.get(key) ?? 0) + 1);
  }
  return [...groups].map(([key, count]) => (count > 1 ? `${count} × ${key}` : key)).join(', ');
}

/** The order parameters of the motifs of a shell, largest first, not multiplied by the weight of its number. */
function motifsText({ cn, bonds }: Shell): string {
  if (!(cn in MOTIFS)) return 'no motifs';
  return [...motifOrderParameters(bonds.map(({ vector }) => vector))]
    .sort(([, a], [, b]) => b - a)
    .map(([name, value]) => `${name} ${Math.max(0, value).toFixed(2)}`)
    .join(', ');
}

/** One symmetry-distinct site: where it is, what surrounds it, what label a spectrum of it would have. */
export function SiteCard({ site }: { readonly site: SiteReport }) {
  const { element, index, multiplicity, wyckoff, siteSymmetry, coordination, environment } = site;
  const [leading] = coordination.shells;
  const shells = coordination.shells.filter(({ weight }) => weight >= SMALLEST_SHOWN);
  const name = `${element}, atom ${index + 1}`;
  return (
    <section className={styles.card} aria-label={`Site ${name}`}>
      <header>
        <h3>{name}</h3>
        <p className={styles.soft}>
          {multiplicity === 1 ? 'once' : `${multiplicity} times`} in the cell, Wyckoff letter {wyckoff}, site
          symmetry {siteSymmetry}
        </p>
      </header>
      <div className={styles.site}>
        {leading && leading.bonds.length > 0 && (
          <ShellPicture
            element={name}
            bonds={leading.bonds}
            description={`The ${leading.cn} nearest neighbours of ${name}: ${bondsText(leading)} angstrom`}
          />
        )}
        <div>
          <h4>Label</h4>
          <EnvironmentList environment={environment} parameters={coordination} />
        </div>
      </div>
      <Scroll label={`Coordination numbers of ${name}`}>
        <table className={styles.table}>
          <caption>
            Every coordination number with a weight, its bonds (Å) and how much they resemble each motif
          </caption>
          <thead>
            <tr>
              <th scope="col">CN</th>
              <th scope="col">weight</th>
              <th scope="col">bonds</th>
              <th scope="col">order parameters</th>
            </tr>
          </thead>
          <tbody>
            {shells.map((shell) => (
              <tr key={shell.cn}>
                <th scope="row">{shell.cn}</th>
                <td>{shell.weight.toFixed(3)}</td>
                <td>{bondsText(shell) || 'none'}</td>
                <td>{motifsText(shell)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}
