/** npm run bench [-- SECTION...]: speed and size, as ratios against a rival in the same run. */
import { benchBorder } from './border';
import { benchMany } from './many';
import { benchMaps } from './maps';
import { benchMixture } from './mixture';
import { benchNormalisation } from './normalise';
import { benchPage } from './page';
import { reportParse } from './parse';
import { benchMemory, benchPipe } from './pipe';
import { benchPrediction, benchThroughput } from './predict';
import { benchRetraining } from './retrain';
import { benchSession } from './session';
import { benchModelSizes } from './sizes';

const sections: Readonly<Record<string, () => Promise<void>>> = {
  predict: benchPrediction,
  throughput: () => benchThroughput(),
  parse: reportParse,
  many: benchMany,
  models: benchModelSizes,
  session: benchSession,
  border: benchBorder,
  mixture: benchMixture,
  normalise: benchNormalisation,
  page: benchPage,
  retrain: benchRetraining,
  pipe: () => benchPipe(),
  memory: benchMemory,
  maps: benchMaps,
};

const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !(name in sections));
if (unknown.length > 0) {
  console.error(`There is no section ${unknown.join(', ')}; there are ${Object.keys(sections).join(', ')}.`);
  process.exitCode = 2;
} else {
  for (const name of chosen.length > 0 ? chosen : Object.keys(sections)) await sections[name]();
}
