import { describe, expect, test } from 'vitest'
import { en } from '../../protocol/words/en.ts'
import { diagnoseEn as say } from '../../protocol/words/en-diagnose.ts'
import { FAULTS } from '../../proxy-configs/faults.ts'
import { writeJson } from '../ui/fragment.ts'
import { browserView } from './browser-view.ts'
import { type Found, foundFragment, readFound } from './found-link.ts'
import { reportText } from './report.ts'
import { verdictOf } from './verdict.ts'

const found = (id: string): Found => ({
  at: Date.UTC(2026, 0, 2),
  browser: 'Mozilla/5.0 (“Ü”)',
  observation: browserView(FAULTS.find((fault) => fault.id === id) ?? (FAULTS[0] as (typeof FAULTS)[0])),
  traced: {
    seen: true,
    upgraded: false,
    verdict: 'stripped',
    furtherOut: false,
    suspects: [{ hop: 'nginx', cause: 'http-1.0', confidence: 'likely', fix: ['rm -rf /'] }],
  },
})

describe('the link for the administrator', () => {
  test.each(FAULTS)('[DG8] $id: whoever opens it comes to the same verdict', ({ id }) => {
    const sent = found(id)
    const read = readFound(foundFragment(sent))
    expect(read).toMatchObject({ at: sent.at, browser: sent.browser })
    expect(read && verdictOf(read.observation)).toEqual(verdictOf(sent.observation))
  })

  test('[DG8] lines for a configuration are never taken from an address', () => {
    const read = readFound(foundFragment(found('nginx-bare-proxy-pass')))
    const suspect = read?.traced?.seen ? read.traced.suspects[0] : undefined
    expect(suspect?.fix).toContain('proxy_http_version 1.1;')
    expect(JSON.stringify(read)).not.toContain('rm -rf')
  })

  test.each([
    '',
    '#found=',
    '#found=%%%',
    `#found=${'a'.repeat(9000)}`,
    `#found=${writeJson([])}`,
    `#found=${writeJson({ at: 'now', results: {} })}`,
    `#found=${writeJson({ at: 1, results: null })}`,
  ])('[DG8] what is no such link is passed over: %.30s', (fragment) => {
    expect(readFound(fragment)).toBeUndefined()
  })

  test('[DG8] words that are none of the catalogue are left out', () => {
    const hostile = {
      at: 1,
      browser: 7,
      results: { page: '<script>', health: 7, nothing: '200 app', list: '502 nginx' },
      brands: ['<b>', 'nginx', 3],
      tells: 'x',
      hops: 'many',
      traced: { seen: true, verdict: 'stripped', suspects: [['<b>', 'http-1.0', 'likely'], 7] },
    }
    const read = readFound(`#found=${writeJson(hostile)}`)
    expect(read).toMatchObject({ browser: '', traced: { suspects: [] } })
    expect(read?.observation).toMatchObject({ results: { list: '502 nginx' }, hops: undefined })
    expect([...(read?.observation.brands ?? [])]).toEqual(['nginx'])
  })

  test('[DG8] the report tells verdict, cause, lines, checks and words, and no secret', () => {
    const { observation, traced, at, browser } = found('nginx-bare-proxy-pass')
    const text = reportText(
      {
        at,
        browser,
        address: 'https://pads.example/',
        observation,
        traced,
        verdict: verdictOf(observation),
        deviceOnline: true,
        byLinks: false,
        results: [{ id: 'plain', status: 'pass', finding: { observed: {} }, ms: 3 }],
        seen: undefined,
        from: {
          at,
          transport: 'exchange',
          attempts: [{ on: 'websocket', opened: false, healthy: false, code: 1006 }],
        },
      },
      say,
      en,
    )
    for (const part of [
      say.headline['by-http'],
      'nginx-bare-proxy-pass',
      'proxy_http_version',
      'http-1.0 nginx',
      '1006',
    ])
      expect(text).toContain(part)
    expect(text).not.toMatch(/undefined|token=|\[object/)
  })
})
