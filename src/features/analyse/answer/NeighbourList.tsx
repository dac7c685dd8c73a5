import type { Neighbour } from '../../../domain/confidence/types';
import { environmentText, formulaText, signed } from '../../widgets/format';
import { neighbourKey, useShownMaterials } from '../useNeighbours';
import styles from './Answer.module.css';

/** Spectra that resemble the current one; ticking draws them in the plot. */
export function NeighbourList({ neighbours }: { readonly neighbours: readonly Neighbour[] }) {
  const { materials, toggle } = useShownMaterials();
  return (
    <ul className={styles.neighbours}>
      {neighbours.map((neighbour) => {
        const key = neighbourKey(neighbour);
        const { formula, material, environment, distance, shift, isOwn = false } = neighbour;
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
                <strong>{isOwn ? formula : formulaText(formula)}</strong> {environmentText(environment)}
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
  );
}
