/**
 * xanopy mixture SPECTRUM REFERENCE... | --pca SCAN... | --mcr N SCAN...
 *
 * in the checkout: npm run -s analyse -- mixture SPECTRUM REFERENCE...
 *
 * Linear combinations of spectra, and what a series is made of, as the page's Mixture view finds them, in Node.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Analysis } from '../src/domain/analysis';
import { XanopyError } from '../src/domain/errors';
import { MOST_PARTS, SUMS, type Sum } from '../src/domain/mixture/combination';
import { computedMembers, memberOf, type Member } from '../src/domain/mixture/member';
import type { MixtureCurve } from '../src/domain/mixture/samples';
import { commonRange, type SeriesRange } from '../src/domain/mixture/series';
import { WINDOW_LENGTH, WINDOW_START } from '../src/domain/spectrum/window';
import {
  combinationResultOf,
  describeCombination,
  describeOptions,
  type CurveOrigin,
} from '../src/exporters/combination';
import { describeResolution, pureSpectrumName, pureSpectrumXdi } from '../src/exporters/resolution';
import type { Engine, Outcome } from '../src/worker/api';
import { examineFile } from '../src/worker/chain';
import { createEngine, type FetchModelFile } from '../src/worker/engine';
import { nodeSymmetry } from '../src/worker/moyo-node';

export const MIXTURE_USAGE =
  'xanopy mixture SPECTRUM REFERENCE... | --pca SCAN... | --mcr N SCAN... [--json] [--from EV] [--to EV] [--help] ...';

const HELP = `Usage: ${MIXTURE_USAGE}

Which combinations of the references explain the spectrum: least squares with shares that are not negative, every set of
up to N references, best first. All spectra are normalised and their edges found as in the page. Exit code 0 if what was
asked for was found.

  --json       the result as JSON
  --from EV    start of the range relative to E0 of the spectrum (default: ${WINDOW_START}); of a series relative to the
               median E0 (default: -20, or where all scans begin)
  --to EV      end of the range relative to E0 (default: ${WINDOW_START + WINDOW_LENGTH}; series: 60, or where all scans end)
  --sum SUM    free, or one: the shares add up to 1 (default: free, with --mcr one)
  --most N     most references in one combination, 1 to ${MOST_PARTS} (default: ${MOST_PARTS})
  --computed   the computed spectra nearest to the spectrum are references, too
  --pca        all files are scans of a series: how many spectra it is made of
  --mcr N      all files are scans of a series: N pure spectra and their shares in every scan
  --out DIR    with --mcr: the pure spectra as XDI files in a folder
  --help       this text`;

/** A spectrum of a file, ready to take part. */
export interface Answered {
  readonly origin: CurveOrigin;
  readonly analysis: Analysis;
}

/**
 * The answered spectra of a file.
 * @throws XanopyError what keeps the file or one of its scans from being answered
 */
export async function answeredOf(engine: Engine, path: string): Promise<Answered[]> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new XanopyError('file-unreadable', `${path} cannot be opened (${reason}).`);
  });
  const examined = await examineFile(engine, { name: basename(path), path: '', bytes });
  return examined.map((one) => {
    if (one.kind === 'unread') throw new XanopyError(one.error.code, `${path}: ${one.error.message}`);
    const { examination, file, scan } = one;
    switch (examination.kind) {
      case 'failed':
        throw new XanopyError(examination.error.code, `${path}: ${examination.error.message}`);
      case 'question':
        throw new XanopyError(
          `open-question-${examination.question.about}`,
          `${path}: ${examination.question.text} Answer it in the page.`,
        );
      case 'answered': {
        const name = file.scans.length > 1 ? `${path} ${scan.title}` : path;
        return { origin: { name, sha256: file.source.sha256 }, analysis: examination.analysis };
      }
    }
  });
}

const numberOf = (text: string | undefined, otherwise: number, what: string): number => {
  const number = text === undefined ? otherwise : Number(text);
  if (!Number.isFinite(number))
    throw new XanopyError('usage', `${what} must be a number, not ${text ?? ''}.`);
  return number;
};

/** A series of the command line, ready to be taken apart. */
interface Series {
  readonly engine: Engine;
  readonly scans: readonly CurveOrigin[];
  readonly curves: readonly MixtureCurve[];
  readonly range: SeriesRange;
  readonly asJson: boolean;
}

const valueOf = <T>(outcome: Outcome<T>): T => {
  if (!outcome.ok) throw new XanopyError(outcome.error.code, outcome.error.message);
  return outcome.value;
};

/** Prints how many spectra a series is made of. */
async function printComponents({ engine, scans, curves, range, asJson }: Series): Promise<void> {
  const result = valueOf(await engine.components(curves, range));
  if (asJson) {
    console.log(JSON.stringify({ series: scans, ...result }, null, 2));
    return;
  }
  const { element, from, to, energies, suggested, smallestIndicator } = result;
  console.log(
    `${scans.length} scans: ${element} K, ${from.toFixed(1)} to ${to.toFixed(1)} eV, ${energies} energies; ${suggested} components suggested (F test, 5 %), smallest indicator function at ${smallestIndicator}`,
  );
  console.log('components  explained  real error  imbedded error  indicator  chance');
  result.components.slice(0, 10).forEach((component, index) => {
    const { explained, realError, imbeddedError, indicator, chance } = component;
    const cells = [
      String(index + 1).padStart(10),
      `${(100 * explained).toFixed(3)} %`.padStart(9),
      realError.toPrecision(3).padStart(10),
      imbeddedError.toPrecision(3).padStart(14),
      indicator.toExponential(2).padStart(9),
      chance.toPrecision(2).padStart(6),
    ];
    console.log(cells.join('  '));
  });
}

