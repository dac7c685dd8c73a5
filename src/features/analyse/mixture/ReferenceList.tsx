import type { Participant } from '../../../stores/combination';
import controls from '../../../styles/controls.module.css';
import { environmentText, shortAnswer } from '../../widgets/format';
import { MiddleEllipsis } from '../../widgets/MiddleEllipsis';
import styles from './Mixture.module.css';
import { nameOf } from './participants';

interface Props {
  readonly session: readonly Participant[];
  readonly own: readonly Participant[];
  readonly computed: readonly Participant[];
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (keys: readonly string[]) => void;
}

/** The spectra that a combination may be made of, to be ticked. */
export function ReferenceList({ session, own, computed, chosen, onChoose }: Props) {
  const toggle = (key: string): void => {
    onChoose(chosen.has(key) ? [...chosen].filter((other) => other !== key) : [...chosen, key]);
  };
  const set = (group: readonly Participant[], isChosen: boolean): void => {
    const keys = new Set(group.map(({ key }) => key));
    const others = [...chosen].filter((key) => !keys.has(key));
    onChoose(isChosen ? [...others, ...keys] : others);
  };
  const groups = [
    { title: 'Spectra of the session', group: session, isLabelled: false },
    { title: 'Own references', group: own, isLabelled: true },
    { title: 'Nearest computed spectra', group: computed, isLabelled: true },
  ].filter(({ group }) => group.length > 0);
  return groups.map(({ title, group, isLabelled }) => (
    <div key={title} className={styles.references} role="group" aria-label={title}>
      <div className={styles.groupHead}>
        <h3>{title}</h3>
        <button
          type="button"
          className={controls.quiet}
          aria-label={`All: ${title}`}
          onClick={() => {
            set(group, true);
          }}
        >
          All
        </button>
        <button
          type="button"
          className={controls.quiet}
          aria-label={`None: ${title}`}
          onClick={() => {
            set(group, false);
          }}
        >
          None
        </button>
      </div>
      <ul>
        {group.map(({ key, origin, member, analysis }) => (
          <li key={key}>
            <label>
              <input
                type="checkbox"
                checked={chosen.has(key)}
                onChange={() => {
                  toggle(key);
                }}
              />
              <span className={styles.referenceName}>
                {origin.material === undefined ? <MiddleEllipsis text={origin.name} /> : nameOf(origin)}
              </span>
              <span className={controls.hint}>
                {isLabelled
                  ? environmentText(member.cnShares.map(({ cn }) => ({ cn, motifs: [] })))
                  : shortAnswer(analysis).text}
              </span>
            </label>
          </li>
        ))}
      </ul>
    </div>
  ));
}
