import type { Channel, Role } from './types';

/** What a label alone says. Order matters: the first match wins. */
const PATTERNS: readonly (readonly [RegExp, Role])[] = [
  [/^(mu_?ref(er)?|murefer|xmu_?ref)$/, 'mu-reference'],
  [/^(flat|flattened)$/, 'flattened'],
  [/^(norm|normtrans|normfluor|normalised|normalized|norm_?mu|mu_?norm)$/, 'normalised'],
  [
    /^(x?mu|mutrans|mufluor|mu_?(t|f|01|trans|fluor)|xmu_?\(?(trans|fluor)\)?|absorption|absorbance|absorptance|<xanes>|xanes)$/,
    'mu',
  ],
  [/^(e|ev|kev|energy|energie|.*mono_?energy.*|.*bragg_?energy|zapenergy|.*energy.*)$/, 'energy'],
  [/^(angle|theta|bragg(_?angle)?|mono_?angle|angle\(o\)|angle_?(obs|read).*)$/, 'angle'],
  [/^(io|monitor|(.*_)?i_?0(_.*)?)$/, 'i0'],
  [
    /^(it|i_?1|itrans|i_?trans|i_?t|trans|transmission|transmitted|(it|i1)_?(eh1|\d+|detector))$/,
    'transmitted',
  ],
  [/^(ir|iref|irefer|i_?ref|ref|reference|i_?2|(ir|iref|i2)_.*)$/, 'reference-intensity'],
  [/^(if|iff|ifluor|i_?fluor|fluor|fluorescence|fluo|if_?\d+)$/, 'fluorescence'],
  [/^(ifch|ff|fluo|dtc|fla|flatot|sca1_)_?\d*$/, 'fluorescence'],
];

/** An emission line in a label: `Mn_Ka_mca1`, `XMAP4:FeKa_Sum`, `PbLa`, `MnKa`. */
const EMISSION_LINE = /(?:^|[^a-zA-Z])([A-Z][a-z]?)[ _]?([KL])([ab])\d?(?![a-zA-Z])/;

/** Energy columns, most trusted first: what was reached, then what was asked for. */
const ENERGY_RANKS: readonly RegExp[] = [
  /^(e|ev|kev|energy|energie)$/,
  /achieved|attained|zapenergy|bragg/,
  /mono/,
  /readback|rbv|fbk|real/,
  /energy/,
  /request|setpoint|set_|abs/,
];

/** A label without case, brackets and decoration, as the patterns expect it. */
export function plainLabel(label: string): string {
  return label
    .trim()
    .toLowerCase()
    .replace(/^.*[{"]([^}"]+)[}"].*$/, '$1')
    .replace(/[*#]+/g, ' ')
    .replace(/\s*[([](e?v|kev|deg(rees)?|a\.?u\.?)[)\]]\s*$/, '')
    .trim()
    .replace(/[\s.\-:]+/g, '_');
}

/** The emission line that a label names: element and line, e.g. `Fe` and `Ka`. */
export function emissionLine(label: string): { element: string; line: 'Ka' | 'Kb' | 'La' | 'Lb' } | null {
  const match = EMISSION_LINE.exec(label);
  if (!match) return null;
  const line = `${match[2]}${match[3]}`;
  return line === 'Ka' || line === 'Kb' || line === 'La' || line === 'Lb'
    ? { element: match[1], line }
    : null;
}

/** The role that a label names by itself; undefined when it says nothing certain. */
export function roleOfLabel(label: string): Role | undefined {
  const plain = plainLabel(label);
  const found = PATTERNS.find(([pattern]) => pattern.test(plain))?.[1];
  if (found !== undefined) return found;
  return emissionLine(label) === null ? undefined : 'fluorescence';
}

/**
 * Channels with roles from their labels. At most one becomes the energy; of several plain candidates the one
 * that says what was reached wins. `I2` is a reference only beside `I1`.
 */
export function assignRoles(channels: readonly Channel[]): Channel[] {
  const roles = channels.map(({ label, role }) => role ?? roleOfLabel(label));
  const rank = (index: number): number => {
    const plain = plainLabel(channels[index].label);
    const found = ENERGY_RANKS.findIndex((pattern) => pattern.test(plain));
    return found < 0 ? ENERGY_RANKS.length : found;
  };
  // A column called exactly I0 wins over others of that kind (before the mirror, corrected for dead time...).
  const exact = channels.findIndex(
    ({ label }, index) => roles[index] === 'i0' && /^(i_?0|io)$/.test(plainLabel(label)),
  );
  if (exact >= 0)
    roles.forEach((role, index) => role === 'i0' && index !== exact && (roles[index] = undefined));
  const energies = roles.flatMap((role, index) => (role === 'energy' ? [index] : []));
  const best = energies.toSorted((a, b) => rank(a) - rank(b))[0];
  for (const index of energies) if (index !== best) roles[index] = undefined;
  return channels.map(({ role: _, ...channel }, index) => {
    const role = roles[index];
    return role === undefined ? channel : { ...channel, role };
  });
}
