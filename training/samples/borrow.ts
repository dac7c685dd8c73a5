import { elementOf } from '../../src/domain/elements';
import { elementsWithData } from '../data/dataset';
import type { Borrowed } from '../../src/domain/growing/fit';
import { type PreparedSample } from '../../src/domain/growing/prepared';
import { prepareElement } from './prepared';
import type { Recipe } from '../../src/domain/growing/recipe';

/** Atomic numbers of the noble gases: the periods end there. */
const PERIOD_ENDS = [2, 10, 18, 36, 54, 86];

/** Period and column (1 to 18) of an atomic number; f elements share column 3. */
function placeOf(z: number): { period: number; column: number } {
  const period = PERIOD_ENDS.findIndex((end) => z <= end);
  const fromEnd = PERIOD_ENDS[period] - z;
  const fromStart = z - (PERIOD_ENDS[period - 1] ?? 0);
  return { period, column: fromStart <= 2 ? fromStart : Math.max(3, 18 - fromEnd) };
}

/** Steps between two elements in the periodic table; a period counts as two columns. */
export function tableDistance(a: string, b: string): number {
  const [x, y] = [a, b].map((symbol) => placeOf(elementOf(symbol)?.z ?? 0));
  return Math.abs(x.column - y.column) + 2 * Math.abs(x.period - y.period);
}

/** Copies of a borrowed sample: enough for variety, few enough that the element's own spectra lead. */
const BORROWED_COPIES = 1;

const prepared = new Map<string, PreparedSample[]>();

/** Samples of an element that may be lent, evenly thinned out to `most`. */
function lendable(element: string, recipe: Recipe, most: number): PreparedSample[] {
  const key = JSON.stringify([element, recipe.seed, recipe.views, most]);
  const known = prepared.get(key);
  if (known) return known;
  const views = recipe.views.map((view) => ({
    ...view,
    augmentation: view.augmentation && {
      ...view.augmentation,
      rows: 0,
      copies: [1, BORROWED_COPIES] as const,
    },
  }));
  const lent = prepareElement(element, { seed: recipe.seed, views }, most);
  prepared.set(key, lent);
  return lent;
}

/** What the other elements lend to `element`, which has `own` samples itself. */
export function borrowedFor(element: string, own: number, recipe: Recipe): Borrowed[] {
  const { borrowing } = recipe;
  if (!borrowing || own >= borrowing.enough) return [];
  return elementsWithData().flatMap((lender) => {
    if (lender === element) return [];
    const share = borrowing.share * Math.exp(-(tableDistance(element, lender) - 1) / borrowing.reach);
    if (share < 0.01) return [];
    return lendable(lender, recipe, borrowing.most).map((sample) => ({ sample, share: Math.min(1, share) }));
  });
}
