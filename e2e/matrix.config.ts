/** The clients behind the faults of the catalogue. The browser alone knows the name under which people come. */
import { fileURLToPath } from 'node:url'
import { defineConfig } from '@playwright/test'
import everywhere from './playwright.config.ts'
import { DOMAIN } from './proxies/certificate.ts'

const chromium = everywhere.projects?.find(({ name }) => name === 'chromium')?.use ?? {}
const resolves = [`--host-resolver-rules=MAP ${DOMAIN} 127.0.0.1`]

export default defineConfig(everywhere, {
  testDir: fileURLToPath(new URL('matrix', import.meta.url)),
  testMatch: '*.spec.ts',
  // For lines that hang: a story waits for events.
  timeout: 240_000,
  outputDir: '../test-results/clients',
  reporter: [['list'], ['json', { outputFile: '../test-results/clients.json' }]],
  // Six hundred stories: recording costs as much as telling them, and each keeps pictures of its own.
  use: { trace: 'off' },
  // What is said of all projects gives way to what a project says of itself.
  projects: [
    { name: 'chromium', use: { ...chromium, launchOptions: { ...chromium.launchOptions, args: resolves } } },
  ],
})
