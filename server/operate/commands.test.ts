/** The commands on a folder without a server: what they print, how they end, and that looking changes nothing. */
import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { afterEach, beforeEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import { padRecord } from '../storage/fixtures.ts'
import { createLogStorage } from '../storage/log/engine.ts'
import { createNodeFileSystem } from '../storage/node-file-system.ts'
import { quietLog } from '../storage/quiet-log.ts'
import { createOperateCommands } from './commands.ts'
import { exportName } from './export-all.ts'
import { EXIT, type Outcome } from './outcome.ts'

let above = ''
let data = ''
let streamed: Buffer[] = []
beforeEach(async () => {
  above = await mkdtemp(join(tmpdir(), 'holdfast-commands-'))
  data = join(above, 'data')
  streamed = []
})
afterEach(() => rm(above, { recursive: true, force: true }))

const run = async (name: string, ...args: string[]): Promise<Outcome> => {
  const commands = createOperateCommands({
    environment: { HOLDFAST_DATA: data },
    version: '0.1.0',
    now: () => 1_700_000_000_000,
    stdout: new Writable({
      write(chunk, _encoding, done) {
        streamed.push(Buffer.from(chunk))
        done()
      },
    }),
  })
  return commands.find((command) => command.name === name)?.run(args) as Promise<Outcome>
}

/** A document with a title and one paragraph. */
const written = (title: string, words: string): Uint8Array => {
  const doc = new Y.Doc()
  doc.getText('title').insert(0, title)
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, [new Y.XmlText(words)])
  doc.getXmlFragment('prosemirror').insert(0, [paragraph])
  return Y.encodeStateAsUpdate(doc)
}

const TITLES: Readonly<Record<string, string>> = {
  a: 'Team notes',
  A: 'Team notes',
  '-rf': '../../etc/passwd',
  con: 'con',
  evil: '\u001b]0;owned\u0007\u001b[31mred \u202egpj.exe',
  long: 'Straße '.repeat(40),
}

const fill = async (): Promise<void> => {
  const storage = await createLogStorage(
    { folder: data },
    { fileSystem: createNodeFileSystem(), log: quietLog() },
  )
  for (const [id, title] of Object.entries(TITLES)) {
    await storage.create(padRecord(id, { title }))
    await storage.append(id, written(title, `words of ${id}`), 1000)
  }
  await storage.compact('a', 1, written('Team notes', 'words of a'))
  await storage.append('a', written('', ''), 1000)
  await storage.compact('a', 2, written('Team notes', 'words of a'))
  await storage.create(padRecord('dropped'), written('Dropped', 'words of dropped'))
  await storage.change('dropped', { deletedAt: 2000 })
  await storage.close()
}

/** Name and digest of every file of the folder. */
const fingerprint = async (): Promise<readonly string[]> => {
  const names = (await readdir(data, { recursive: true })).sort()
  const digests = names.map(async (name) => {
    const path = join(data, name)
    if ((await stat(path)).isDirectory()) return name
    return `${name} ${createHash('sha256')
      .update(await readFile(path))
      .digest('hex')}`
  })
  return Promise.all(digests)
}

/** Spoils the first occurrence of some stored text, in the log or the file named. */
const spoil = async (needle: string, file = '.log'): Promise<void> => {
  for (const name of await readdir(data, { recursive: true })) {
    const path = join(data, name)
    if (!(await stat(path)).isFile() || !name.endsWith(file)) continue
    const content = await readFile(path)
    const at = content.indexOf(needle)
    if (at === -1) continue
    content[at] = (content[at] ?? 0) ^ 1
    await writeFile(path, content)
    return
  }
  throw new Error(`nothing stored says ${needle}`)
}

test('[BK2, BK4] a backup says how many pads and bytes, is for its owner alone, and replaces nothing unless forced', async () => {
  await fill()
  const file = join(above, 'pads.holdfast')
  const done = await run('backup', file)
  const { size, mode } = await stat(file)
  expect(done).toEqual({
    exit: EXIT.ok,
    out: `7 pads, ${size} bytes, in ${file} (from the folder, no server runs on it)\n`,
  })
  expect(mode & 0o777).toBe(0o600)
  await writeFile(file, 'precious')
  const again = await run('backup', file)
  expect(again.exit).toBe(EXIT.usage)
  expect(again.error).toContain(`${file} is there already and is not overwritten`)
  expect(await readFile(file, 'utf8')).toBe('precious')
  expect((await run('backup', '--force', file)).exit).toBe(EXIT.ok)
  expect((await stat(file)).size).toBe(size)
  expect((await readdir(above)).sort()).toEqual(['data', 'pads.holdfast'])
})

