import { describe, expect, test } from 'vitest'
import { OPTIONS, readConfig } from './config.ts'

describe('options', () => {
  test('[CF1] nothing set gives the defaults', () => {
    expect(readConfig({ PATH: '/bin' })).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      data: './data',
      storage: 'log',
    })
  })

  test('[CF2] an unknown HOLDFAST_ name stops the start and is named', () => {
    expect(() => readConfig({ HOLDFAST_DATTA: '/srv' })).toThrow(/HOLDFAST_DATTA/)
  })

  test.each([
    ['PORT', '70000'],
    ['PORT', '80a'],
    ['HOST', ''],
    ['HOLDFAST_STORAGE', 'paper'],
    ['HOLDFAST_PUBLIC_URL', 'pads.example.org'],
    ['HOLDFAST_PUBLIC_URL', 'https://pads.example.org/?x'],
    ['HOLDFAST_COMPRESSION', 'maybe'],
    ['HOLDFAST_HEARTBEAT_PING', '-5'],
  ])(
    '[CF2] %s=%s stops the start with one line that names the option and what was expected',
    (name, value) => {
      expect(() => readConfig({ [name]: value })).toThrow(new RegExp(`^${name}=.* expected `))
    },
  )

  test.each(['short', 'sixteen letters!', 'with spaces in it and long enough'])(
    '[OP2] HOLDFAST_ADMIN_TOKEN=%s stops the start without being repeated',
    (token) => {
      const read = () => readConfig({ HOLDFAST_ADMIN_TOKEN: token })
      expect(read).toThrow(/HOLDFAST_ADMIN_TOKEN .* expected at least 16 characters/)
      expect(read).not.toThrow(new RegExp(token))
    },
  )

  test('[CF3] every option has its own name, a unit or none, and a sentence', () => {
    const options = Object.values(OPTIONS)
    expect(new Set(options.map(({ name }) => name)).size).toBe(options.length)
    for (const { name, about } of options) {
      expect(name).toMatch(/^(PORT|HOST|HOLDFAST_[A-Z_]+)$/)
      expect(about).toMatch(/\.$/)
    }
  })
})
