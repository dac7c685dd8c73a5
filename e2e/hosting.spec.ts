import { fileURLToPath } from 'node:url';
import { SECURITY_HEADERS } from '../node/rules';
import { servePage } from '../node/server';
import { expect, test as base } from './app';
import { example } from './shared';

/** The built page below a path of a host, with the headers of a careful host. */
const test = base.extend<object, { readonly address: string }>({
  address: [
    async ({}, use) => {
      const folder = fileURLToPath(new URL('../dist/', import.meta.url));
      const { url, close } = await servePage({ folder, port: 0, host: 'localhost', base: '/a/b/' });
      await use(url);
      await close();
    },
    { scope: 'worker' },
  ],
  baseURL: ({ address }, use) => use(address),
});

test.use({ serviceWorkers: 'allow' });

test('works below any path of a host, under its headers, and then without it', async ({
  app,
  page,
  context,
  address,
}) => {
  const answers = new Map<string, Record<string, string>>();
  page.on('response', (response) => {
    if (!response.fromServiceWorker()) answers.set(response.url(), response.headers());
  });
  await app.open();
  await app.drop(example('Fe2O3-Fe-computed.xdi'));
  await expect(app.row('Fe2O3-Fe')).toContainText('CN 6');
  await expect(app.plot).toContainText('pre-edge');

  expect(answers.get(address)).toMatchObject({ 'cache-control': 'no-cache' });
  for (const [url, headers] of answers) {
    expect(url.startsWith(address), `${url} lies below the path of the page`).toBe(true);
    for (const [name, value] of SECURITY_HEADERS) expect(headers[name.toLowerCase()]).toBe(value);
    if (url.startsWith(`${address}assets/`)) expect(headers['cache-control']).toContain('immutable');
  }

  await expect(page.getByRole('banner').getByRole('button', { name: /offline/i })).toContainText(
    'Models stored: 1',
  );
  await context.setOffline(true);
  await page.reload();
  await expect(app.row('Fe2O3-Fe')).toContainText('CN 6');
});