test('[BK3] to stdout go the bytes of the file, to stderr the words', async () => {
  await fill()
  const file = join(above, 'pads.holdfast')
  await run('backup', file)
  const { exit, out, error } = await run('backup', '-')
  expect([exit, out]).toEqual([EXIT.ok, undefined])
  expect(error).toContain('7 pads')
  expect(Buffer.concat(streamed)).toEqual(await readFile(file))
})

test('[BK5, BK7] a backup that was touched is refused by name; one that was not becomes a folder', async () => {
  await fill()
  const file = join(above, 'pads.holdfast')
  await run('backup', file)
  const fresh = join(above, 'fresh')
  const touched = await readFile(file)
  touched[touched.indexOf('words of con')] = 0x57
  await writeFile(join(above, 'touched'), touched)
  const refused = await run('restore', join(above, 'touched'), '--data', fresh)
  expect(refused).toEqual({ exit: EXIT.fault, error: expect.stringContaining('pad con') })
  expect(await readdir(above)).not.toContain('fresh')
  expect((await run('restore', file, '--data', fresh)).out).toContain(
    `7 pads as of 2023-11-14T22:13:20.000Z restored into ${fresh}`,
  )
  expect((await run('verify', '--data', fresh)).exit).toBe(EXIT.ok)
})

test('[BK8] verify names a damaged pad and exits 1; where an older copy is damaged the text is whole', async () => {
  await fill()
  expect(await run('verify')).toEqual({
    exit: EXIT.ok,
    out: expect.stringMatching(/^7 pads, 4 files, .* checked: every checksum is right/),
  })
  await spoil('words of con')
  await spoil('words of a', '/a~0000000001.snap')
  const { exit, out = '' } = await run('verify')
  expect(exit).toBe(EXIT.fault)
  expect(out).toMatch(
    /damaged: pad con "con": record-checksum, log\/00000001.log at byte \d+; its last good state/,
  )
  expect(out).toMatch(/damaged: pad a "Team notes": .*its text is whole/)
  expect(out).toContain('2 findings')
  const { findings } = JSON.parse((await run('verify', '--json')).out ?? '')
  expect(
    findings.map(({ padId, whole }: { padId: string; whole: boolean }) => [padId, whole]).sort(),
  ).toEqual([
    ['a', true],
    ['con', false],
  ])
})

test('[BK4] a damaged pad is in the backup with its last good state, is named, and the exit code says so', async () => {
  await fill()
  await spoil('words of con')
  const file = join(above, 'pads.holdfast')
  const done = await run('backup', file)
  expect([done.exit, done.error]).toEqual([EXIT.fault, expect.stringContaining('damaged: pad con:')])
  const restored = await run('restore', file, '--data', join(above, 'fresh'))
  expect(restored).toEqual({ exit: EXIT.ok, out: expect.stringContaining('pad con was damaged when') })
})

test.each(['md', 'html', 'txt', 'json', 'yjs'])(
  '[BK9] every living pad is exported as %s, with an index',
  async (format) => {
    await fill()
    const folder = join(above, 'out')
    const { exit, out } = await run('export-all', folder, '--format', format)
    expect([exit, out]).toEqual([EXIT.ok, expect.stringContaining('6 pads in')])
    expect(out).toContain('1 deleted pad left out')
    const { pads } = JSON.parse(await readFile(join(folder, 'index.json'), 'utf8')) as {
      pads: { id: string; title: string; file: string }[]
    }
    expect(pads.map(({ id }) => id).sort()).toEqual(Object.keys(TITLES).sort())
    expect((await readdir(folder)).sort()).toEqual([...pads.map(({ file }) => file), 'index.json'].sort())
    for (const { id, file } of pads) {
      const content = await readFile(join(folder, file))
      expect(content.includes(`words of ${id}`), file).toBe(true)
    }
  },
)

