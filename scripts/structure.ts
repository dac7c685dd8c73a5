/**
 * xanopy structure FILE... [--json]      in the checkout: npm run -s structure -- FILE...
 *
 * The coordination environments of crystal structures as the page shows them, in Node.
 */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import type { Environment } from '../src/domain/environment/labels';
import { describeError, XanopyError } from '../src/domain/errors';
import { structureReport } from '../src/domain/structure/report';
import type { SymmetrySearch } from '../src/domain/structure/symmetry';
import { failureOf, type FailureResult } from '../src/exporters/result';
import { structureResultOf, type StructureResult } from '../src/exporters/structure';
import { readStructures } from '../src/readers/structures';
import { nodeSymmetrySearch } from '../src/worker/moyo-node';

export const STRUCTURE_USAGE = 'xanopy structure FILE... [--json]';

type Result = StructureResult | FailureResult;

async function resultsOf(path: string, search: SymmetrySearch): Promise<Result[]> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    return [failureOf(path, { code: 'file-unreadable', message: `The file cannot be opened (${reason}).` })];
  }
  return readStructures({ name: basename(path), bytes }).map((outcome): Result => {
    if (outcome.kind === 'failed') return failureOf(path, outcome.error);
    try {
      return structureResultOf(
        path,
        outcome.name,
        structureReport(outcome.structure, search),
        outcome.warnings,
      );
    } catch (error) {
      return failureOf(path, describeError(error));
    }
  });
}

const ranking = (environment: Environment): string =>
  environment.map(({ cn, motifs }) => `CN ${cn}: ${motifs.join(' > ') || 'no motif'}`).join('; ') ||
  'no coordination number reaches the threshold';

function describe(result: Result): string {
  if ('error' in result) {
    const at = result.error.line === undefined ? '' : `, line ${result.error.line}`;
    return `${result.file}${at}: ${result.error.message}`;
  }
  const { file, name, formula, atoms, spaceGroup, sites, expectations, warnings } = result;
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
    ...warnings.map(({ message }) => `  - ${message}`),
  ].join('\n');
}

/**
 * Prints the environments of the structures in the files.
 * @returns the exit code: 0 if any structure was read
 */
export async function structureCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false } },
  });
  if (positionals.length === 0) throw new XanopyError('usage', 'Name at least one file.');
  const search = nodeSymmetrySearch();
  const results: Result[] = [];
  for (const path of positionals) results.push(...(await resultsOf(path, search)));
  console.log(values.json ? JSON.stringify(results, null, 2) : results.map(describe).join('\n'));
  return results.some((result) => !('error' in result)) ? 0 : 1;
}
