import { strToU8, zipSync } from 'fflate';
import { csvOf } from '../../exporters/csv';
import { jsonOf, type Provenance } from '../../exporters/document';
import { xdiOf } from '../../exporters/xdi';
import type { Item } from '../../stores/session';
import { answered, distinctNames, exportName, resultsOf } from './results';

export type ExportFormat = 'csv' | 'json' | 'xdi';

/** A file ready to be saved. */
export interface ExportedFile {
  readonly name: string;
  readonly content: Blob;
}

/** The items as a file; several XDI files travel in a ZIP archive. Null when no item has a spectrum to write. */
export function exportFile(
  format: ExportFormat,
  items: readonly Item[],
  provenance: Provenance,
): ExportedFile | null {
  const { created } = provenance;
  const names = items.map(({ name }) => name);
  switch (format) {
    case 'csv':
      return {
        name: exportName(names, 'csv', created),
        content: new Blob([csvOf(resultsOf(items), provenance)], { type: 'text/csv;charset=utf-8' }),
      };
    case 'json':
      return {
        name: exportName(names, 'json', created),
        content: new Blob([jsonOf(resultsOf(items), provenance)], { type: 'application/json' }),
      };
    case 'xdi': {
      const ready = items.flatMap((item) => answered(item) ?? []);
      if (ready.length === 0) return null;
      const texts = ready.map(({ file, analysis, origin, item }) =>
        xdiOf({ file, analysis, origin, metadata: item.scan?.metadata ?? [] }, provenance),
      );
      if (texts.length === 1) {
        return {
          name: exportName([ready[0].item.name], 'xdi', created),
          content: new Blob(texts, { type: 'text/plain' }),
        };
      }
      const inside = distinctNames(ready.map(({ item }) => exportName([item.name], 'xdi', created)));
      const archive = zipSync(Object.fromEntries(inside.map((name, i) => [name, strToU8(texts[i])])));
      return {
        name: exportName(
          ready.map(({ item }) => item.name),
          'zip',
          created,
        ),
        content: new Blob([archive], { type: 'application/zip' }),
      };
    }
  }
}

/** Hands a file to the browser's downloads. */
export function save({ name, content }: ExportedFile): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser may start to read the address a little later.
  setTimeout(() => {
    URL.revokeObjectURL(address);
  }, 60_000);
}
