import { MOTIFS } from '../../domain/environment/motifs';
import type { Environment, RankedCn } from '../../domain/environment/labels';
import { LARGEST_CN, MOST_RANKED } from '../../domain/references/library';
import controls from '../../styles/controls.module.css';
import { MotifPicture } from '../motifs/MotifPicture';
import styles from './References.module.css';

interface Props {
  readonly environment: Environment;
  readonly onChange: (environment: Environment) => void;
}

const NUMBERS = Array.from({ length: LARGEST_CN }, (_, i) => i + 1);

/** The motifs of one coordination number as pictures; the order in which they are chosen is their ranking. */
function Motifs({ cn, motifs, onChange }: RankedCn & { readonly onChange: (motifs: string[]) => void }) {
  const known = MOTIFS[cn] ?? [];
  if (known.length === 0) return <p className={controls.hint}>This number has no motifs.</p>;
  return (
    <div className={styles.motifs} role="group" aria-label={`Motifs of CN ${cn}, most similar first`}>
      {known.map((name) => {
        const place = motifs.indexOf(name);
        return (
          <button
            key={name}
            type="button"
            className={styles.motif}
            aria-pressed={place >= 0}
            aria-label={place >= 0 ? `${name}, place ${place + 1}` : name}
            onClick={() => {
              onChange(place >= 0 ? motifs.filter((motif) => motif !== name) : [...motifs, name]);
            }}
          >
            <MotifPicture name={name} size={56} />
            <span>{name}</span>
            {place >= 0 && (
              <span className={styles.place} aria-hidden="true">
                {place + 1}
              </span>
            )}
          </button>
        );
      })}
    </div>
  );
}

/** A label, put together by hand: coordination numbers in order, motifs by their pictures. */
export function LabelEditor({ environment, onChange }: Props) {
  const free = NUMBERS.filter((number) => environment.every(({ cn }) => cn !== number));
  return (
    <div className={styles.label}>
      {environment.length > 0 && (
        <ol>
          {environment.map((entry, index) => (
            <li key={entry.cn}>
              <div className={styles.cn}>
                <strong>CN {entry.cn}</strong>
                {index > 0 && (
                  <button
                    type="button"
                    className={controls.quiet}
                    aria-label={`Move CN ${entry.cn} up`}
                    onClick={() => {
                      const moved = environment.toSpliced(index, 1);
                      onChange(moved.toSpliced(index - 1, 0, entry));
                    }}
                  >
                    Up
                  </button>
                )}
                <button
                  type="button"
                  className={controls.quiet}
                  aria-label={`Take CN ${entry.cn} out`}
                  onClick={() => {
                    onChange(environment.toSpliced(index, 1));
                  }}
                >
                  Take out
                </button>
              </div>
              <Motifs
                {...entry}
                onChange={(motifs) => {
                  onChange(environment.with(index, { cn: entry.cn, motifs }));
                }}
              />
            </li>
          ))}
        </ol>
      )}
      {environment.length < MOST_RANKED && (
        <div
          className={styles.numbers}
          role="group"
          aria-label={environment.length === 0 ? 'Coordination number' : 'Further coordination number'}
        >
          <span className={controls.hint}>
            {environment.length === 0 ? 'Coordination number:' : 'Also has sites with:'}
          </span>
          {free.map((cn) => (
            <button
              key={cn}
              type="button"
              className={styles.number}
              aria-label={`Add CN ${cn}`}
              onClick={() => {
                onChange([...environment, { cn, motifs: [] }]);
              }}
            >
              {cn}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
