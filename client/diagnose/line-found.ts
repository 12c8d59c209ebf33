/** The line as the check has found it out so far: proven, not known, or cut, and by whom. Pure. */

import type { Words } from '../../protocol/words/en.ts'
import type { DiagnoseWords } from '../../protocol/words/en-diagnose.ts'
import type { Line } from '../ui/line-facts.ts'
import { type Traced, witnessWords } from '../ui/witness-words.ts'
import type { ToTell } from './told.ts'

export function lineFound(
  { verdict, observation, traced }: ToTell,
  ownWords: DiagnoseWords,
  words: Words,
): Line {
  const { connection: say } = words
  const byHttp = verdict.http === 'works' && verdict.websocket === 'blocked'
  const bare = (stretch: 'proven' | 'unknown' | 'cut', text: string, reason?: string): Line => ({
    proxy: undefined,
    stretches: [stretch],
    reason,
    byHttp,
    text: byHttp ? `${text} ${say.line.byHttp}` : text,
  })
  const cut = (reason: string) => bare('cut', say.line.cut(say.line.cutSomewhere, reason), reason)
  const cutAt = (proxy: { name: string; named: boolean }, reason: string): Line => {
    const text = say.line.cut(say.line.cutAt(proxy.name), reason)
    return {
      proxy,
      stretches: [proxy.named ? 'proven' : 'unknown', 'cut'],
      reason,
      byHttp,
      text: byHttp ? `${text} ${say.line.byHttp}` : text,
    }
  }

  if (verdict.websocket === 'works') return bare('proven', say.line.works)
  if (verdict.websocket === 'unknown') return bare('unknown', say.line.unknown)
  if (observation.results.handshake === '101') return cut(ownWords.line.notLive)
  const answerer = answererOf(observation.results['socket-path'])
  const name = answerer === undefined ? undefined : ownWords.proxies[answerer]
  if (name !== undefined && !isSeen(traced))
    return cutAt({ name, named: true }, ownWords.line.blockedBefore(name))
  if (traced === undefined) return cut(say.cutBefore)
  const { short, proxy, byProxy } = witnessWords(traced, words)
  if (!byProxy) return cut(short)
  return cutAt({ name: proxy ?? say.proxy, named: proxy !== undefined }, short)
}

const isSeen = (traced: Traced | undefined): boolean => traced?.seen === true

/** Who answered the plain request in the server's place. */
const answererOf = (word: string | undefined): string | undefined => /^\d{3} (\w+)$/.exec(word ?? '')?.[1]
