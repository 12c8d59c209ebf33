/** The connection check behind the faults of the catalogue. The browser alone knows the name under which people come. */
import { fileURLToPath } from 'node:url'
import { defineConfig } from '@playwright/test'
import everywhere from './playwright.config.ts'
import { DOMAIN } from './proxies/certificate.ts'

const [chromium = {}, firefox = {}] = everywhere.projects ?? []

export default defineConfig(everywhere, {
  testDir: fileURLToPath(new URL('diagnose', import.meta.url)),
  testMatch: '*.spec.ts',
  // For lines that hang: each check has a bound of its own.
  timeout: 240_000,
  outputDir: '../test-results/diagnose',
  reporter: [['list'], ['json', { outputFile: '../test-results/diagnose.json' }]],
  projects: [
    {
      ...chromium,
      use: {
        ...chromium.use,
        launchOptions: {
          ...chromium.use?.launchOptions,
          args: [`--host-resolver-rules=MAP ${DOMAIN} 127.0.0.1`],
        },
      },
    },
    {
      ...firefox,
      use: {
        ...firefox.use,
        launchOptions: {
          ...firefox.use?.launchOptions,
          firefoxUserPrefs: { 'network.dns.localDomains': DOMAIN },
        },
      },
    },
  ],
})
