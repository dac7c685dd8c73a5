import { writeChoicesFile } from '../../../readers/choices-file';
import { layoutKey } from '../../../readers/interpret';
import type { Channel, Choices, EnergyUnit, MuRule, Scan } from '../../../readers/types';
import { save } from '../../../stores/saving';
import { session, type Item } from '../../../stores/session';
import controls from '../../../styles/controls.module.css';
import styles from './Answer.module.css';

/** Stands for the reader's own choice among column numbers. */
const AUTOMATIC = -1;

const UNITS: readonly { readonly value: EnergyUnit; readonly label: string }[] = [
  { value: 'eV', label: 'eV' },
  { value: 'keV', label: 'keV' },
  { value: 'degree', label: 'degrees (Bragg angle)' },
  { value: 'angstrom', label: 'wavelength (Å)' },
  { value: 'nm', label: 'wavelength (nm)' },
  { value: 'step', label: 'motor steps' },
];

const RULES: readonly { readonly value: MuRule['kind']; readonly label: string }[] = [
  { value: 'column', label: 'a column' },
  { value: 'transmission', label: 'ln(I0 / It)' },
  { value: 'fluorescence', label: 'If / I0' },
];

interface SelectProps<Value extends string | number> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly onChange: (value: Value) => void;
}

function Select<Value extends string | number>({ label, value, options, onChange }: SelectProps<Value>) {
  return (
    <label className={styles.column}>
      <span>{label}</span>
      <select
        className={controls.field}
        value={value}
        onChange={({ target }) => {
          const chosen = options.find((option) => String(option.value) === target.value);
          if (chosen) onChange(chosen.value);
        }}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Columns of the file to choose from, with their place for those without a name. */
function channelOptions(channels: readonly Channel[]): { value: number; label: string }[] {
  return channels.map(({ label, unit }, value) => ({
    value,
    label: `${label || `column ${value + 1}`}${unit ? ` (${unit})` : ''}`,
  }));
}

/** The rule of another kind, with columns that exist: the user picks the right ones next. */
function ruleOf(kind: MuRule['kind'], channels: readonly Channel[]): MuRule {
  const place = (role: Channel['role'], otherwise: number): number => {
    const found = channels.findIndex((channel) => channel.role === role);
    return found >= 0 ? found : Math.min(otherwise, channels.length - 1);
  };
  switch (kind) {
    case 'column':
      return { kind, column: place('mu', 1), isNormalised: false };
    case 'transmission':
      return { kind, i0: place('i0', 1), it: place('transmitted', 2) };
    case 'fluorescence':
      return { kind, i0: place('i0', 1), channels: [place('fluorescence', 2)] };
  }
}

function RuleEditor({
  rule,
  channels,
  onChange,
}: {
  readonly rule: MuRule;
  readonly channels: readonly Channel[];
  readonly onChange: (rule: MuRule) => void;
}) {
  const options = channelOptions(channels);
  switch (rule.kind) {
    case 'column':
      return (
        <>
          <Select
            label="Column"
            value={rule.column}
            options={options}
            onChange={(column) => {
              onChange({ ...rule, column });
            }}
          />
          <label className={styles.check}>
            <input
              type="checkbox"
              checked={rule.isNormalised}
              onChange={({ target }) => {
                onChange({ ...rule, isNormalised: target.checked });
              }}
            />
            normalised already
          </label>
        </>
      );
    case 'transmission':
      return (
        <>
          <Select
            label="I0"
            value={rule.i0}
            options={options}
            onChange={(i0) => {
              onChange({ ...rule, i0 });
            }}
          />
          <Select
            label="It"
            value={rule.it}
            options={options}
            onChange={(it) => {
              onChange({ ...rule, it });
            }}
          />
        </>
      );
    case 'fluorescence':
      return (
        <>
          <Select
            label="I0"
            value={rule.i0 ?? -1}
            options={[{ value: -1, label: 'none' }, ...options]}
            onChange={(i0) => {
              onChange({ ...rule, i0: i0 < 0 ? null : i0 });
            }}
          />
          <fieldset className={styles.channels}>
            <legend>If: sum of</legend>
            {options.map(({ value, label }) => (
              <label key={value} className={styles.check}>
                <input
                  type="checkbox"
                  checked={rule.channels.includes(value)}
                  onChange={({ target }) => {
                    const rest = rule.channels.filter((channel) => channel !== value);
                    const channels = target.checked ? [...rest, value].sort((a, b) => a - b) : rest;
                    if (channels.length > 0) onChange({ ...rule, channels });
                  }}
                />
                {label}
              </label>
            ))}
          </fieldset>
        </>
      );
  }
}

/** Offers the choices for a layout as a file. */
function saveChoices(scan: Scan, format: string, choices: Choices): void {
  const text = writeChoicesFile([{ layout: layoutKey(scan, format), choices }]);
  save({ name: 'columns.choices.json', content: new Blob([text], { type: 'application/json' }) });
}

/** Which columns give energy and absorption, and in which unit: always shown, always to be changed. */
export function Columns({ item }: { readonly item: Item }) {
  const { scan, attribution, alternatives, choices } = item;
  if (!scan || item.status === 'question') return null;
  const used: Choices = attribution?.choices ?? choices;
  const { setChoices, spreadChoices } = session.getState();
  const change = (changes: Choices): void => {
    setChoices(item.id, { ...used, ...changes });
  };
  return (
    <details className={styles.section}>
      <summary>Columns and units</summary>
      {alternatives.length > 0 && (
        <div className={styles.alternatives}>
          <span>Also in this scan:</span>
          {alternatives.map(({ label, choices: other }) => (
            <button
              key={label}
              type="button"
              className={controls.button}
              onClick={() => {
                change(other);
              }}
            >
              {label}
            </button>
          ))}
        </div>
      )}
      <Select
        label="Energy"
        value={used.energy ?? AUTOMATIC}
        options={[
          ...(used.energy === undefined ? [{ value: AUTOMATIC, label: 'automatic' }] : []),
          ...channelOptions(scan.channels),
        ]}
        onChange={(energy) => {
          if (energy !== AUTOMATIC) change({ energy });
        }}
      />
      <Select
        label="Unit"
        value={attribution?.unit ?? used.unit ?? 'eV'}
        options={UNITS}
        onChange={(unit) => {
          change({ unit });
        }}
      />
      <Select
        label="μ(E) is"
        value={used.mu?.kind ?? 'automatic'}
        options={[...(used.mu ? [] : [{ value: 'automatic' as const, label: 'automatic' }]), ...RULES]}
        onChange={(kind) => {
          if (kind !== 'automatic') change({ mu: ruleOf(kind, scan.channels) });
        }}
      />
      {used.mu && (
        <RuleEditor
          rule={used.mu}
          channels={scan.channels}
          onChange={(mu) => {
            change({ mu });
          }}
        />
      )}
      <div className={styles.actions}>
        <button
          type="button"
          className={controls.button}
          disabled={Object.keys(choices).length === 0}
          onClick={() => {
            setChoices(item.id, {});
          }}
        >
          As the file says
        </button>
        <button
          type="button"
          className={controls.button}
          title="Uses these columns and units for all files of the session with the same layout, and for later ones"
          onClick={() => {
            spreadChoices(item.id);
          }}
        >
          Use for all files like this
        </button>
        <button
          type="button"
          className={controls.button}
          title="A small file for colleagues and for the command line (--choices): dropped here, it reads files of this layout the same way"
          onClick={() => {
            saveChoices(scan, item.format, used);
          }}
        >
          Save as a file
        </button>
      </div>
    </details>
  );
}
