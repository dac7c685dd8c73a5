/** What becomes of the cases reported from the field: expected against what happens, a row a file. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { examineFile, type Examined } from '../src/worker/chain';
import { createEngine } from '../src/worker/engine';
import { nodeSymmetry } from '../src/worker/moyo-node';

const expectation = v.object({
  element: v.optional(v.string()),
  cn: v.optional(v.union([v.number(), v.string()])),
  count: v.optional(v.union([v.number(), v.string()])),
  question: v.optional(v.string()),
  error: v.optional(v.string()),
});

export interface FieldRow {
  readonly file: string;
  readonly expected: string;
  readonly happens: string;
}

/** One result in a few words; the same ones are counted, not repeated. */
function describe(examined: Examined): string {
  if (examined.kind === 'unread') return `${examined.error.code}: ${examined.error.message}`;
  const { examination } = examined;
  switch (examination.kind) {
    case 'failed':
      return `${examination.error.code}: ${examination.error.message}`;
    case 'question': {
      const { about, options } = examination.question;
      return `asks about ${about}, first ${options[0].label}`;
    }
    case 'answered': {
      const { analysis, reading } = examination;
      const { verdict } = analysis.confidence.applicability;
      const codes = [...new Set([...reading.warnings, ...analysis.warnings].map(({ code }) => code))];
      const answer = verdict === 'outside' ? 'outside' : `CN ${analysis.answer.ranking[0]?.cn}, ${verdict}`;
      const remarks = codes.length === 0 ? '' : ` (${codes.join(', ')})`;
      return `${analysis.element} ${answer}: ${reading.attribution.muExpression}${remarks}`;
    }
  }
}

function summary(results: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const result of results) counts.set(result, (counts.get(result) ?? 0) + 1);
  const shown = [...counts].slice(0, 4).map(([text, count]) => (count > 1 ? `${count} x ${text}` : text));
  const more = counts.size > 4 ? ` ... ${results.length} results in all` : '';
  return shown.join('; ') + more;
}

/** Every file of every case below `folder`; empty where there are none. */
export async function fieldRows(folder: string): Promise<FieldRow[]> {
  if (!existsSync(folder)) return [];
  const models = new URL('../public/models/', import.meta.url);
  const engine = createEngine((name) => readFile(new URL(name, models)), nodeSymmetry);
  const rows: FieldRow[] = [];
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name, 'expected.json');
    if (!existsSync(path)) continue;
    const wanted = v.parse(expectation, JSON.parse(readFileSync(path, 'utf8')));
    const expected = Object.entries(wanted)
      .map(([key, value]) => `${key} ${value}`)
      .join('; ');
    for (const file of readdirSync(join(folder, name)).sort()) {
      if (file === 'expected.json') continue;
      const bytes = new Uint8Array(readFileSync(join(folder, name, file)));
      const examined = await examineFile(engine, { name: file, path: '', bytes });
      rows.push({ file: `${name}/${file}`, expected, happens: summary(examined.map(describe)) });
    }
  }
  return rows;
}
