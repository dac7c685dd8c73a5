import type { ElementEvaluation } from '../../domain/forest/evaluation';

interface ImportanceTable {
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly values: readonly (readonly (number | null)[])[];
}

const REGION_NAMES = { 'pre-edge': 'pre-edge', 'main-peak': 'main peak', 'post-peak': 'post-peak' } as const;

const nameOf = (without: ElementEvaluation['importance'][number]['without']): string =>
  without.map((region) => REGION_NAMES[region]).join(' + ');

/** Drop-variable importance as a table: what is left out by true leading CN; single regions before pairs. */
export function importanceOf(importance: ElementEvaluation['importance']): ImportanceTable {
  const rows = [
    ...new Set(
      importance.toSorted((a, b) => a.without.length - b.without.length).map((e) => nameOf(e.without)),
    ),
  ];
  const cns = [...new Set(importance.map(({ cn }) => cn))].sort((a, b) => (a ?? 0) - (b ?? 0));
  return {
    rows,
    columns: cns.map((cn) => (cn === null ? 'all' : `CN ${cn}`)),
    values: rows.map((row) =>
      cns.map((cn) => importance.find((e) => e.cn === cn && nameOf(e.without) === row)?.relative ?? null),
    ),
  };
}
