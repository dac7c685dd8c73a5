import { endsOf } from '../../../domain/spectrum/curve';
import type { Analysis } from '../../../domain/analysis';
import { packName } from '../../../domain/pack-answer';
import { useShallow } from 'zustand/react/shallow';
import {
  describeAlignment,
  describeCalibration,
  describePoints,
  describeNormalisation,
  describeNormalisationOptions,
} from '../../../exporters/journal';
import { session, useSession, type Item } from '../../../stores/session';
import controls from '../../../styles/controls.module.css';
import { electronVolts } from '../../widgets/format';
import styles from './Answer.module.css';

interface Props {
  readonly item: Item;
  readonly analysis: Analysis;
}

interface Row {
  readonly name: string;
  readonly requested: string;
  readonly effective: string;
}

const METHODS = { 'half-step': 'half step', derivative: 'steepest point', manual: 'set by hand' } as const;

/** The edge of the foil, before and after the shift. */
function foilText({ foil, options }: Item): string {
  if (!foil) return 'no foil measured with it';
  const now = foil.e0 + (options.calibration?.shift ?? 0);
  return `${foil.element} foil at ${electronVolts(now, 2)} (tabulated ${foil.tabulated})`;
}

function rowsOf({ item, analysis }: Props): Row[] {
  const { options, attribution } = item;
  const { prepared } = analysis;
  const { normalisation } = prepared;
  const { aligned } = analysis;
  const [from, to] = endsOf(aligned.window.energy);
  const automatic = prepared.automaticE0;
  const isStanding = analysis.looks[0]?.origin === 'edge';
  return [
    { name: 'Element', requested: options.element ?? 'automatic', effective: `${analysis.element} K` },
    {
      name: 'E0',
      requested:
        options.e0 === undefined
          ? `automatic, ${METHODS[options.e0Method ?? 'half-step']}`
          : electronVolts(options.e0, 2),
      effective: `${electronVolts(prepared.e0, 2)}, ${METHODS[prepared.e0Method]}${
        prepared.e0Method !== 'half-step' && automatic !== null ? ` (half step: ${automatic.toFixed(2)})` : ''
      }`,
    },
    {
      name: 'Aligned for the models',
      requested: isStanding ? 'not by the pack' : 'from the whole edge',
      effective: describeAlignment({ ...aligned, shift: aligned.e0 - aligned.givenE0 }),
    },
    {
      name: 'Window',
      requested: isStanding ? 'of the pack, wherever E0 is' : 'aligned E0 − 15 to + 30\u202feV',
      effective: `${from.toFixed(1)} to ${electronVolts(to)}`,
    },
    {
      name: 'Edge step',
      requested: options.normalisation?.edgeStep?.toPrecision(4) ?? 'automatic',
      effective: normalisation.wasNormalised ? 'data were normalised' : normalisation.edgeStep.toPrecision(4),
    },
    {
      name: 'Normalisation',
      requested: options.normalisation ? describeNormalisationOptions(options.normalisation) : 'automatic',
      effective: normalisation.fit ? describeNormalisation(normalisation.fit) : 'data were normalised',
    },
    {
      name: 'μ(E)',
      requested: item.choices.mu ? 'chosen' : 'automatic',
      effective: attribution?.muExpression ?? '',
    },
    {
      name: 'Energy',
      requested:
        item.choices.energy === undefined && item.choices.unit === undefined ? 'automatic' : 'chosen',
      effective: attribution ? `${attribution.energyColumn}, ${attribution.unit}` : '',
    },
    {
      name: 'Calibration',
      requested: options.calibration ? describeCalibration(options.calibration) : 'as in the file',
      effective: foilText(item),
    },
    {
      name: 'Points',
      requested: options.points ? describePoints(options.points) : 'all',
      effective: `${prepared.raw.energy.length} of ${item.spectrum?.energy.length ?? 0}`,
    },
    { name: 'Format', requested: 'by content', effective: item.format },
  ];
}

/** What was asked for and what was used, side by side. */
export function Parameters(props: Props) {
  const { item, analysis } = props;
  const others = useSession(useShallow(({ ticked }) => [...ticked].filter((id) => id !== item.id)));
  const isChanged = Object.keys(item.options).length > 0;
  return (
    <section className={styles.section} aria-label="Parameters">
      <h3>Parameters</h3>
      <table className={styles.parameters}>
        <thead>
          <tr>
            <td />
            <th scope="col">requested</th>
            <th scope="col">used</th>
          </tr>
        </thead>
        <tbody>
          {rowsOf(props).map(({ name, requested, effective }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{requested}</td>
              <td>{effective}</td>
            </tr>
          ))}
          <tr>
            <th scope="row">Model</th>
            <td>{analysis.pack ? 'the pack, alone' : 'newest'}</td>
            <td>
              {analysis.modelKind === 'forest' ? 'random forests' : 'most frequent label (baseline)'}, version{' '}
              {analysis.modelVersion}
              {analysis.pack && ` of the pack ${packName(analysis.pack)}`}
            </td>
          </tr>
        </tbody>
      </table>
      {others.length > 0 && (
        <button
          type="button"
          className={controls.button}
          title="The ticked spectra get the element, the E0 and the normalisation that are requested here"
          onClick={() => {
            const { element = null, e0 = null, e0Method = null, normalisation = null } = item.options;
            session.getState().setOptions(others, { element, e0, e0Method, normalisation });
          }}
        >
          Request the same for the {others.length} ticked
        </button>
      )}
      {isChanged && (
        <button
          type="button"
          className={controls.button}
          onClick={() => {
            session.getState().setOptions(item.id, {
              element: null,
              e0: null,
              e0Method: null,
              normalisation: null,
              calibration: null,
              points: null,
            });
          }}
        >
          Make everything automatic
        </button>
      )}
    </section>
  );
}
