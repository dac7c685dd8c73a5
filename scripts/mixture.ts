/**
 * xanopy mixture SPECTRUM REFERENCE... [--json]      in the checkout: npm run -s analyse -- mixture SPECTRUM REFERENCE...
 *
 * Linear combinations of spectra, as the page's Mixture view fits them, in Node.
 */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import type { Analysis } from '../src/domain/analysis';
import { XanopyError } from '../src/domain/errors';
import { MOST_PARTS, SUMS, type Sum } from '../src/domain/mixture/combination';
import { computedMembers, memberOf, type Member } from '../src/domain/mixture/member';
import { WINDOW_LENGTH, WINDOW_START } from '../src/domain/spectrum/window';
import {
  combinationResultOf,
  describeCombination,
  describeOptions,
  type CurveOrigin,
} from '../src/exporters/combination';
import type { Engine } from '../src/worker/api';
import { examineFile } from '../src/worker/chain';
import { createEngine, type FetchModelFile } from '../src/worker/engine';
import { nodeSymmetrySearch } from '../src/worker/moyo-node';

export const MIXTURE_USAGE =
  'xanopy mixture SPECTRUM REFERENCE... [--json] [--sum one] [--most N] [--from EV] [--to EV] [--computed] [--help]';

const HELP = `Usage: ${MIXTURE_USAGE}

Which combinations of the references explain the spectrum: least squares with shares that are not negative, every set of
up to N references, best first. All spectra are normalised and their edges found as in the page. Exit code 0 if a
combination was fitted.

  --json       the fit as JSON
  --sum one    the shares add up to 1 (default: free)
  --most N     most references in one combination, 1 to ${MOST_PARTS} (default: ${MOST_PARTS})
  --from EV    start of the range relative to E0 of the spectrum (default: ${WINDOW_START})
  --to EV      end of the range relative to E0 (default: ${WINDOW_START + WINDOW_LENGTH})
  --computed   the computed spectra nearest to the spectrum are references, too
  --help       this text`;

/** A spectrum of a file, ready to take part. */
interface Answered {
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

/**
 * Prints which combinations explain a spectrum.
 * @param models hands out the files of the forests
 * @returns the exit code: 0 if a combination was fitted
 */
export async function mixtureCommand(args: readonly string[], models: FetchModelFile): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      sum: { type: 'string', default: 'free' },
      most: { type: 'string' },
      from: { type: 'string' },
      to: { type: 'string' },
      computed: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  const sum = SUMS.find((known): known is Sum => known === values.sum);
  if (!sum) throw new XanopyError('usage', `--sum is free or one, not ${values.sum}.`);
  const most = numberOf(values.most, MOST_PARTS, '--most');
  if (!Number.isInteger(most) || most < 1 || most > MOST_PARTS) {
    throw new XanopyError('usage', `--most is a whole number from 1 to ${MOST_PARTS}, not ${most}.`);
  }
  const [first, ...others] = positionals;
  if (first === undefined || (others.length === 0 && !values.computed)) {
    throw new XanopyError('usage', 'Name a spectrum and at least one reference.');
  }
  const engine = createEngine(models, nodeSymmetrySearch);
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
  const outcome = await engine.combine(
    memberOf(target.origin.name, target.analysis).curve,
    references.map(({ member }) => member.curve),
    options,
  );
  if (!outcome.ok) throw new XanopyError(outcome.error.code, outcome.error.message);
  const origins = references.map(({ member: _, ...origin }) => origin);
  const result = combinationResultOf({
    target: target.origin,
    references: origins,
    options,
    result: outcome.value,
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
