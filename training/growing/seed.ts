import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { SHIPPED, type Recipe } from '../../src/domain/growing/recipe';

/*
 * Where the forests grow from. `XANOPY_SEED=NAME` grows the shipped recipe from another seed into `.cache/seeds/NAME`, beside
 * what ships: how far numbers scatter that chance alone has a part in.
 */

const ROOT = join(import.meta.dirname, '..', '..');
const SEEDS = join(ROOT, '.cache', 'seeds');
const other = process.env.XANOPY_SEED;

/** What the product says with the models of another seed: a `ProductSummary` in the cache of that seed. */
const SUMMARY = 'product-summary.json';

export const isOtherSeed = Boolean(other);

export const GROWN: Recipe = other ? { ...SHIPPED, seed: other } : SHIPPED;
/** What a run keeps to resume. */
export const CACHE = other ? join(SEEDS, other) : join(ROOT, '.cache');
export const MODELS = other ? join(CACHE, 'models') : join(ROOT, 'public', 'models');
export const SEED_SUMMARY = join(CACHE, SUMMARY);

/** Those of all seeds that were grown here, in the order of their names. */
export const seedSummaries = (): string[] =>
  (existsSync(SEEDS) ? readdirSync(SEEDS) : [])
    .sort()
    .map((name) => join(SEEDS, name, SUMMARY))
    .filter((file) => existsSync(file));
