import MiniSearch from 'minisearch';
import * as v from 'valibot';

/** The search of the documentation, in the reader's browser. */

const LONGEST_LIST = 8;

const sectionsSchema = v.array(
  v.object({ id: v.number(), address: v.string(), page: v.string(), heading: v.string(), text: v.string() }),
);
type Section = v.InferOutput<typeof sectionsSchema>[number];

/** A part of the text around the first word that was found. */
function excerptOf(text: string, terms: readonly string[]): string {
  const lower = text.toLowerCase();
  const at = Math.max(0, Math.min(...terms.map((term) => lower.indexOf(term)).filter((index) => index >= 0)));
  const from = Number.isFinite(at) ? Math.max(0, at - 40) : 0;
  return `${from > 0 ? '…' : ''}${text.slice(from, from + 140).trim()}…`;
}

function entryOf({ address, page, heading, text }: Section, terms: readonly string[]): HTMLLIElement {
  const link = document.createElement('a');
  link.href = address;
  const title = document.createElement('strong');
  title.textContent = heading === page ? page : `${page}: ${heading}`;
  const excerpt = document.createElement('span');
  excerpt.textContent = excerptOf(text, terms);
  link.append(title, excerpt);
  const item = document.createElement('li');
  item.append(link);
  return item;
}

async function loadIndex(): Promise<{ index: MiniSearch<Section>; sections: ReadonlyMap<number, Section> }> {
  const response = await fetch('index.json');
  const sections = v.parse(sectionsSchema, await response.json());
  const index = new MiniSearch<Section>({
    fields: ['page', 'heading', 'text'],
    searchOptions: { boost: { page: 2, heading: 3 }, prefix: true, fuzzy: 0.2, combineWith: 'AND' },
  });
  index.addAll(sections);
  return { index, sections: new Map(sections.map((section) => [section.id, section])) };
}

function start(input: HTMLInputElement, list: HTMLElement): void {
  let loading: ReturnType<typeof loadIndex> | null = null;
  const show = async (): Promise<void> => {
    const query = input.value.trim();
    const { index, sections } = await (loading ??= loadIndex());
    // The reader may have typed on meanwhile.
    if (query !== input.value.trim()) return;
    const found = query === '' ? [] : index.search(query).slice(0, LONGEST_LIST);
    const entries = found.flatMap(({ id, terms }) => {
      const section = sections.get(Number(id));
      return section ? [entryOf(section, terms)] : [];
    });
    if (query !== '' && entries.length === 0) {
      const none = document.createElement('li');
      none.textContent = 'Nothing found.';
      entries.push(none);
    }
    list.replaceChildren(...entries);
  };
  const update = (): void => {
    show().catch(() => {
      loading = null;
      list.textContent = 'The search cannot be loaded. Reload the page.';
    });
  };
  input.addEventListener('input', update);
  // Words typed before this script was there.
  if (input.value !== '') update();
  document.addEventListener('keydown', (event) => {
    if (event.key === '/' && document.activeElement !== input) {
      event.preventDefault();
      input.focus();
    } else if (event.key === 'Escape') {
      list.replaceChildren();
    }
  });
}

const input = document.querySelector<HTMLInputElement>('#query');
const list = document.querySelector<HTMLElement>('#found');
if (input && list) start(input, list);
