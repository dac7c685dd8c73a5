import { isModelFile } from '../../../readers/model-names';
import { session, type SourceFile } from '../../../stores/session';

/** Models, which are no data: packs and pickles. Those in archives come back from reading. */
const isModels = ({ name }: SourceFile): boolean => isModelFile(name);

/** Reads what was given: spectra into the session, models to the packs. True where there were spectra. */
export function readFiles(files: readonly SourceFile[]): boolean {
  const models = files.filter(isModels);
  const others = files.filter((file) => !isModels(file));
  if (models.length > 0)
    void import('../../../stores/packs').then(({ packs }) => packs.getState().add(models));
  session.getState().addFiles(others);
  return others.length > 0;
}

/** Files from the ways in which a browser hands them over: buttons, drops (with folders), the clipboard. */

function sourceFrom(file: File, path: string): SourceFile {
  return { name: file.name, path, file, bytes: async () => new Uint8Array(await file.arrayBuffer()) };
}

/** Folder of a relative path, without the file's name. */
function folderOf(relativePath: string): string {
  return relativePath.split('/').slice(0, -1).join('/');
}

/** Names that operating systems leave in folders and that nobody measured. */
function isHidden(name: string): boolean {
  return name.startsWith('.') || name === 'Thumbs.db' || name === 'desktop.ini';
}

/** Files of a file or folder button. */
export function fromFileList(list: FileList): SourceFile[] {
  return Array.from(list)
    .filter((file) => !isHidden(file.name))
    .map((file) => sourceFrom(file, folderOf(file.webkitRelativePath)));
}

function readEntries(reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> {
  return new Promise((resolve, reject) => {
    reader.readEntries(resolve, reject);
  });
}

async function walk(entry: FileSystemEntry, path: string, found: SourceFile[]): Promise<void> {
  if (isHidden(entry.name)) return;
  if (entry.isFile) {
    const fileEntry = entry as FileSystemFileEntry;
    const file = await new Promise<File>((resolve, reject) => {
      fileEntry.file(resolve, reject);
    });
    found.push(sourceFrom(file, path));
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const inside = path ? `${path}/${entry.name}` : entry.name;
  // Browsers hand over at most 100 entries at a time.
  for (let batch = await readEntries(reader); batch.length > 0; batch = await readEntries(reader)) {
    for (const child of batch) await walk(child, inside, found);
  }
}

/** Files of a drop, folders walked through. Call it in the event handler: the data are gone afterwards. */
export async function fromDrop(data: DataTransfer): Promise<SourceFile[]> {
  const entries = Array.from(data.items)
    .filter((item) => item.kind === 'file')
    .map((item) => item.webkitGetAsEntry());
  if (entries.every((entry) => entry === null)) return fromFileList(data.files);
  const found: SourceFile[] = [];
  for (const entry of entries) if (entry) await walk(entry, '', found);
  return found;
}

/** Pasted columns as a file of their own. */
export function fromText(text: string): SourceFile[] {
  if (text.trim() === '') return [];
  return [
    {
      name: 'pasted.txt',
      path: '',
      bytes: () => Promise.resolve(new TextEncoder().encode(text)),
    },
  ];
}

/** Files or text of the clipboard. */
export function fromClipboard(data: DataTransfer): SourceFile[] {
  return data.files.length > 0 ? fromFileList(data.files) : fromText(data.getData('text/plain'));
}
