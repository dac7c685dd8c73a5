import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, test as base, type Locator, type Page } from '@playwright/test';

/** A file as bytes, for drops of content that no file on disk has. */
export interface FileContent {
  readonly name: string;
  readonly content: string | Uint8Array;
}

/** The page as a user sees it: everything by role and name. */
export class App {
  constructor(readonly page: Page) {}

  async open(route = ''): Promise<void> {
    await this.page.goto(`./${route}`);
  }

  /** Drops files on the page, as the file manager does. */
  async drop(...files: (string | FileContent)[]): Promise<void> {
    const contents = files.map((file) =>
      typeof file === 'string'
        ? { name: basename(file), base64: readFileSync(file).toString('base64') }
        : { name: file.name, base64: Buffer.from(file.content).toString('base64') },
    );
    const dataTransfer = await this.page.evaluateHandle((sent) => {
      const transfer = new DataTransfer();
      for (const { name, base64 } of sent) {
        const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
        transfer.items.add(new File([bytes], name));
      }
      return transfer;
    }, contents);
    for (const type of ['dragenter', 'dragover', 'drop']) {
      await this.page.dispatchEvent('main > *', type, { dataTransfer });
    }
  }

  get list(): Locator {
    return this.page.getByRole('list', { name: 'Spectra of the session' });
  }

  /** Rows of the list that name a file; a file with several spectra has several. */
  row(file: string): Locator {
    return this.list.getByRole('listitem').filter({ hasText: file });
  }

  async select(file: string): Promise<void> {
    await this.row(file).first().getByRole('button').first().click();
  }

  /** Waits until a reload would bring back all that is seen. */
  async kept(): Promise<void> {
    await expect(this.page.getByText('Kept in this browser')).toBeVisible();
  }

  get answer(): Locator {
    return this.page.getByRole('region', { name: 'Answer' });
  }

  get environment(): Locator {
    return this.answer.getByRole('region', { name: 'Coordination environment' });
  }

  get plot(): Locator {
    return this.page.getByRole('figure', { name: /^Plot of/ });
  }

  get e0(): Locator {
    return this.page.getByRole('textbox', { name: 'E0 (eV)' });
  }

  get element(): Locator {
    return this.answer.getByRole('combobox', { name: 'Element' });
  }
}

/** What axe finds on the page, or in a part of it, by all rules or by some. */
export async function accessibilityFaults(
  page: Page,
  { within, rules }: { readonly within?: string; readonly rules?: readonly string[] } = {},
): Promise<string[]> {
  // What passes is not wanted, and describing it takes as long as looking for faults.
  let axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] });
  if (within !== undefined) axe = axe.include(within);
  if (rules !== undefined) axe = axe.withRules([...rules]);
  const { violations } = await axe.analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
}

interface Fixtures {
  readonly app: App;
}

/**
 * Every test watches for what must never happen: a request to another origin, a violation of the
 * Content-Security-Policy, an uncaught error.
 */
export const test = base.extend<Fixtures>({
  app: async ({ page, baseURL }, use) => {
    const faults: string[] = [];
    const origin = new URL(baseURL ?? '').origin;
    page.on('request', (request) => {
      const url = request.url();
      if (/^(data|blob):/.test(url) || new URL(url).origin === origin) return;
      faults.push(`request to ${url}`);
    });
    page.on('pageerror', (error) => faults.push(`uncaught: ${error.message}`));
    page.on('console', (message) => {
      if (/content security policy/i.test(message.text())) faults.push(message.text());
    });
    await use(new App(page));
    expect(faults).toEqual([]);
  },
});

export { expect };
