/** Tables of the operator's pages: who cuts silence and when, and what of Holdfast keeps it from happening. */
import { createHold } from '../../client/connection/exchange-tuning.ts'
import { KEEPALIVE_MS, MAX_EXCHANGE_WAIT_MS } from '../../protocol/limits.ts'
import { SILENCES } from '../../proxy-configs/silences.ts'
import { OPTIONS } from '../../server/config.ts'
import { cell, code, table } from './markdown.ts'

const seconds = (milliseconds: number): string => `${milliseconds / 1000} s`

export const silenceTable = (): string =>
  table(
    ['proxy', 'a silent WebSocket is cut by', 'by itself after', 'in our configuration'],
    Object.entries(SILENCES).map(([proxy, { directive, byItself, good, source }]) => [
      `[${proxy}](${proxy}.md)`,
      `[${cell(directive)}](${source})`,
      byItself ?? 'never',
      good === undefined ? 'nothing to say' : code(good.replaceAll(/ +/g, ' ')),
    ]),
  )

export const heartbeatTable = (): string => {
  const { pingMs, pongMs } = OPTIONS
  return table(
    ['what', 'how often', 'why'],
    [
      [
        `WebSocket ping by the server, ${code(pingMs.name)}`,
        seconds(Number(pingMs.default)),
        'feeds the timers of every proxy on the way, and needs nothing of the browser',
      ],
      [
        `the line counts as dead without a pong, ${code(pongMs.name)}`,
        seconds(Number(pongMs.default)),
        'a line that swallows packets is replaced, not waited for',
      ],
      [
        'some frame of the y-websocket protocol to everybody',
        `at least each ${seconds(KEEPALIVE_MS)}`,
        'y-websocket by itself reconnects after 30 s without one',
      ],
      [
        'a held request of the fallback by HTTP',
        `${seconds(createHold().current())}; other clients may ask for ${seconds(MAX_EXCHANGE_WAIT_MS)}`,
        '20 s are below every limit above; where it is cut all the same, the page learns and asks for less',
      ],
    ],
  )
}
