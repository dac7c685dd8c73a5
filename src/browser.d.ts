/** What Chromium's File System Access API adds and TypeScript's library does not have yet. */
interface Window {
  showDirectoryPicker?(options?: {
    readonly id?: string;
    readonly mode?: 'read';
  }): Promise<FileSystemDirectoryHandle>;
}
