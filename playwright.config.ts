import { defineConfig } from '@playwright/test';
import { CHROMIUM } from './scripts/browser';

/** A port of its own: the tests never talk to a server that somebody else started. */
const port = Number(process.env.E2E_PORT ?? 4319);

export default defineConfig({
  testDir: 'e2e',
  timeout: 90_000,
  // Two cores share the browser, the worker and the tests.
  expect: { timeout: 20_000 },
  fullyParallel: true,
  workers: 2,
  forbidOnly: process.env.CI !== undefined,
  // What fails is run once more for its trace, and fails the run even if it passes then.
  retries: 1,
  failOnFlakyTests: true,
  reporter: [['list']],
  use: {
    baseURL: `http://localhost:${port}/`,
    // What cannot be clicked fails by itself, long before its test runs out of time.
    actionTimeout: 30_000,
    // A trace takes as long as the test.
    trace: 'on-first-retry',
    // Colours on their way to another theme are no colours to judge.
    contextOptions: { reducedMotion: 'reduce' },
    // Storing the page takes longer than most tests; those without a network allow it.
    serviceWorkers: 'block',
  },
  projects: [
    {
      name: 'chromium',
      use: {
        launchOptions: CHROMIUM,
      },
    },
    // An ordinary Firefox, over WebDriver BiDi: only where its path is given.
    ...(process.env.FIREFOX === undefined
      ? []
      : [
          {
            name: 'firefox',
            use: {
              browserName: 'firefox' as const,
              channel: 'moz-firefox',
              launchOptions: { executablePath: process.env.FIREFOX },
            },
          },
        ]),
  ],
  webServer: {
    command: `npx vite preview --port ${port} --strictPort`,
    port,
    reuseExistingServer: false,
  },
});
