/** A file ready to be saved. */
export interface SavedFile {
  readonly name: string;
  readonly content: Blob;
}

/** Hands a file to the browser's downloads. */
export function save({ name, content }: SavedFile): void {
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
