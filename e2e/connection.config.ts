/**
 * Two people type while the network between them and the server is disturbed. The browsers alone know the name under
 * which a server with TLS is reached; everything else as everywhere.
 */
import { fileURLToPath } from 'node:url'
import { defineConfig } from '@playwright/test'
import everywhere from './playwright.config.ts'
import { DOMAIN } from './proxies/certificate.ts'

const launchOptions = (name: string) =>
  everywhere.projects?.find((project) => project.name === name)?.use?.launchOptions
const resolves = {
  chromium: { args: [`--host-resolver-rules=MAP ${DOMAIN} 127.0.0.1`] },
  firefox: { firefoxUserPrefs: { 'network.dns.localDomains': DOMAIN } },
}

export default defineConfig(everywhere, {
  testDir: fileURLToPath(new URL('connection', import.meta.url)),
  testMatch: '*.spec.ts',
  outputDir: '../test-results/connection',
  reporter: [['list'], ['json', { outputFile: '../test-results/connection.json' }]],
  projects: Object.entries(resolves).map(([name, more]) => ({
    name,
    use: { launchOptions: { ...launchOptions(name), ...more } },
  })),
})
