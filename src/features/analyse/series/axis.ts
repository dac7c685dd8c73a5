import type { SeriesScan } from './series';

/** What the scans of a series are drawn along. */
export interface SeriesAxis {
  /** Unique; shown in the choice. */
  readonly key: string;
  readonly title: string;
  /** A value a scan. */
  readonly values: readonly number[];
}

/** Headers of some beamlines hold hundreds of motors. */
const MOST_AXES = 60;

const MILLISECONDS_PER_MINUTE = 60_000;

/** A number with an optional unit behind it. */
const NUMBER = /^([-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)\s*(\D{0,12})$/i;
/** ISO 8601, with a space as people write it too. */
const DATE = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/;

function numbersOf(texts: readonly string[]): { readonly values: number[]; readonly unit: string } | null {
  const found = texts.map((text) => NUMBER.exec(text.trim()));
  const units = new Set(found.map((match) => match?.[2]?.trim() ?? null));
  const [unit] = units;
  if (units.size !== 1 || unit === null || unit === undefined) return null;
  return { values: found.map((match) => Number(match?.[1])), unit };
}

function minutesOf(texts: readonly string[]): number[] | null {
  if (!texts.every((text) => DATE.test(text.trim()))) return null;
  const times = texts.map((text) => Date.parse(text.trim().replace(' ', 'T')));
  const first = Math.min(...times);
  return Number.isFinite(first) ? times.map((time) => (time - first) / MILLISECONDS_PER_MINUTE) : null;
}

/** Scans one after the other. */
export const scanNumbers = (scans: readonly SeriesScan[]): SeriesAxis => ({
  key: 'scan',
  title: 'Scan',
  values: scans.map((_, index) => index + 1),
});

/**
 * The scan number, and every header value that all scans have as a number (of one unit) or as a time, and that is
 * not the same for all of them.
 */
export function axesOf(scans: readonly SeriesScan[]): SeriesAxis[] {
  const number = scanNumbers(scans);
  const [first, ...others] = scans;
  if (!first) return [number];
  const tables = others.map(({ metadata }) => new Map(metadata));
  const fromHeader = [...new Map(first.metadata)].flatMap(([key, text]): SeriesAxis[] => {
    const texts = [text, ...tables.flatMap((table) => table.get(key) ?? [])];
    if (texts.length < scans.length || new Set(texts).size < 2) return [];
    const minutes = minutesOf(texts);
    if (minutes) return [{ key, title: `${key}: minutes from the first`, values: minutes }];
    const numbers = numbersOf(texts);
    if (!numbers) return [];
    return [{ key, title: numbers.unit ? `${key} (${numbers.unit})` : key, values: numbers.values }];
  });
  return [number, ...fromHeader.slice(0, MOST_AXES)];
}
