import type { Analysis } from '../../domain/analysis';
import type { Neighbour } from '../../domain/confidence/types';
import { ownNeighbours } from '../../domain/references/neighbours';
import type { Result } from '../../exporters/document';
import { summaryOf, type CombinationSummary } from '../../exporters/combination';
import { derivationOf } from '../../exporters/resolution';
import { failureOf, resultOf, type Found, type Origin } from '../../exporters/result';
import { combination, isFresh } from '../../stores/combination';
import { mixtureOf } from '../../stores/mixture-hints';
import { preEdgeSeen } from '../../stores/pre-edge';
import { references, referencesFor } from '../../stores/references';
import { otherModels, session, type Item } from '../../stores/session';

/** A spectrum whose answer is there and answers what is asked now. */
export interface AnsweredItem {
  readonly item: Item;
  readonly file: string;
  readonly analysis: Analysis;
  readonly origin: Origin;
}

const fileOf = ({ file, path }: Item): string => (path === '' ? file : `${path}/${file}`);

/** The item with everything an export needs; null while its answer is missing or out of date. */
export function answered(item: Item): AnsweredItem | null {
  const { analysis, attribution, spectrum, scan, status } = item;
  if (status !== 'done' || !analysis || !attribution || !spectrum || !scan) return null;
  const others = otherModels(item);
  return {
    item,
    file: fileOf(item),
    analysis,
    origin: {
      sha256: item.hash,
      scan: scan.title,
      signal: spectrum.signal,
      attribution,
      requested: item.options,
      remarks: [...item.readWarnings, ...(others ? [others] : [])],
      ...derivationOf(scan.metadata),
      foil: item.foil,
    },
  };
}

/** What the spectra of the session say of one of them. */
export function foundFor(item: Item): Found {
  const fitted = combinationOf(item);
  const mixture = mixtureOf(item);
  const preEdge = item.analysis && preEdgeSeen(item.analysis);
  return {
    ...(fitted ? { combination: fitted } : {}),
    ...(mixture ? { mixture } : {}),
    ...(preEdge ? { preEdge } : {}),
    references: ownReferencesOf(item),
  };
}

/** The user's references nearest to a spectrum. */
function ownReferencesOf({ analysis, hash, scan }: Item): Neighbour[] {
  if (!analysis) return [];
  const { element, prepared } = analysis;
  return ownNeighbours(prepared.window, element, referencesFor(references.getState(), element), {
    sha256: hash,
    scan: scan?.title ?? '',
  });
}

/** The fit of a spectrum where there is one that still belongs to it. */
function combinationOf({ id, analysis }: Item): CombinationSummary | undefined {
  const fit = combination.getState().fits[id];
  const isCurrent = fit?.target.analysis === analysis && isFresh(fit, session.getState().items);
  return isCurrent ? summaryOf(fit.record) : undefined;
}

/** One result an item, in order; a spectrum without an answer says why. */
export function resultsOf(items: readonly Item[]): Result[] {
  return items.map((item) => {
    const ready = answered(item);
    if (ready) return resultOf(ready.file, ready.analysis, ready.origin, foundFor(item));
    if (item.status === 'failed' && item.error)
      return failureOf(fileOf(item), item.error, item.scan?.title, item.scan?.warnings);
    if (item.question) {
      const { about, text } = item.question;
      return failureOf(
        fileOf(item),
        { code: `open-question-${about}`, message: `${text} Answer it in the page.` },
        item.scan?.title,
        item.scan?.warnings,
      );
    }
    return failureOf(fileOf(item), {
      code: 'not-analysed',
      message: 'The analysis had not ended when this was exported. Export again.',
    });
  });
}

/** A name for an exported file: the spectrum's own, or the number of spectra and the date. */
export function exportName(names: readonly string[], extension: string, date: Date): string {
  const [first, ...others] = names;
  const base =
    first !== undefined && others.length === 0
      ? first.replace(/\.[a-z0-9]{1,5}$/i, '').replace(/[^\p{L}\p{N}._-]+/gu, '_') || 'spectrum'
      : `xanopy-${names.length}-spectra-${date.toISOString().slice(0, 10)}`;
  return `${base}.${extension}`;
}

/** Names made distinct by a number before the extension, in order. */
export function distinctNames(names: readonly string[]): string[] {
  const used = new Set<string>();
  return names.map((name) => {
    const dot = name.lastIndexOf('.');
    let candidate = name;
    for (let n = 2; used.has(candidate); n++) candidate = `${name.slice(0, dot)}-${n}${name.slice(dot)}`;
    used.add(candidate);
    return candidate;
  });
}
