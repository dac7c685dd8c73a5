import type { Analysis } from '../../../domain/analysis';
import { environmentText, formulaText, signed } from '../../widgets/format';
import { neighbourKey, useShownMaterials } from '../useNeighbours';
import styles from './Answer.module.css';

/** The computed spectra that resemble the measured one most; ticking draws them in the plot. */
export function Neighbours({ analysis }: { readonly analysis: Analysis }) {
  const { materials, toggle } = useShownMaterials();
  const { neighbours } = analysis.confidence;
  if (neighbours.length === 0) return null;
  return (
    <section className={styles.section} aria-label="Nearest computed spectra">
      <h3>
        Nearest computed spectra <span>tick to draw them in the plot</span>
      </h3>
      <p className={styles.small}>
        Computed oxides most like this spectrum after the best shift; rms is their difference in edge steps.
      </p>
      <ul className={styles.neighbours}>
        {neighbours.map((neighbour) => {
          const key = neighbourKey(neighbour);
          const { formula, material, environment, distance, shift } = neighbour;
          return (
            <li key={key}>
              <label>
                <input
                  type="checkbox"
                  checked={materials.has(key)}
                  onChange={() => {
                    toggle(key);
                  }}
                />
                <span>
                  <strong>{formulaText(formula)}</strong> {environmentText(environment)}
                  <br />
                  <span className={styles.small}>
                    {material}, rms {distance.toFixed(3)},{' '}
                    {shift === 0 ? 'not moved' : `moved ${signed(shift, 2)} eV`}
                  </span>
                </span>
              </label>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
