/**
 * `npm run mutate [-- PATH ...]`: changes one constant of `src/domain` and `src/readers` at a time (times ten; divided by
 * ten) and runs the tests that import the file. Prints the changes that no test notices and the share that is noticed.
 * What was tried is kept in `.cache/mutate.ndjson` with the digests of code and tests, so an interrupted run resumes.
 */
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join, relative } from 'node:path';
import ts from 'typescript';
import * as v from 'valibot';
import { createVitest } from 'vitest/node';
import { importsBelow, ROOT } from './imports';

const LOG = join(ROOT, '.cache', 'mutate.ndjson');
/** Tests of committed models and of damaged files: long, and nearly deaf to the constants. */
const DEAF = /ml-random-forest\.test|manifest\.test|fuzz\.test/;

interface Mutant {
  readonly file: string;
  readonly line: number;
  readonly name: string;
  readonly from: string;
  readonly to: string;
  /** The whole file with the change. */
  readonly text: string;
}

/** Every number in the constants at the top level of a module, changed one at a time. */
function mutantsOf(file: string): Mutant[] {
  const text = readFileSync(file, 'utf8');
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ESNext, true);
  const mutants: Mutant[] = [];
  const visit = (node: ts.Node, name: string): void => {
    if (ts.isFunctionLike(node)) return;
    if (ts.isNumericLiteral(node) && Number(node.text) !== 0) {
      for (const to of [String(10 * Number(node.text)), String(Number(node.text) / 10)]) {
        mutants.push({
          file,
          line: source.getLineAndCharacterOfPosition(node.getStart()).line + 1,
          name,
          from: node.text,
          to,
          text: text.slice(0, node.getStart()) + to + text.slice(node.end),
        });
      }
    }
    ts.forEachChild(node, (child) => {
      visit(child, name);
    });
  };
  for (const statement of source.statements) {
    if (!ts.isVariableStatement(statement)) continue;
    for (const { name, initializer } of statement.declarationList.declarations) {
      if (initializer) visit(initializer, name.getText());
    }
  }
  return mutants;
}

const graph = importsBelow(['src']);

/** The module and all that it imports, directly or not. */
function reach(module: string, seen = new Set<string>()): Set<string> {
  if (seen.has(module)) return seen;
  seen.add(module);
  for (const next of graph.get(module) ?? []) reach(next, seen);
  return seen;
}
const tests = [...graph.keys()]
  .filter((file) => /src\/(domain|readers)\/.*\.test\.ts$/.test(file) && !DEAF.test(file))
  .map((file) => ({ file, reached: reach(file) }));

const logged = v.object({ key: v.string(), noticed: v.boolean() });
mkdirSync(join(ROOT, '.cache'), { recursive: true });
const known = new Map(
  (existsSync(LOG) ? readFileSync(LOG, 'utf8').trim().split('\n') : [])
    .filter((line) => line !== '')
    .map((line) => v.parse(logged, JSON.parse(line)))
    .map(({ key, noticed }) => [key, noticed]),
);
const digest = (parts: readonly string[]): string =>
  createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 16);

let current: Mutant | null = null;
// Processes, not threads: a thread that runs out of memory reports an error and then its end, of which vitest expects one
// and ends itself at the other ("Worker exited unexpectedly"). Of a process it is an error of the run: a change noticed.
const vitest = await createVitest(
  'test',
  { watch: false, reporters: [{}], bail: 1, maxWorkers: 1, pool: 'forks', silent: true },
  {
    plugins: [
      {
        name: 'mutant',
        enforce: 'pre',
        transform: (_, id) => (current?.file === id.split('?')[0] ? current.text : null),
      },
    ],
  },
);

const wanted = process.argv.slice(2);
const mutants = [...graph.keys()]
  .filter((file) => /src\/(domain|readers)\//.test(file) && !/\.test\.ts$|testing|samples\.ts/.test(file))
  .filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part)))
  .sort()
  .flatMap(mutantsOf);
/** Whether every one of the tests passes with the change that `current` names. */
async function passes(files: readonly string[]): Promise<boolean> {
  const specifications = (await vitest.globTestSpecifications()).filter(({ moduleId }) =>
    files.includes(moduleId),
  );
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications(specifications);
  return unhandledErrors.length === 0 && testModules.every((module) => module.ok());
}

// A test that fails anyway would notice everything.
if (!(await passes(tests.map(({ file }) => file))))
  throw new Error('The tests fail without any change: run npm test.');
console.log(`${mutants.length} changes`);
const unnoticed: string[] = [];
for (const mutant of mutants) {
  const related = tests.filter(({ reached }) => reached.has(mutant.file)).map(({ file }) => file);
  const key = digest([
    relative(ROOT, mutant.file),
    mutant.text,
    ...related.map((file) => readFileSync(file, 'utf8')),
  ]);
  let noticed = known.get(key);
  if (noticed === undefined) {
    current = mutant;
    vitest.invalidateFile(mutant.file);
    noticed = !(await passes(related));
    vitest.invalidateFile(mutant.file);
    current = null;
    appendFileSync(LOG, `${JSON.stringify({ key, noticed })}\n`);
  }
  if (!noticed) {
    const { file, line, name, from, to } = mutant;
    unnoticed.push(`${relative(ROOT, file)}:${line}  ${name}: ${from} -> ${to}`);
    console.log(unnoticed.at(-1));
  }
}
await vitest.close();
const share = (100 * (1 - unnoticed.length / Math.max(1, mutants.length))).toFixed(0);
console.log(`${mutants.length - unnoticed.length} of ${mutants.length} changes noticed (${share} %).`);
