/** tsx scripts/compress-page.ts FOLDER: packed copies beside the files of the built page, for the container. */
import { compressFolder } from '../node/compress';

console.log(`${await compressFolder(process.argv[2] ?? 'dist')} files packed`);
