/**
 * npm run release: builds everything that a version consists of into `release/`: the page as a ZIP, the npm
 * package, the bill of materials, and the SHA-256 of each. The same checkout gives the same bytes.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import * as v from 'valibot';
import { build } from 'vite';
import { apacheConfig, nginxConfig } from '../node/host-files';
import { bomOf } from './bom';
import { licenceTexts } from './licences';
import { buildPackage } from './package';
import { zipFolder } from './zip';

const OUT = 'release';

const { version } = v.parse(
  v.object({ version: v.string() }),
  JSON.parse(readFileSync('package.json', 'utf8')),
);
const name = `xanopy-${version}`;

async function main(): Promise<void> {
  rmSync(OUT, { recursive: true, force: true });
  mkdirSync(OUT);
  await build({ logLevel: 'warn' });
  writeFileSync('dist/LICENSE', readFileSync('LICENSE'));
  writeFileSync('dist/third-party-licences.txt', licenceTexts());
  writeFileSync('dist/.htaccess', apacheConfig());
  writeFileSync(`${OUT}/${name}-nginx.conf`, nginxConfig());
  writeFileSync(`${OUT}/${name}-page.zip`, await zipFolder('dist', name));
  await buildPackage();
  execFileSync('npm', ['pack', './build/npm', '--pack-destination', OUT, '--silent'], { stdio: 'pipe' });
  const lock = readFileSync('package-lock.json', 'utf8');
  const printed = execFileSync(
    'npm',
    ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only', '--omit', 'dev'],
    { encoding: 'utf8', maxBuffer: 2 ** 26 },
  );
  writeFileSync(`${OUT}/${name}.cdx.json`, bomOf(JSON.parse(printed), lock));

  const sums = readdirSync(OUT).sort();
  const lines = sums.map((file) => {
    const hash = createHash('sha256')
      .update(readFileSync(`${OUT}/${file}`))
      .digest('hex');
    return `${hash}  ${file}`;
  });
  writeFileSync(`${OUT}/SHA256SUMS`, `${lines.join('\n')}\n`);
  console.log(lines.join('\n'));
}

await main();
