import type { Channel, Role } from './types';

/**
 * What a plain label (below) alone says, and whose word it is. The first match wins. Most come from XDI, Demeter and
 * Larch; others: `Io` and `FY_c` LUCIA (SOLEIL); `TEY`, `TFY`, `PFY`, `PIPS`, `SDD` soft X-ray beamlines (SXR, SGM, PHOENIX);
 * `Vortex` APS and Australian Synchrotron; `Lytle` SSRL and MRCAT; `PhotonEnergy` MAX IV; `ifch`, `ff` NSLS; `fla` P65;
 * `zapenergy` ESRF; `angle(o)` Photon Factory.
 */
const PATTERNS: readonly (readonly [RegExp, Role])[] = [
  [
    /^((x?mu|absorption|abs)_?ref(er(ence)?)?|murefer|ref(erence)?_(x?mu|absorption|abs)|reference_foil)$/,
    'mu-reference',
  ],
  [/^(flat|flattened)(_?x?mu)?(_?e)?$/, 'flattened'],
  [
    /^(norm|normtrans|normfluor|normalised|normalized)(_?(x?mu|absorption|xanes|intensity))?(_?e)?$|^x?mu_?(norm|normalised|normalized)$/,
    'normalised',
  ],
  [
    /^(x?mu(_?e)?|[µμ](_?[et])?|mut|mux|mutrans|mufluor|x?mu_?(t|f|01|trans|fluor?)|xmu\(?(trans|fluor)\)?|abs|absorption(_coefficient)?|absorbance|absorptance|<xanes>|xanes|xas)$/,
    'mu',
  ],
  [/^(e|ev|kev|hv|h_?nu|nrj|.*energ(y|ie|ia).*|wave_?length|lambda)$/, 'energy'],
  [/^(angle|theta|.*bragg(_?angle)?|mono_?angle|angle\(o\)|angle_?(obs|read).*)$/, 'angle'],
  [/^(io|izero|i_?zero|monitor|incident(_(beam|flux|intensity))?|(.*_)?i_?0(_.*)?|i_?0_?det(ector)?)$/, 'i0'],
  [
    /^(it|i_?1|itrans|i_?trans(mission|mitted)?|i_?t|trans|transmission|transmitted(_(beam|flux|intensity))?|(it|i_?1)_?(eh1|\d+|det(ector)?))$/,
    'transmitted',
  ],
  [/^(ir|iref|irefer(ence)?|i_?ref|ref|reference|i_?2|(ir|iref|i2)_.*)$/, 'reference-intensity'],
  [
    /^(if|iff|ifluor(escence)?|i_?fluor|fl(uo(r(escence)?)?)?|if_?\d+|(t|p|i?p)?fy(_?\d+)?(_(c(orr)?|mcp|sdd|det(ector)?|diode))?|(total|partial)_fl.*_yield|fluorescence_yield)$/,
    'fluorescence',
  ],
  [
    /^(ifch|ff|fluo(r(escence)?)?|dtc|fla|flatot|sca1_|pips(_?diode)?|pin(_?diode)?|lytle|canberra|ketek|amptek|ge)_?\d*(_c(orr)?)?$/,
    'fluorescence',
  ],
  [
    /^(sdd|vortex|xspress3?(?:mini)?|xsp3|xs3?|xmap|dxp|falconx?|ge_?detector)(_?(ch(annel)?|rois?|sca|el(em(ent)?)?|mca|det|sum|tot(al)?|value|c(orr)?)?_?\d*)*$/,
    'fluorescence',
  ],
];

/** Electron yields, which are divided by I0 as fluorescence is, and are none. */
export const ELECTRON_YIELD =
  /^((t|p|a|c)ey(_(sample|drain|det(ector)?))?|drain(_?current)?|(i_?)?sample_?current|(total_)?electron_yield)$/;

/** Channels that the beamline corrected for dead time. */
export const CORRECTED = /_c(orr(ected)?)?(_|$)|dtc|dt_?corr/;

/** Ion chambers that are counted in the order of the beam, at whatever number the count starts. */
const CHAMBER = /^(ic|ion_?ch(amber)?|ioni|ion_?c|io?nchamb(er)?|chamber)_?0*(\d{1,2})$/;
/** The same by a name that says less: only where the count starts at 0. */
const FROM_ZERO = /^(ion)_?0*(\d{1,2})$/;

/** What stands in brackets, or behind a blank, slash or comma, and only says the unit. */
const UNIT =
  /\s*(?:[([{]\s*(e?v|kev|mev|deg(?:rees?)?|°|å|\u212b|ang(?:stroms?)?|nm|a\.?\s?u\.?|arb\.?(?:\s?u(?:nits?)?\.?)?|u\.?\s?a\.?|[km]?(?:counts?|cts)(?:\/s(?:ec)?)?|[km]?cps|ph(?:otons?)?(?:\/s(?:ec)?)?|hz|[munpµμ]?a|[munpµμ]?v|amps?|volts?|s|sec(?:onds?)?|m?m|%|-|e)\s*[)\]}]|(?:\s*[/,]\s*|\s+|_)(ev|kev|å|\u212b|angstroms?|nm|deg(?:rees?)?|counts?|cts|cps|a\.?u\.?)|\s*\/\s+([munpµμ]?[av]))\s*$/i;

