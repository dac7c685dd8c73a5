/** npm run pack: writes a model pack; see docs/packs.md. */
import { packCommand } from './pack';

packCommand(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
});
