#!/usr/bin/env node
/** The command `xanopy`; in the checkout `npm run -s analyse -- ...` and `npm run serve`. */
import { parseArgs } from 'node:util';
import { analyseCommand, ANALYSE_USAGE } from '../scripts/analyse';
import { mapCommand, MAP_USAGE } from '../scripts/map';
import { mixtureCommand, MIXTURE_USAGE } from '../scripts/mixture';
import { structureCommand, STRUCTURE_USAGE } from '../scripts/structure';
import { version } from '../scripts/version';
import { XanopyError } from '../src/domain/errors';
import { modelsFolder, pageFolder } from './folders';
import { modelFilesIn } from './models';
import { servePage } from './server';

const SERVE_USAGE = 'xanopy serve [--port N] [--host NAME] [--base /PATH/] [--folder DIR]';
const USAGE = `Usage: ${[ANALYSE_USAGE, MAP_USAGE, MIXTURE_USAGE, STRUCTURE_USAGE, SERVE_USAGE, 'xanopy --version'].join('\n       ')}`;

async function serveCommand(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string', default: '4173' },
      host: { type: 'string', default: 'localhost' },
      base: { type: 'string', default: '/' },
      folder: { type: 'string', default: pageFolder() },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    console.log(`Usage: ${SERVE_USAGE}`);
    return 0;
  }
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new XanopyError('usage', `A port is a whole number from 0 to 65535, not ${values.port}.`);
  const { folder, host, base } = values;
  const { url, close } = await servePage({ folder, host, base, port });
  console.log(`Xanopy is at ${url} (stop with Ctrl+C)`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void close());
  return 0;
}

async function main([first, ...others]: readonly string[]): Promise<number> {
  if (first === '--version') {
    console.log(`xanopy ${version()}`);
    return 0;
  }
  if (first === 'mixture') return mixtureCommand(others, modelFilesIn(modelsFolder()));
  if (first === 'structure') return structureCommand(others, modelFilesIn(modelsFolder()));
  if (first === 'map') return mapCommand(others, modelsFolder());
  if (first === 'serve') return serveCommand(others);
  // `xanopy FILE` is short for `xanopy analyse FILE`.
  const args = first === undefined || first === 'analyse' ? others : [first, ...others];
  return analyseCommand(args, modelsFolder());
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
    process.exitCode = 2;
  },
);
