import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compressFolder } from './compress';
import { apacheConfig, nginxConfig } from './host-files';
import { cacheControlOf, CONTENT_SECURITY_POLICY, SECURITY_HEADERS } from './rules';
import { servePage, type Served } from './server';

describe('the server of the page', () => {
  const folder = mkdtempSync(join(tmpdir(), 'xanopy-page-'));
  let served: Served;

  beforeAll(async () => {
    mkdirSync(join(folder, 'assets'));
    writeFileSync(join(folder, 'index.html'), '<!doctype html><title>page</title>');
    writeFileSync(join(folder, 'assets/app-1a2b3c.js'), 'export const many = 1;\n'.repeat(200));
    writeFileSync(join(folder, 'manifest.webmanifest'), '{}');
    writeFileSync(join(folder, '.secret'), 'no');
    expect(await compressFolder(folder)).toBe(1);
    served = await servePage({ folder, port: 0, host: '127.0.0.1', base: 'a/b' });
  });
  afterAll(async () => {
    await served.close();
    rmSync(folder, { recursive: true });
  });

  it('sends the security headers with every answer, also with refusals', async () => {
    for (const [path, init, status] of [
      ['', {}, 200],
      ['nothing.js', {}, 404],
      ['', { method: 'POST' }, 405],
    ] as const) {
      const response = await fetch(served.url + path, init);
      expect(response.status).toBe(status);
      for (const [name, value] of SECURITY_HEADERS) expect(response.headers.get(name)).toBe(value);
    }
  });

  it('lets the hashed files be kept and has the others checked', async () => {
    const hashed = await fetch(`${served.url}assets/app-1a2b3c.js`, { headers: { 'Accept-Encoding': 'br' } });
    expect(hashed.headers.get('cache-control')).toBe(cacheControlOf('assets/app-1a2b3c.js'));
    expect(hashed.headers.get('cache-control')).toContain('immutable');
    expect(hashed.headers.get('content-encoding')).toBe('br');
    expect(hashed.headers.get('vary')).toBe('Accept-Encoding');
    expect(await hashed.text()).toContain('export const many');
    const page = await fetch(served.url);
    expect(page.headers.get('cache-control')).toBe('no-cache');
    const etag = page.headers.get('etag') ?? '';
    expect((await fetch(served.url, { headers: { 'If-None-Match': etag } })).status).toBe(304);
  });

  it('serves the page under its path only, and nothing outside of the folder', async () => {
    const { origin } = new URL(served.url);
    expect((await fetch(`${origin}/`)).status).toBe(404);
    const bare = await fetch(`${origin}/a/b`, { redirect: 'manual' });
    expect([bare.status, bare.headers.get('location')]).toEqual([308, '/a/b/']);
    expect((await fetch(`${served.url}.secret`)).status).toBe(404);
    // fetch would resolve the dots itself.
    for (const path of ['/a/b/../../../etc/passwd', '/a/b/%2e%2e/%2e%2e/etc/passwd', '/a/b/%E0%A4%A']) {
      const status = await new Promise((resolve, reject) => {
        request({ host: '127.0.0.1', port: new URL(served.url).port, path }, (response) => {
          response.resume();
          resolve(response.statusCode);
        })
          .on('error', reject)
          .end();
      });
      expect(status).toBe(404);
    }
  });

  it('names the type of the manifest', async () => {
    const response = await fetch(`${served.url}manifest.webmanifest`);
    expect(response.headers.get('content-type')).toBe('application/manifest+json');
  });

  it('says what to do when there is no page or the port is taken', async () => {
    const options = { port: Number(new URL(served.url).port), host: '127.0.0.1' };
    await expect(servePage({ ...options, folder: tmpdir() })).rejects.toThrow(/npm run build/);
    await expect(servePage({ ...options, folder })).rejects.toThrow(/--port/);
  });
});

describe('the files for other servers', () => {
  it.each([
    ['nginx.conf', nginxConfig],
    ['apache.htaccess', apacheConfig],
  ])('docs/hosting/%s is as the rules have it (npm run hosting)', (name, text) => {
    expect(readFileSync(`docs/hosting/${name}`, 'utf8')).toBe(text());
    expect(text()).toContain(CONTENT_SECURITY_POLICY);
  });
});
