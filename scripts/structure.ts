/**
 * xanopy structure FILE... [--spectrum SCAN] [--json]      in the checkout: npm run -s structure -- FILE...
 *
 * The coordination environments of crystal structures as the page shows them, in Node, alone or beside what spectra
 * are answered with.
 */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { compareEnvironments } from '../src/domain/environment/comparison';
import type { Environment } from '../src/domain/environment/labels';
import { describeError, XanopyError } from '../src/domain/errors';
import { structureReport, type StructureReport } from '../src/domain/structure/report';
import { failureOf, type FailureResult } from '../src/exporters/result';
import {
  structureResultOf,
  type ComparisonResult,
  type NotCompared,
  type StructureResult,
} from '../src/exporters/structure';
import { confidenceWords, doubtOf } from '../src/exporters/words';
import { readStructures } from '../src/readers/structures';
import { createEngine, type FetchModelFile, type SymmetryLibrary } from '../src/worker/engine';
import { nodeSymmetry } from '../src/worker/moyo-node';
import { answeredOf, type Answered } from './mixture';

export const STRUCTURE_USAGE = 'xanopy structure FILE... [--spectrum SCAN]... [--json]';

const HELP = `Usage: ${STRUCTURE_USAGE}

Coordination numbers, motifs and the label of every site of the crystals in the files (CIF, POSCAR, JSON of pymatgen or
OPTIMADE), and what a spectrum of each element should show. Exit code 0 if any structure was read.

  --spectrum SCAN   a scan to answer: expected beside found; more than one if repeated
  --json            the same as JSON
  --help            this text`;

type Result = StructureResult | FailureResult;

/** The answers to spectra beside the expectations of the structure, or why one has no place there. */
function besideOf(
  report: StructureReport,
  spectra: readonly Answered[],
): Pick<StructureResult, 'comparisons' | 'notCompared'> {
  const comparisons: ComparisonResult[] = [];
  const notCompared: NotCompared[] = [];
  for (const { origin, analysis } of spectra) {
    const { element } = analysis;
    const { applicability } = analysis.confidence;
    const judged = { spectrum: origin.name, element, applicability };
    const expectation = report.expectations.find((one) => one.element === element);
    if (!expectation) {
      const reason = `The spectrum is of ${element}, which is no cation of this structure.`;
      notCompared.push({ ...judged, reason });
    } else if (applicability.verdict === 'outside') {
      const reason = "The spectrum lies outside the models' domain, so that there is no answer to compare.";
      notCompared.push({ ...judged, reason });
    } else {
      const [expected, found] = [expectation.environment, analysis.answer.environment];
      comparisons.push({
        ...judged,
        jaccardConfidence: analysis.jaccardConfidence,
        isUpperBound: analysis.confidence.isUpperBound,
        expected,
        found,
        ...compareEnvironments(expected, found),
      });
    }
  }
  return { comparisons, notCompared };
}

async function resultsOf(
  path: string,
  symmetry: SymmetryLibrary,
  spectra: readonly Answered[],
): Promise<Result[]> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    return [failureOf(path, { code: 'file-unreadable', message: `The file cannot be opened (${reason}).` })];
  }
  return readStructures({ name: basename(path), bytes }, symmetry).map((outcome): Result => {
    if (outcome.kind === 'failed') return failureOf(path, outcome.error);
    try {
      const report = structureReport(outcome.structure, symmetry.analyze_cell);
      return structureResultOf(path, outcome.name, report, outcome.warnings, besideOf(report, spectra));
    } catch (error) {
      return failureOf(path, describeError(error));
    }
  });
}

/** Why the models can judge a spectrum only with doubts, or not at all. */
const doubts = ({ reasons }: ComparisonResult['applicability']): string[] =>
  reasons.map(({ message }) => `    ! ${message}`);

const ranking = (environment: Environment): string =>
  environment.map(({ cn, motifs }) => `CN ${cn}: ${motifs.join(' > ') || 'no motif'}`).join('; ') ||
  'no coordination number reaches the threshold';

function describe(result: Result): string {
  if ('error' in result) {
    const at = result.error.line === undefined ? '' : `, line ${result.error.line}`;
    return `${result.file}${at}: ${result.error.message}`;
  }
  const { file, name, formula, atoms, spaceGroup, sites, expectations, warnings, comparisons, notCompared } =
    result;
  const several = expectations.filter((expectation) => expectation.sites > 1);
  return [
    `${file}: ${name}, ${formula}, ${spaceGroup.symbol} (${spaceGroup.number}), ${atoms} atoms`,
    ...sites.flatMap((site) => [
      `  ${site.element}, atom ${site.index + 1}, ${site.multiplicity} in the cell (${site.wyckoff}, ${site.siteSymmetry}): ${ranking(site.environment)}`,
      `    ${site.bonds.map(({ element, distance }) => `${element} ${distance.toFixed(3)}`).join(', ')} A`,
      `    ${site.coordination.map(({ cn, weight }) => `CN ${cn} ${weight.toFixed(3)}`).join(', ')}`,
    ]),
    ...several.map(
      ({ element, environment, sites: count }) => `  ${element}, all ${count} sites: ${ranking(environment)}`,
    ),
    ...comparisons.flatMap(({ spectrum, element, expected, found, applicability, ...compared }) => [
      `  ${element} of ${spectrum}: Jaccard ${compared.jaccard.toFixed(2)}`,
      `    expected ${ranking(expected)}`,
      `    found    ${doubtOf(applicability)}${ranking(found)}  (Jaccard confidence ${confidenceWords(compared.jaccardConfidence, compared.isUpperBound)})`,
      ...doubts(applicability),
    ]),
    ...notCompared.flatMap(({ spectrum, element, reason, applicability }) => [
      `  ${spectrum}: ${reason}`,
      ...(expectations.some((one) => one.element === element) ? doubts(applicability) : []),
    ]),
    ...warnings.map(({ message }) => `  - ${message}`),
  ].join('\n');
}

/**
 * Prints the environments of the structures in the files.
 * @param models hands out the files of the forests
 * @returns the exit code: 0 if any structure was read
 */
export async function structureCommand(args: readonly string[], models: FetchModelFile): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      spectrum: { type: 'string', multiple: true, default: [] },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  if (positionals.length === 0) throw new XanopyError('usage', 'Name at least one file.');
  const engine = createEngine(models, nodeSymmetry);
  const symmetry = nodeSymmetry();
  const spectra: Answered[] = [];
  const results: Result[] = [];
  for (const path of values.spectrum) {
    try {
      spectra.push(...(await answeredOf(engine, path)));
    } catch (error) {
      results.push(failureOf(path, describeError(error)));
    }
  }
  for (const path of positionals) results.push(...(await resultsOf(path, symmetry, spectra)));
  console.log(values.json ? JSON.stringify(results, null, 2) : results.map(describe).join('\n'));
  return results.some((result) => !('error' in result)) ? 0 : 1;
}