test('[BK9] names are harmless and unique on every file system', () => {
  const names = Object.entries(TITLES).map(([id, title]) => exportName(id, title, 'md'))
  names.push(exportName('x'.repeat(128).toUpperCase(), '字'.repeat(300), 'html'), exportName('n', '', 'md'))
  for (const name of names) {
    expect(name).toMatch(/^[\p{L}\p{N}][\p{L}\p{N}-]*--[a-z0-9_.-]+\.[a-z]+$/u)
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255)
  }
  expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length)
})

test('[BK9] nothing is exported into a folder that holds something', async () => {
  await fill()
  await mkdir(join(above, 'out'))
  await writeFile(join(above, 'out', 'mine'), 'mine')
  expect((await run('export-all', join(above, 'out'))).exit).toBe(EXIT.usage)
  expect(await readdir(join(above, 'out'))).toEqual(['mine'])
})

test('[BK10] the list says what there is, newest change first, and obeys no title', async () => {
  await fill()
  const { exit, out = '' } = await run('pads')
  expect(exit).toBe(EXIT.ok)
  expect(out).toMatch(/^id +title +changed +size +people\n/)
  expect(out).toMatch(/^a +Team notes +1970-01-01T00:00:01Z +\d+ B +0$/m)
  expect(out).toMatch(/^dropped +Title of dropped .* deleted$/m)
  expect(out.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u)
  expect(out).toContain('7 pads')
  const { version, pads } = JSON.parse((await run('pads', '--json')).out ?? '')
  expect(version).toBe(1)
  expect(pads).toHaveLength(7)
  expect(pads[0]).toEqual({
    ...padRecord('a', { title: 'Team notes' }),
    state: 'live',
    bytes: expect.any(Number),
    people: 0,
  })
})

test('[BK16] without a server none of them changes a byte of the folder', async () => {
  await fill()
  const before = await fingerprint()
  for (const [name, ...args] of [
    ['backup', join(above, 'b')],
    ['backup', '-'],
    ['verify'],
    ['export-all', join(above, 'out')],
    ['pads'],
  ] as const) {
    expect((await run(name, ...args)).exit).toBe(EXIT.ok)
    expect(await fingerprint()).toEqual(before)
  }
})

test('[BK11, BK14] a folder that is not there is not made, and no server is guessed: 69', async () => {
  for (const [name, ...args] of [
    ['backup', join(above, 'b')],
    ['verify'],
    ['pads'],
    ['export-all', join(above, 'out')],
  ] as const) {
    const { exit, error } = await run(name, ...args)
    expect([exit, error]).toEqual([
      EXIT.unreachable,
      expect.stringContaining(`no data of Holdfast in ${data}`),
    ])
  }
  expect(await readdir(above)).toEqual([])
})

test.each([
  ['backup', [], 'expected FILE, got nothing'],
  ['backup', ['a', 'b'], 'expected FILE, got a b'],
  ['backup', ['a', '--fast'], '--fast'],
  ['restore', [], 'expected FILE'],
  ['restore', ['-'], 'must be a file'],
  ['verify', ['x'], 'expected no file or folder, got x'],
  ['verify', ['--data', ''], '--data'],
  ['export-all', ['x', '--format', 'pdf'], '--format must be one of md, html, txt, json, yjs, got pdf'],
  ['pads', ['--json=yes'], '--json'],
])('[BK14] %s %j is refused by name: 64', async (name, args, named) => {
  const { exit, out, error } = await run(name, ...args)
  expect([exit, out]).toEqual([EXIT.usage, undefined])
  expect(error).toContain(named)
  expect(error).toContain(`See: holdfast ${name} --help`)
})

test('[BK14] a backup that is not there, or cannot be written, is the fault of the place: 1', async () => {
  await fill()
  expect((await run('restore', join(above, 'nothing'), '--data', join(above, 'new'))).exit).toBe(EXIT.fault)
  expect((await run('backup', join(above, 'no', 'such', 'folder'))).exit).toBe(EXIT.fault)
  expect(await readdir(above)).toEqual(['data'])
})
