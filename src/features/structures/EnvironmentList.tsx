import type { Environment, OrderParameters } from '../../domain/environment/labels';
import { MotifPicture } from '../motifs/MotifPicture';
import styles from './Structures.module.css';

interface Props {
  readonly environment: Environment;
  readonly parameters: OrderParameters;
}

/** A label: its coordination numbers with their weights, and the motifs of each with their order parameters. */
export function EnvironmentList({ environment, parameters }: Props) {
  if (environment.length === 0) {
    return (
      <p className={styles.soft}>No coordination number reaches the weight of a label: the site has none.</p>
    );
  }
  return (
    <ol className={styles.environment}>
      {environment.map(({ cn, motifs }) => (
        <li key={cn}>
          <p>
            <strong>CN {cn}</strong>{' '}
            <span className={styles.soft}>weight {(parameters.cnWeights.get(cn) ?? 0).toFixed(2)}</span>
          </p>
          {motifs.length > 0 ? (
            <ol className={styles.motifs} aria-label={`Motifs of CN ${cn}, most similar first`}>
              {motifs.map((name) => (
                <li key={name}>
                  <MotifPicture name={name} size={56} />
                  <span>
                    {name}
                    <br />
                    <span className={styles.soft}>
                      {(parameters.motifs.get(cn)?.get(name) ?? 0).toFixed(2)}
                    </span>
                  </span>
                </li>
              ))}
            </ol>
          ) : (
            <p className={styles.soft}>This number has no motifs.</p>
          )}
        </li>
      ))}
    </ol>
  );
}
