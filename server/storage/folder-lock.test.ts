import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { refusal } from './fixtures.ts'
import { lockFolder } from './folder-lock.ts'

describe('folder lock', () => {
  let folder = ''
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'holdfast-lock-'))
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  it('[ST16] a second server on the same folder is refused until the first has let go', async () => {
    const lock = await lockFolder(folder)
    expect(await refusal(lockFolder(folder))).toBe('folder-in-use')
    await lock.release()
    const next = await lockFolder(folder)
    await next.release()
    expect(await readdir(folder)).toEqual([])
  })

  it('[ST16] a lock whose holder was killed is taken over', async () => {
    const script = `require('node:net').createServer().listen(process.argv[1], () => console.log('up'))`
    const holder = spawn(process.execPath, ['-e', script, join(folder, 'in-use.sock')])
    await once(holder.stdout, 'data')
    expect(await refusal(lockFolder(folder))).toBe('folder-in-use')
    const gone = once(holder, 'exit')
    holder.kill('SIGKILL')
    await gone
    expect(await readdir(folder)).toEqual(['in-use.sock'])
    const lock = await lockFolder(folder)
    expect(await refusal(lockFolder(folder))).toBe('folder-in-use')
    await lock.release()
  })

  it('[ST16] of several that start at once, exactly one holds the folder', async () => {
    const outcomes = await Promise.allSettled([lockFolder(folder), lockFolder(folder), lockFolder(folder)])
    const held = outcomes.filter((outcome) => outcome.status === 'fulfilled')
    expect(held).toHaveLength(1)
    for (const outcome of held) await outcome.value.release()
  })

  it('[ST16] a path too long for a socket is refused with a sentence that says so', async () => {
    const long = join(folder, 'x'.repeat(120))
    await expect(lockFolder(long)).rejects.toThrow(/too long for its lock/)
  })
})
