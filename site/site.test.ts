import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { PAGES } from './contents';
import { renderPage, renderSite, sourceOf } from './render';

describe('the documentation', () => {
  it('lists every page of docs/', () => {
    const written = readdirSync('docs').filter((name) => name.endsWith('.md'));
    const listed = new Set(PAGES.map(sourceOf));
    expect(written.map((name) => `docs/${name}`).filter((file) => !listed.has(file))).toEqual([]);
    expect(PAGES.filter((name) => !existsSync(sourceOf(name)))).toEqual([]);
  });

  it('leads every link within it to a page and a heading that exist', () => {
    const files = new Map(renderSite().map(({ fileName, source }) => [fileName, String(source)]));
    const lost: string[] = [];
    for (const name of PAGES) {
      const { html } = renderPage(name);
      for (const [, href] of html.matchAll(/<a href="([^"]+)"/g)) {
        if (/^(?:https?|mailto):/.test(href)) continue;
        const [page, anchor] = href.split('#');
        const target = files.get(`docs/${page || `${name}.html`}`);
        if (target === undefined || (anchor && !target.includes(`id="${anchor}"`)))
          lost.push(`${name}: ${href}`);
      }
    }
    expect(lost).toEqual([]);
  });

  it.each(PAGES)('names every table of %s by a name of its own', (name) => {
    const { html } = renderPage(name);
    const labels = [...html.matchAll(/role="region" aria-label="([^"]*)"/g)].map(([, label]) => label);
    expect(labels).toHaveLength(html.match(/<table>/g)?.length ?? 0);
    expect(new Set(labels).size).toBe(labels.length);
  });

  it('keeps to its origin and to the policy of the page', () => {
    for (const { fileName, source } of renderSite()) {
      if (!fileName.endsWith('.html')) continue;
      expect(source).toContain('Content-Security-Policy');
      expect(source).not.toMatch(/<script(?![^>]*src="(?:search|theme)\.js")|\son\w+="|src="https?:/);
    }
  });

  it('gives the search each heading with the text below it', () => {
    const { sections } = renderPage('formats');
    expect(sections.length).toBeGreaterThan(3);
    expect(sections.every(({ address }) => address.startsWith('formats.html#'))).toBe(true);
    expect(sections.map(({ text }) => text).join(' ')).toMatch(/Athena/);
  });
});