/** Prints the pure spectra of a series, and writes them if a folder is named. */
async function printResolution(
  { engine, scans, curves, range, asJson }: Series,
  pure: number,
  isClosed: boolean,
  folder: string | undefined,
): Promise<void> {
  const options = { ...range, pure, isClosed };
  const result = valueOf(await engine.resolve(curves, options));
  const record = { scans, options, result };
  if (folder !== undefined) {
    await mkdir(folder, { recursive: true });
    for (const place of result.spectra.keys()) {
      const name = pureSpectrumName(result, place);
      await writeFile(join(folder, name), pureSpectrumXdi(record, place));
    }
  }
  if (asJson) {
    const { spectra, shares, energy, rms, ...rest } = result;
    const lists = {
      energy: Array.from(energy),
      spectra: spectra.map((mu) => Array.from(mu)),
      shares: shares.map((share) => Array.from(share)),
      rms: Array.from(rms),
    };
    console.log(JSON.stringify({ series: scans, options, ...rest, ...lists }, null, 2));
    return;
  }
  console.log(describeResolution(record));
  scans.forEach(({ name }, scan) => {
    const shares = result.shares.map((share) => (share[scan] ?? 0).toFixed(3).padStart(6)).join('  ');
    console.log(`${shares}  rms ${(result.rms[scan] ?? 0).toFixed(4)}  ${name}`);
  });
}

const medianOf = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

/**
 * Prints which combinations explain a spectrum, or what a series is made of.
 * @param models hands out the files of the forests
 * @returns the exit code: 0 if it was found
 */
export async function mixtureCommand(args: readonly string[], models: FetchModelFile): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      sum: { type: 'string' },
      most: { type: 'string' },
      from: { type: 'string' },
      to: { type: 'string' },
      computed: { type: 'boolean', default: false },
      pca: { type: 'boolean', default: false },
      mcr: { type: 'string' },
      out: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  const isSeries = values.pca || values.mcr !== undefined;
  const wantedSum = values.sum ?? (isSeries ? 'one' : 'free');
  const sum = SUMS.find((known): known is Sum => known === wantedSum);
  if (!sum) throw new XanopyError('usage', `--sum is free or one, not ${wantedSum}.`);
  const most = numberOf(values.most, MOST_PARTS, '--most');
  if (!Number.isInteger(most) || most < 1 || most > MOST_PARTS) {
    throw new XanopyError('usage', `--most is a whole number from 1 to ${MOST_PARTS}, not ${most}.`);
  }
  const engine = createEngine(models, nodeSymmetry);
  if (isSeries) {
    const scans: Answered[] = [];
    for (const path of positionals) scans.push(...(await answeredOf(engine, path)));
    if (scans.length === 0) throw new XanopyError('usage', 'Name the scans of the series.');
    const curves = scans.map(({ origin, analysis }) => memberOf(origin.name, analysis).curve);
    const e0s = scans.map(({ analysis }) => analysis.prepared.e0);
    const common = commonRange(curves, e0s);
    const e0 = medianOf(e0s);
    const range = {
      from: values.from === undefined ? common.from : e0 + numberOf(values.from, 0, '--from'),
      to: values.to === undefined ? common.to : e0 + numberOf(values.to, 0, '--to'),
    };
    const series = { engine, scans: scans.map(({ origin }) => origin), curves, range, asJson: values.json };
    if (values.pca) await printComponents(series);
    if (values.mcr !== undefined) {
      const pure = numberOf(values.mcr, 2, '--mcr');
      await printResolution(series, pure, sum === 'one', values.out);
    }
    return 0;
  }
  const [first, ...others] = positionals;
  if (first === undefined || (others.length === 0 && !values.computed)) {
    throw new XanopyError('usage', 'Name a spectrum and at least one reference.');
  }
  const [target] = await answeredOf(engine, first);
  const answered: Answered[] = [];
  for (const path of others) answered.push(...(await answeredOf(engine, path)));
  const computed = values.computed ? computedMembers(target.analysis) : [];
  const references: readonly (CurveOrigin & { readonly member: Member })[] = [
    ...answered.map(({ origin, analysis }) => ({ ...origin, member: memberOf(origin.name, analysis) })),
    ...computed.map(({ member, neighbour }) => ({
      name: neighbour.formula,
      sha256: null,
      material: neighbour.material,
      member,
    })),
  ];
  const { e0 } = target.analysis.prepared;
  const options = {
    from: e0 + numberOf(values.from, WINDOW_START, '--from'),
    to: e0 + numberOf(values.to, WINDOW_START + WINDOW_LENGTH, '--to'),
    sum,
    most,
  };
  const fitted = valueOf(
    await engine.combine(
      memberOf(target.origin.name, target.analysis).curve,
      references.map(({ member }) => member.curve),
      options,
    ),
  );
  const origins = references.map(({ member: _, ...origin }) => origin);
  const result = combinationResultOf({
    target: target.origin,
    references: origins,
    options,
    result: fitted,
  });
  if (values.json) {
    console.log(JSON.stringify(result, null, 2));
    return 0;
  }
  console.log(`${result.file}: ${result.element} K, ${describeOptions(options)}, ${result.tried} tried`);
  result.combinations.slice(0, 10).forEach((combination, index) => {
    const mark = index === result.suggested ? '*' : ' ';
    console.log(
      `${mark} ${describeCombination(combination)}  (R ${combination.rFactor.toPrecision(3)}, rms ${combination.rms.toPrecision(3)})`,
    );
  });
  return 0;
}
