import { gzipSync, strToU8, zipSync } from 'fflate';
import { csvOf, csvWithJournal } from '../../exporters/csv';
import { jsonOf, type Provenance } from '../../exporters/document';
import { journalText } from '../../exporters/journal-text';
import { xdiOf } from '../../exporters/xdi';
import type { Item } from '../../stores/session';
import type { SavedFile } from '../../stores/saving';
import { answered, distinctNames, exportName, resultsOf } from './results';

/** `csv` is a table and its journal, two files in an archive; `csv-with-journal` holds both in one. */
export type ExportFormat = 'csv' | 'csv-with-journal' | 'json' | 'xdi' | 'athena';

function archiveOf(files: readonly (readonly [name: string, text: string])[]): Blob {
  const archive = zipSync(Object.fromEntries(files.map(([name, text]) => [name, strToU8(text)])));
  return new Blob([archive], { type: 'application/zip' });
}

/** The items as a file; several XDI files travel in a ZIP archive. Resolves to null when no item has a spectrum to write. */
export async function exportFile(
  format: ExportFormat,
  items: readonly Item[],
  provenance: Provenance,
): Promise<SavedFile | null> {
  const { created } = provenance;
  const names = items.map(({ name }) => name);
  switch (format) {
    case 'csv': {
      const results = resultsOf(items);
      const table = exportName(names, 'csv', created);
      return {
        name: exportName(names, 'zip', created),
        content: archiveOf([
          [table, csvOf(results)],
          [table.replace(/csv$/, 'journal.txt'), journalText(results, provenance)],
        ]),
      };
    }
    case 'csv-with-journal':
      return {
        name: exportName(names, 'csv', created),
        content: new Blob([csvWithJournal(resultsOf(items), provenance)], { type: 'text/csv;charset=utf-8' }),
      };
    case 'json':
      return {
        name: exportName(names, 'json', created),
        content: new Blob([jsonOf(resultsOf(items), provenance)], { type: 'application/json' }),
      };
    case 'xdi': {
      const ready = items.flatMap((item) => answered(item) ?? []);
      if (ready.length === 0) return null;
      const inside = distinctNames(ready.map(({ item }) => exportName([item.name], 'xdi', created)));
      const texts = ready.map(({ file, analysis, origin, item }, place): [name: string, text: string] => [
        inside[place] ?? item.name,
        xdiOf({ file, analysis, origin, metadata: item.scan?.metadata ?? [] }, provenance),
      ]);
      const [first, ...others] = texts;
      if (first && others.length === 0) {
        return { name: first[0], content: new Blob([first[1]], { type: 'text/plain' }) };
      }
      return {
        name: exportName(
          ready.map(({ item }) => item.name),
          'zip',
          created,
        ),
        content: archiveOf(texts),
      };
    }
    case 'athena': {
      const ready = items.flatMap((item) => answered(item) ?? []);
      if (ready.length === 0) return null;
      const { athenaProject } = await import('../../exporters/athena');
      const groups = ready.map(({ item: { name }, file, analysis, origin }) => ({
        name,
        file,
        analysis,
        origin,
      }));
      const project = gzipSync(strToU8(athenaProject(groups, provenance)));
      return {
        name: exportName(
          ready.map(({ item }) => item.name),
          'prj',
          created,
        ),
        content: new Blob([project], { type: 'application/gzip' }),
      };
    }
  }
}
