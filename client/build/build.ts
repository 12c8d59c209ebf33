/**
 * Builds the browser app into dist/web: hashed assets, a manifest from which the server learns
 * their names, compressed forms beside them, and the worker for offline pages. Runs at every start, so it first looks whether anything it reads is newer than the last manifest.
 * It refuses to know what the app does.
 */
import { readdir, stat } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type InlineConfig } from 'vite'
import { EXHIBITS } from '../../protocol/exhibits.ts'
import { precompress } from './precompress.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const outDir = join(root, 'dist/web')
const manifest = join(outDir, 'manifest.json')
const sources = ['client', 'protocol', 'proxy-configs', 'package-lock.json'].map((name) => join(root, name))

const config: InlineConfig = {
  configFile: false,
  root,
  // Asset addresses relative to the file that names them: the app also runs below a path prefix.
  base: './',
  publicDir: false,
  logLevel: 'warn',
  build: {
    outDir,
    emptyOutDir: true,
    manifest: 'manifest.json',
    target: 'es2022',
    // The Content-Security-Policy allows styles and scripts from files only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1024,
    rolldownOptions: {
      input: {
        pad: join(root, 'client/pad.ts'),
        list: join(root, 'client/list.ts'),
        deleted: join(root, 'client/deleted.ts'),
        status: join(root, 'client/status.ts'),
        diagnose: join(root, 'client/diagnose.ts'),
      },
    },
  },
}

/** One plain script under one name for good: browsers look for a newer worker where they found the last one. */
const worker: InlineConfig = {
  ...config,
  build: {
    ...config.build,
    emptyOutDir: false,
    manifest: false,
    rolldownOptions: {
      input: join(root, 'client/offline-worker.ts'),
      output: { format: 'iife', entryFileNames: 'service-worker.js' },
    },
  },
}

/**
 * The exhibits are a build of their own, with a manifest of their own: the files of the app are the same with or
 * without them.
 */
const exhibits: InlineConfig = {
  ...config,
  build: {
    ...config.build,
    emptyOutDir: false,
    manifest: 'exhibits.json',
    rolldownOptions: {
      input: Object.fromEntries(EXHIBITS.map((name) => [name, join(root, `client/exhibits/${name}.ts`)])),
    },
  },
}

/** Milliseconds since 1970 of the newest file at or below `path`; tests do not end up in the app. */
const newest = async (path: string): Promise<number> => {
  const entry = await stat(path)
  if (!entry.isDirectory()) return path.endsWith('.test.ts') ? 0 : entry.mtimeMs
  const names = await readdir(path)
  const times = await Promise.all(names.map((name) => newest(join(path, name))))
  return Math.max(0, ...times)
}

const inKb = (bytes: number): number => Math.round(bytes / 1000)

const builtAt = await stat(manifest).then(
  (entry) => entry.mtimeMs,
  () => 0,
)
const changedAt = Math.max(...(await Promise.all(sources.map(newest))))

if (builtAt > changedAt) {
  console.log(`browser app: ${relative(root, outDir)} is up to date`)
} else {
  const started = performance.now()
  await build(config)
  await build(worker)
  await build(exhibits)
  const { plain, brotli } = await precompress(join(outDir, 'assets'))
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(
    `browser app: built into ${relative(root, outDir)} in ${seconds} s, ${inKb(plain)} kB, compressed ${inKb(brotli)} kB`,
  )
}
