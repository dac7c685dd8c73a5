import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { Marked, type Token, type Tokens } from 'marked';
import { CONTENT_SECURITY_POLICY } from '../node/rules.ts';
import { CONTENTS, PAGES } from './contents.ts';

/** One section of a page, as the search sees it. */
export interface Section {
  readonly id: number;
  /** Address below the folder of the documentation. */
  readonly address: string;
  readonly page: string;
  readonly heading: string;
  readonly text: string;
}

export interface RenderedPage {
  readonly name: string;
  readonly title: string;
  readonly html: string;
  readonly sections: readonly Omit<Section, 'id'>[];
  /** Pictures that the page shows, as paths below `docs`. */
  readonly pictures: readonly string[];
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escape = (text: string): string => text.replace(/[&<>"]/g, (character) => ESCAPES[character]);

/** The anchor of a heading, as code hosts make it. */
const slugOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-');

/** Text of a token tree without its marks. */
function textOf(tokens: readonly Token[] | undefined): string {
  return (tokens ?? [])
    .map((token): string => {
      if (token.type === 'table') {
        const { header, rows } = token as Tokens.Table;
        return [header, ...rows].map((row) => row.map((cell) => textOf(cell.tokens)).join(' ')).join(' ');
      }
      if (token.type === 'list')
        return (token as Tokens.List).items.map((item) => textOf(item.tokens)).join(' ');
      if ('tokens' in token && token.tokens) return textOf(token.tokens);
      return 'text' in token && typeof token.text === 'string' ? token.text : '';
    })
    .join('');
}

/** Where the Markdown of a page lies: `contributing` is the file at the top that code hosts look for. */
export const sourceOf = (name: string): string =>
  name === 'contributing' ? 'CONTRIBUTING.md' : `docs/${name}.md`;

/** The address in the built page that a link of `source` means; null for a file that is not part of it. */
function addressOf(href: string, source: string): string | null {
  if (/^(?:https?:|mailto:|#)/.test(href)) return href;
  const [path, anchor] = href.split('#');
  const target = posix.normalize(posix.join(posix.dirname(source), path));
  if (!existsSync(target)) throw new Error(`${source} links to ${href}, which does not exist.`);
  const name = PAGES.find((page) => sourceOf(page) === target);
  return name === undefined ? null : `${name}.html${anchor === undefined ? '' : `#${anchor}`}`;
}

/** @throws when a link leads nowhere */
export function renderPage(name: string): RenderedPage {
  const source = sourceOf(name);
  const sections: { address: string; page: string; heading: string; text: string }[] = [];
  const pictures: string[] = [];
  let tables = 0;
  const marked = new Marked({
    renderer: {
      heading({ tokens, depth }) {
        return `<h${depth} id="${slugOf(textOf(tokens))}">${this.parser.parseInline(tokens)}</h${depth}>\n`;
      },
      link({ href, tokens }) {
        const address = addressOf(href, source);
        const text = this.parser.parseInline(tokens);
        if (address === null) return text;
        const leaves = /^https?:/.test(address) ? ' target="_blank" rel="noreferrer"' : '';
        return `<a href="${escape(address)}"${leaves}>${text}</a>`;
      },
      code({ text }) {
        // Long lines scroll, so the block must be within reach of the keyboard.
        return `<pre tabindex="0"><code>${escape(text)}</code></pre>\n`;
      },
      image({ href, text }) {
        pictures.push(href);
        return `<img src="${escape(href)}" alt="${escape(text)}" loading="lazy">`;
      },
      table(token) {
        const row = (cells: readonly Tokens.TableCell[], tag: string): string =>
          `<tr>${cells.map((cell) => `<${tag}>${this.parser.parseInline(cell.tokens)}</${tag}>`).join('')}</tr>`;
        const body = token.rows.map((cells) => row(cells, 'td')).join('\n');
        // Tables scroll within a region of their own, which screen readers list by its name.
        const columns = token.header.map((cell) => textOf(cell.tokens)).filter((text) => text !== '');
        const label = escape(`Table ${++tables}: ${columns.join(', ')}`);
        return `<div class="table" tabindex="0" role="region" aria-label="${label}"><table><thead>${row(token.header, 'th')}</thead><tbody>${body}</tbody></table></div>\n`;
      },
    },
  });
  const tokens = marked.lexer(readFileSync(source, 'utf8'));
  let title = '';
  for (const token of tokens) {
    if (token.type === 'heading') {
      const heading = textOf(token.tokens);
      title ||= heading;
      sections.push({ address: `${name}.html#${slugOf(heading)}`, page: title, heading, text: '' });
    } else if (sections.length > 0) {
      sections[sections.length - 1].text += `${textOf([token])} `;
    }
  }
  return { name, title, html: marked.parser(tokens), sections, pictures };
}

/** The list of all pages, the given one marked. */
function listOf(titles: ReadonlyMap<string, string>, current: string): string {
  return CONTENTS.map(({ part, pages }) => {
    const links = pages.map((name) => {
      const mark = name === current ? ' aria-current="page"' : '';
      return `<li><a href="${name}.html"${mark}>${escape(titles.get(name) ?? name)}</a></li>`;
    });
    return `<h2>${part}</h2><ul>${links.join('')}</ul>`;
  }).join('\n');
}

function documentOf({ name, title, html }: RenderedPage, titles: ReadonlyMap<string, string>): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta http-equiv="Content-Security-Policy" content="${CONTENT_SECURITY_POLICY}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" type="image/svg+xml" href="../icons/icon.svg">
<script src="theme.js"></script>
<link rel="stylesheet" href="site.css">
<title>${escape(title)} - Xanopy</title>
<script type="module" src="search.js"></script>
</head>
<body>
<a class="skip" href="#content">Skip to the text</a>
<header><a class="brand" href="../">Xanopy</a>
<search><label for="query">Search the documentation</label><input id="query" type="search" autocomplete="off" placeholder="Search"><ul id="found" aria-live="polite"></ul></search></header>
<div class="columns">
<nav aria-label="Documentation">
${listOf(titles, name)}
</nav>
<main id="content">
${html}</main>
</div>
</body>
</html>
`;
}

/** The theme of the system, set before the first paint; the styles are those of the page. */
const THEME = `document.documentElement.dataset.theme =
  matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
`;

export interface SiteFile {
  readonly fileName: string;
  readonly source: string | Uint8Array;
}

/** All files of the documentation but its script. */
export function renderSite(): SiteFile[] {
  const pages = PAGES.map(renderPage);
  const titles = new Map(pages.map(({ name, title }) => [name, title]));
  const sections: Section[] = pages
    .flatMap((page) => page.sections)
    .map((section, id) => ({ id, ...section }));
  const styles = ['src/styles/tokens.css', 'site/site.css'].map((file) => readFileSync(file, 'utf8'));
  return [
    ...pages.map((page) => ({ fileName: `docs/${page.name}.html`, source: documentOf(page, titles) })),
    { fileName: 'docs/index.json', source: JSON.stringify(sections) },
    { fileName: 'docs/theme.js', source: THEME },
    { fileName: 'docs/site.css', source: styles.join('\n') },
    ...[...new Set(pages.flatMap((page) => page.pictures))].map((picture) => ({
      fileName: `docs/${picture}`,
      source: readFileSync(join('docs', picture)),
    })),
  ];
}
