/** The connection check behind the faults of the catalogue. */
import { fileURLToPath } from 'node:url'
import { defineConfig } from '@playwright/test'
import everywhere, { inShell } from './playwright.config.ts'

export default defineConfig(everywhere, {
  testDir: fileURLToPath(new URL('diagnose', import.meta.url)),
  testMatch: '*.spec.ts',
  // For lines that hang: each check has a bound of its own.
  timeout: 240_000,
  outputDir: '../test-results/diagnose',
  reporter: [['list'], ['json', { outputFile: '../test-results/diagnose.json' }]],
  projects: inShell,
})