/** A label and the unit that it states itself. */
export function splitUnit(label: string): { readonly name: string; readonly unit: string | undefined } {
  const match = UNIT.exec(label);
  const name = match ? label.slice(0, match.index).trim() : '';
  if (!match || name === '' || /[-([/]$/.test(name)) return { name: label.trim(), unit: undefined };
  const unit = match[1] ?? match[2] ?? match[3];
  // `mu(E)` is a function, not a unit.
  return { name, unit: /^[e-]$/i.test(unit) ? undefined : unit };
}

/** `log(i0/it)`, `ln(I0/I1)`, `-ln(It/I0)`, `If/I0`: the quotient that a label spells out. */
function roleOfQuotient(plain: string): Role | undefined {
  const match = /^(-?)(?:(ln|log|log10|loge)_?)?\(?([^/()]+)\/([^/()]+)\)?$/.exec(plain);
  if (!match) return undefined;
  const [, minus, log, above, below] = match;
  const [first, second] = [roleOfName(above), roleOfName(below)];
  if (log === undefined)
    return minus === '' && first === 'fluorescence' && second === 'i0' ? 'mu' : undefined;
  const [front, behind] = minus === '' ? [first, second] : [second, first];
  if (front === 'i0' && behind === 'transmitted') return 'mu';
  return front === 'transmitted' && behind === 'reference-intensity' ? 'mu-reference' : undefined;
}

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

/** A label without case, unit, brackets and decoration, as the patterns expect it. */
export function plainLabel(label: string): string {
  const bare = label
    .trim()
    .replace(/^\$\(([^)]*)\)/, '$1')
    .replace(/^.*[{"]([^}"]+)[}"].*$/, (whole, inside: string) => (UNIT.test(whole) ? whole : inside))
    .replace(/[*#]+/g, ' ');
  return splitUnit(bare.trim())
    .name.toLowerCase()
    .replace(/[\s.\-:]+/g, '_')
    .replace(/^_?(.*?)_?$/, bare.trim().startsWith('-') ? '-$1' : '$1');
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

const roleOfName = (plain: string): Role | undefined =>
  PATTERNS.find(([pattern]) => pattern.test(plain))?.[1] ??
  (ELECTRON_YIELD.test(plain) ? 'fluorescence' : undefined);

/** The role of a process variable by its last parts: `BL12:SCALER:I0`, `BL12:VORTEX:ROI1`. */
function roleOfVariable(label: string): Role | undefined {
  const parts = label.trim().split(':');
  if (/\s/.test(label.trim())) return undefined;
  return parts
    .slice(1)
    .map((_, index) => roleOfName(plainLabel(parts.slice(index + 1).join(':'))))
    .find((role) => role !== undefined);
}

/** The role that a label names by itself; undefined when it says nothing certain. */
export function roleOfLabel(label: string): Role | undefined {
  const plain = plainLabel(label);
  if (/^(e_?-_?|delta_?)e_?0?/.test(plain.replaceAll('_', '-'))) return 'energy';
  const found = roleOfQuotient(plain) ?? roleOfName(plain);
  if (found !== undefined) return found;
  return emissionLine(label) === null ? roleOfVariable(label) : 'fluorescence';
}

/** A label with the number of its chamber masked: `scaler_I0` and `scaler_I1` are then the same. */
const masked = (plain: string, place: string): string =>
  plain.replace(new RegExp(`(?<![a-z0-9])i_?(${place})(?=det|[^a-z0-9]|$)`), 'i#');

/**
 * What labels say only together: chambers counted along the beam (incident, transmitted, behind the foil), channels
 * that bear the name of I0 with another number, and `I` beside `I0`.
 */
function assignTogether(channels: readonly Channel[], roles: (Role | undefined)[]): void {
  const plain = channels.map(({ label }) => plainLabel(label));
  const pattern = plain.some((label) => /^ion_?0+$/.test(label)) ? FROM_ZERO : CHAMBER;
  const chambers = plain
    .flatMap((label, index) => {
      const match = pattern.exec(label);
      return match && roles[index] === undefined ? [{ index, number: Number(match.at(-1)) }] : [];
    })
    .sort((a, b) => a.number - b.number);
  const order: readonly Role[] = ['i0', 'transmitted', 'reference-intensity'];
  const missing = order.filter((role) => !roles.includes(role));
  if (chambers.length > 1 && chambers.length <= 3 && missing.length === 3)
    chambers.forEach(({ index }, place) => (roles[index] = order[place]));
  const incident = plain.filter((_, index) => roles[index] === 'i0').map((label) => masked(label, '0'));
  for (const [role, place] of [
    ['transmitted', '1|t'],
    ['reference-intensity', '2|r|ref'],
  ] as const) {
    if (roles.includes(role)) continue;
    const index = plain.findIndex((label, at) => {
      const mask = masked(label, place);
      return roles[at] === undefined && mask !== label && incident.includes(mask);
    });
    if (index >= 0) roles[index] = role;
  }
  const alone = plain.indexOf('i');
  if (alone >= 0 && roles[alone] === undefined && roles.includes('i0') && !roles.includes('transmitted'))
    roles[alone] = 'transmitted';
}

/**
 * Channels with roles from their labels. At most one becomes the energy; of several plain candidates the one
 * that says what was reached wins. `I2` is a reference only beside `I1`.
 */
export function assignRoles(channels: readonly Channel[]): Channel[] {
  const roles = channels.map(({ label, role }) => role ?? roleOfLabel(label));
  assignTogether(channels, roles);
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
