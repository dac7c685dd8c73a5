import { describe, expect, it } from 'vitest';
import { interpret } from './index';
import { assignRoles, roleOfLabel } from './roles';
import { rowsOf, scansOf } from './testing';

describe('what a label says by itself', () => {
  it.each([
    ['Energy (eV)', 'energy'],
    ['Energy / eV', 'energy'],
    ['PhotonEnergy', 'energy'],
    ['I0 (counts)', 'i0'],
    ['I0 [V]', 'i0'],
    ['Io', 'i0'],
    ['I1 counts', 'transmitted'],
    ['mu(E)', 'mu'],
    ['norm(E)', 'normalised'],
    ['log(i0/it)', 'mu'],
    ['ln(I0/I1)', 'mu'],
    ['-ln(It/I0)', 'mu'],
    ['ln(I1/I2)', 'mu-reference'],
    ['If/I0', 'mu'],
    ['TEY', 'fluorescence'],
    ['FY_c', 'fluorescence'],
    ['Vortex_ROI3', 'fluorescence'],
    ['SDD1', 'fluorescence'],
    ['PIPS', 'fluorescence'],
    ['Lytle', 'fluorescence'],
    ['Reference', 'reference-intensity'],
    ['I0 / A', 'i0'],
    ['I1{A}', 'transmitted'],
    ['I0 (photons/s)', 'i0'],
    ['I1 (kcounts)', 'transmitted'],
    ['I0 (u.a.)', 'i0'],
    ['I0Detector', 'i0'],
    ['I1Detector', 'transmitted'],
    ['BL12:SCALER:I0', 'i0'],
    ['BL12:VORTEX:ROI1', 'fluorescence'],
    ['xmap_roi00', 'fluorescence'],
    ['xs3_ch1_roi1', 'fluorescence'],
    ['xspress3_channel1_rois_roi01_value', 'fluorescence'],
    ['fluor_2', 'fluorescence'],
    ['PIPS_diode', 'fluorescence'],
    ['PIN', 'fluorescence'],
    ['SampleCurrent', 'fluorescence'],
    ['TEY_sample', 'fluorescence'],
    ['TFY_MCP', 'fluorescence'],
  ])('%s is %s', (label, role) => {
    expect(roleOfLabel(label)).toBe(role);
  });

  it.each(['DeadTime', 'ln(It/I0)', 'I0/It', 'Ctr4', 'sample', 'x (mm)', 'Epoch', 'sddm'])(
    '%s says nothing',
    (label) => {
      expect(roleOfLabel(label)).toBeUndefined();
    },
  );
});

/** Rows of numbers in the given order of columns: e energy, 0 incident, t transmitted, f fluorescence, n noise, c one. */
function table(columns: string): string {
  return rowsOf()
    .split('\n')
    .map((row, index) => {
      const [energy, i0, it] = row.split(' ');
      const mu = Math.log(Number(i0) / Number(it));
      const cells: Record<string, string> = {
        e: energy,
        0: i0,
        t: it,
        c: '1',
        f: (100 * mu).toFixed(4),
        n: (50 + ((index * 37) % 11)).toFixed(1),
      };
      return [...columns].map((column) => cells[column]).join(' ');
    })
    .join('\n');
}

async function readAs(text: string): Promise<string> {
  const [scan] = await scansOf(text);
  const result = interpret(scan, 'columns');
  return result.kind === 'question'
    ? 'a question'
    : `${result.attribution.muExpression}, ${result.spectrum.signal}`;
}

describe('headers of programs and beamlines', () => {
  it.each([
    ['units behind a blank', '# Energy (eV) I0 (V) It (V)', 'e0t', 'ln(I0 (V) / It (V)), transmission'],
    ['I beside I0', '# E I0 I', 'e0t', 'ln(I0 / I), transmission'],
    [
      'chambers from 0',
      '# energy Ion_chamber_0 Ion_chamber_1',
      'e0t',
      'ln(Ion_chamber_0 / Ion_chamber_1), transmission',
    ],
    ['chambers from 1', '# energy IC1 IC2', 'e0t', 'ln(IC1 / IC2), transmission'],
    ['LUCIA', 'Energy Io FY DeadTime FY_c TEY It', 'e0fcffn', 'FY_c / Io, fluorescence'],
    [
      'LUCIA with a good transmission',
      'Energy Io FY DeadTime FY_c TEY It',
      'e0fcfft',
      'FY_c / Io, fluorescence',
    ],
    ['electron yield', '# PhotonEnergy TEY I0', 'ef0', 'TEY / I0, absorption'],
    [
      'FIO',
      '%d\n Col 1 ENERGY DOUBLE\n Col 2 I0 DOUBLE\n Col 3 IT DOUBLE',
      'e0t',
      'ln(I0 / IT), transmission',
    ],
    ['Col n:', '# Col 1: Energy (eV)\n# Col 2: I0\n# Col 3: It', 'e0t', 'ln(I0 / It), transmission'],
    [
      'mda2ascii',
      '#    1  [     Index      ]\n#    2  [   1-D Positioner 1]  M:E.VAL, Mono energy, LINEAR, eV, M:E.RBV, rbv, eV\n' +
        '#    3  [   1-D Detector   1]  S2, I0, counts\n#    4  [   1-D Detector   2]  S3, I1, counts\n# 1-D Scan Values',
      'ce0t',
      'ln(I0 / I1), transmission',
    ],
    [
      'events of CLS',
      '# Event: settings\n# ID: 2\n# column 1: $(Back)[0] BL:back\n# column 2: Energy Base BL:E\n# column 3: $(Slits) P:gap\n' +
        '# column 4: $(Amp) A:g\n# Event: read\n# ID: 1\n# column 1: Event-ID\n# column 2: $(EnergyFeedback) M:fbk\n' +
        '# column 3: I0 BL:1\n# column 4: I1 BL:2\n#(2) "$(Back)[0]" "Energy Base" "$(Slits)" "$(Amp)"',
      'ce0t',
      'ln(I0 / I1), transmission',
    ],
  ])('%s', async (_, header, columns, expected) => {
    expect(await readAs(`${header}\n${table(columns)}\n`)).toBe(expected);
  });

  it('FEFF 8.1 names its columns in other words', async () => {
    const rows = table('ecfffc');
    const text = `# Abs   Z=26 Rmt= 1.3 Rnm= 1.3 K  shell\n#  e        e(wrt edge)   k      mu=(1+chi)*mu0    mu0     chi     @#\n${rows}`;
    const [scan] = await scansOf(text);
    expect(scan).toMatchObject({ element: 'Fe', edge: 'K', signal: 'computed', isNormalised: true });
  });
});

describe('what labels say together', () => {
  const rolesOf = (labels: readonly string[]) =>
    assignRoles(labels.map((label) => ({ label, values: new Float64Array() }))).map(({ role }) => role);

  it.each([
    ['IC_I0', 'IC_I1', 'IC_I2'],
    ['i0_mean', 'it_mean', 'ir_mean'],
    ['scaler1_I0', 'scaler1_I1', 'scaler1_Iref'],
    ['I0Detector', 'I1Detector', 'I2Detector'],
    ['Ion0', 'Ion1', 'Ion2'],
  ])('%s, %s and %s are the chambers along the beam', (...labels) => {
    expect(rolesOf(labels)).toEqual(['i0', 'transmitted', 'reference-intensity']);
  });

  it('chambers by a name that says little count from 0 only', () => {
    expect(rolesOf(['Mon', 'Ion1', 'Ion2'])).toEqual([undefined, undefined, undefined]);
  });
});
