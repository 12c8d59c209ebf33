/**
 * Real browsers against the real server, direct and behind a real nginx. Debian's own Chromium is driven, so
 * nothing is downloaded; where it is not installed, Playwright's own browser is used when present.
 */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig } from '@playwright/test'

const installed = ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((path) => existsSync(path))

export default defineConfig({
  testDir: fileURLToPath(new URL('.', import.meta.url)),
  testMatch: ['pads/*.spec.ts', 'device/*.spec.ts', 'connection-ui/*.spec.ts', 'admission/*.spec.ts'],
  outputDir: '../test-results/browsers',
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 45_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['json', { outputFile: '../test-results/browsers.json' }]],
  use: {
    actionTimeout: 10_000,
    navigationTimeout: 15_000,
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    locale: 'en-GB',
    launchOptions: installed === undefined ? {} : { executablePath: installed },
  },
  projects: [{ name: 'chromium', use: { browserName: 'chromium' } }],
})
