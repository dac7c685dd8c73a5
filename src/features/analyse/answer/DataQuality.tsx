import type { Item } from '../../../stores/session';
import { Light } from '../../widgets/Light';
import { lightsOf, worstOf } from '../quality';
import styles from './Answer.module.css';

/** A number with the digits that matter: two below one. */
function valueText(value: number, unit: string): string {
  if (!Number.isFinite(value)) return '';
  const digits = Number.isInteger(value)
    ? String(value)
    : Number(value.toPrecision(Math.abs(value) < 1 ? 2 : 3)).toString();
  return unit ? `${digits}\u202f${unit}` : digits;
}

/** The quality of the measurement, property by property; good ones need no words. */
export function DataQuality({ item }: { readonly item: Item }) {
  const lights = lightsOf(item);
  const worst = worstOf(lights);
  if (!worst) return null;
  return (
    <section className={styles.section} aria-label="Data quality">
      <h3>
        Data quality{' '}
        <span>
          {worst.level === 'good'
            ? 'all good'
            : `${worst.level} in ${worst.lights.length} of ${lights.length}`}
        </span>
      </h3>
      <ul className={styles.lights}>
        {lights.map(({ name, level, value, unit, explanation }) => (
          <li key={name} title={explanation}>
            <Light level={level} />
            <span>
              <strong>{name}</strong> {valueText(value, unit)}{' '}
              <span className="visually-hidden">({level})</span>
              {level !== 'good' && <span className={styles.explanation}>{explanation}</span>}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
