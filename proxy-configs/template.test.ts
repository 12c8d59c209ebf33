/** From a template to a text: what stays, what repeats, what is filled, and what is refused. */
import { expect, test } from 'vitest'
import { EXAMPLE, EXAMPLE_TLS, type GoodConfig, render } from './good.ts'
import { type Condition, fill, select } from './template.ts'

const TEMPLATE = `listen {{listen}};  #? plain
listen {{listen}} ssl;  #? tls
path {{sub-path}};  #? tls sub-path
server {{upstream-host}} {{upstream-port}} no{{number}};  # yours  #* upstream
end`

const lines = (...conditions: Condition[]) => select(TEMPLATE, new Set(conditions)).split('\n')

test('[PX10] a line stays where all its conditions hold', () => {
  expect(lines('plain', 'root')[0]).toBe('listen {{listen}};')
  expect(lines('tls', 'root')).toHaveLength(3)
  expect(lines('tls', 'sub-path')).toHaveLength(4)
})

test('[PX10] a line is repeated for each upstream, lists side by side, and the comment for people stays', () => {
  const values = { upstream: ['a', 'b'], 'upstream-host': ['a', 'b'], 'upstream-port': ['1', '2'] }
  expect(fill('server {{upstream-host}} {{upstream-port}} no{{number}};  # yours  #* upstream', values)).toBe(
    'server a 1 no1;  # yours\nserver b 2 no2;  # yours',
  )
})

test('[PX10] a place without a value is refused, by name', () => {
  expect(() => fill('x {{idle}}', {})).toThrow('"idle"')
  expect(() => fill('x {{upstream}}  #* upstream', { upstream: 'one' })).toThrow('list')
})

const GOOD: GoodConfig = {
  proxy: 'varnish',
  extension: 'vcl',
  tls: false,
  subPath: false,
  listen: (port) => `:${port}`,
  template: TEMPLATE,
}

test('[PX10] a form that a proxy does not have is refused', () => {
  expect(render(GOOD, EXAMPLE)).toContain('listen :80;')
  expect(() => render(GOOD, EXAMPLE_TLS)).toThrow('TLS')
  expect(() => render(GOOD, { ...EXAMPLE, subPath: '/pads' })).toThrow('sub-path')
})
