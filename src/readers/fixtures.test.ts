import { describe, expect, it } from 'vitest';
import { interpret, readSource, type Source } from './index';
import { leftOut, sharedSources } from './testing';

/** What became of a file: the formula of mu, the question, or the code of the error. */
async function summary(source: Source): Promise<string> {
  const [outcome] = await readSource(source);
  if (outcome.kind === 'failed') return outcome.error.code;
  const result = interpret(outcome.scans[0], outcome.format);
  return result.kind === 'question'
    ? `${outcome.format}: ${result.question.about}?`
    : `${outcome.format}: ${result.attribution.muExpression}`;
}

/** Which columns are right in the 23 layouts, by what the beamlines document in the files themselves. */
const BEAMLINES: Readonly<Record<string, string>> = {
  'APS10BM_2019.dat': 'columns: ln(Io / It)',
  'APS12BM_2019.dat': 'columns: mu01',
  'APS13ID_2008.dat': 'columns: ln(I0 / I1)',
  'APS13ID_2019.dat': 'xdi: (Mn_Ka_mca1 + ... + Mn_Ka_mca4, 4 channels) / I0',
  'APS20BM_2001.dat': 'columns: ln(I0 / I1)',
  'APS20ID_2018.dat': 'columns: mu?',
  'APS20ID_2022.dat': 'columns: XSP3:PbLa_Sum / I0',
  'APS9BM_2006.dat': 'spec: Lytle / i0',
  'APS9BM_2019.dat': 'columns: ln(I0-32 / It-32)',
  'CLSHXMA.dat': 'columns: mu?',
  'ESRF_BM08_LISA_2021.dat': 'columns: mu?',
  'ESRF_SNBL_2013.dat': 'spec: mu?',
  'FDMNES_2022_Mo2C_out.dat': 'fdmnes: xanes',
  'FDMNES_2022_Mo2C_out_conv.dat': 'fdmnes: xanes',
  'NSLS6BM_2019.dat': 'xdi: xmu',
  'NSLS8ID_2019.dat': 'columns: iff / i0',
  'NSLS_XDAC_2011.dat': 'columns: (Ifch1 + ... + Ifch4, 4 channels) / I0',
  'PF9A_2022.dat': 'kek-9809: detector 2 / detector 1',
  'PFBL12C_2005.dat': 'kek-9809: ln(detector 1 / detector 2)',
  'SLS_PHOENIX_2023.dat': 'columns: AlKa_sum_cps_c3 / I0_KEITHLEY1_c4',
  'SSRL1_2006.dat': 'columns: ln(I0 / I1)',
  'SSRLmicro_2008.dat': 'columns: (SCA1.1 + ... + SCA1.32, 32 channels) / I0',
  'generic_columns_no_header.dat': 'columns: mu?',
};

describe('the fixtures (needs ../shared/data)', () => {
  const beamlines = sharedSources('fixtures/beamlines');
  it.skipIf(leftOut(beamlines.length === 0, 'fixtures/beamlines'))(
    'of the 23 beamline layouts give the right columns or a question',
    async () => {
      const found: Record<string, string> = {};
      for (const source of beamlines) found[source.name] = await summary(source);
      expect(found).toEqual(BEAMLINES);
    },
  );

  const athena = sharedSources('fixtures/athena');
  it.skipIf(leftOut(athena.length === 0, 'fixtures/athena'))('of Athena give all their spectra', async () => {
    const counts: Record<string, number> = {};
    for (const source of athena) {
      const [outcome] = await readSource(source);
      counts[source.name] = outcome.kind === 'scans' ? outcome.scans.length : 0;
    }
    expect(counts).toEqual({
      'Copper.prj': 1, 'Ge.prj': 2, 'LaCoO3.prj': 2, 'MoO3-tutorial.prj': 4, 'NiO.prj': 24, 'athena4.prj': 21,
      'cu.prj': 3, 'fe_athena.prj': 3, 'json_unzipped.prj': 4, 'zirconolite.prj': 9,
    }); // prettier-ignore
  });

  const xdi = [...sharedSources('fixtures/xdi-good'), ...sharedSources('experiment/xas-data-library')];
  it.skipIf(leftOut(xdi.length === 0, 'fixtures/xdi-good'))(
    'of XDI are read without a question, or are no absorption scans',
    async () => {
      for (const source of xdi.filter(({ name }) => name.endsWith('.xdi'))) {
        if (/^nonxafs_(1d|negvalues)/.test(source.name)) {
          await expect(summary(source)).rejects.toMatchObject({ code: 'no-energy' });
        } else expect(`${source.name} ${await summary(source)}`).toMatch(/ xdi: (ln\(|mu|.* \/ i0)/i);
      }
    },
  );

  const computed = [...sharedSources('fixtures/feff'), ...sharedSources('fixtures/materials-project')];
  it.skipIf(leftOut(computed.length === 0, 'the computed fixtures'))(
    'of computed spectra name the absorber',
    async () => {
      for (const source of computed) {
        const [outcome] = await readSource(source);
        expect(outcome.kind === 'scans' && outcome.scans[0].element).toMatch(/^(Cu|Fe)$/);
      }
    },
  );
});
