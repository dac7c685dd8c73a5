import { useId, useState, type ReactNode } from 'react';
import { describeError } from '../../domain/errors';
import { checkedReference, type OwnReference } from '../../domain/references/library';
import { references } from '../../stores/references';
import controls from '../../styles/controls.module.css';
import { electronVolts } from '../widgets/format';
import { LabelEditor } from './LabelEditor';
import styles from './References.module.css';
import { StructureLabels } from './StructureLabels';

interface Props {
  /** What the form begins with. */
  readonly draft: OwnReference;
  readonly isNew: boolean;
  readonly onDone: () => void;
}

function Field({
  label,
  hint,
  children,
}: {
  readonly label: string;
  readonly hint?: string;
  readonly children: (id: string) => ReactNode;
}) {
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id}>
        {label} {hint !== undefined && <span className={controls.hint}>{hint}</span>}
      </label>
      {children(id)}
    </div>
  );
}

/** Name, material, label and provenance of a reference. */
export function LabelForm({ draft, isNew, onDone }: Props) {
  const [reference, setReference] = useState(draft);
  const [failure, setFailure] = useState<string | null>(null);
  const change = (changes: Partial<OwnReference>): void => {
    setReference({ ...reference, ...changes });
    setFailure(null);
  };
  const keep = (): void => {
    try {
      references.getState().put(
        checkedReference({
          ...reference,
          name: name.trim(),
          material: material.trim(),
          provenance: provenance.trim(),
          licence: licence.trim(),
        }),
      );
      onDone();
    } catch (error) {
      setFailure(describeError(error).message);
    }
  };
  const { element, e0, name, material, environment, provenance, licence } = reference;
  const input = (key: 'name' | 'material' | 'provenance' | 'licence', most: number, id: string) => (
    <input
      id={id}
      className={controls.field}
      value={reference[key]}
      maxLength={most}
      onChange={({ target }) => {
        change({ [key]: target.value });
      }}
    />
  );
  return (
    <section className={styles.card} aria-label={isNew ? 'New reference' : 'Change reference'}>
      <h2>
        {isNew ? 'Label' : 'Change'} {draft.name}{' '}
        <span className={styles.soft}>
          {element} K, E0 {electronVolts(e0)}
        </span>
      </h2>
      <div className={styles.fields}>
        <Field label="Name">{(id) => input('name', 200, id)}</Field>
        <Field label="Material" hint="spectra of one material are held out together">
          {(id) => input('material', 200, id)}
        </Field>
        <Field label="Provenance" hint="who measured it, where, how">
          {(id) => input('provenance', 2000, id)}
        </Field>
        <Field label="Licence" hint="who may use it">
          {(id) => input('licence', 200, id)}
        </Field>
      </div>
      <h3>From a structure</h3>
      <StructureLabels
        element={element}
        onTake={(taken, label, formula) => {
          change({
            environment: taken,
            label,
            ...(material === '' || material === draft.material ? { material: formula } : {}),
          });
        }}
      />
      <h3>By pictures</h3>
      <LabelEditor
        environment={environment}
        onChange={(chosen) => {
          change({ environment: chosen, label: { kind: 'chosen' } });
        }}
      />
      {failure !== null && (
        <p className={styles.failure} role="alert">
          {failure}
        </p>
      )}
      <div className={styles.buttons}>
        <button
          type="button"
          className={controls.primary}
          disabled={environment.length === 0 || name.trim() === '' || material.trim() === ''}
          onClick={keep}
        >
          {isNew ? 'Keep as a reference' : 'Keep the changes'}
        </button>
        <button type="button" className={controls.button} onClick={onDone}>
          Cancel
        </button>
        {environment.length === 0 && (
          <span className={controls.hint}>Choose a coordination number first.</span>
        )}
      </div>
      <p className={controls.hint}>
        Label what is known of the material, not what the models answered: they would learn their own errors.
        {provenance === '' || licence === ''
          ? ' Provenance and licence are kept with the library when you pass it on.'
          : ''}
      </p>
    </section>
  );
}
