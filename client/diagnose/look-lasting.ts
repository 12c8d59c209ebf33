/** The longer look: a socket on which nobody says a word, one that is talked over, and a request that is held. */
import { type Frame, STEP_ONE_OF_NOTHING } from '../../protocol/frames.ts'
import { MAX_EXCHANGE_WAIT_MS } from '../../protocol/limits.ts'
import type { Finding } from './checks.ts'
import { hold } from './look-http.ts'
import type { Visit } from './visit.ts'

/** Well below every timeout that anybody sets on purpose. */
const TALK_EACH_MS = 400

interface Watched {
  readonly word: 'kept' | 'cut' | 'no socket'
  /** Milliseconds after which it was cut, where the browser was told. */
  readonly after?: number
}

export async function silence(visit: Visit): Promise<Finding> {
  const [idle, pinged, held] = await Promise.all([
    watch(visit, false),
    watch(visit, true),
    hold(visit, Math.min(visit.watchMs, MAX_EXCHANGE_WAIT_MS)),
  ])
  return {
    observed: { ...held.observed, idle: idle.word, pinged: pinged.word },
    took: held.took ?? {},
    numbers: {
      seconds: visit.watchMs / 1000,
      ...(idle.after !== undefined && { after: idle.after / 1000 }),
    },
  }
}

const isStepTwo = (frame: Frame): boolean => frame.type === 'sync-step-2'

async function watch(visit: Visit, talks: boolean): Promise<Watched> {
  if (visit.wantsPassword) return { word: 'no socket' }
  const socket = await visit.open({ known: true, room: visit.id() })
  if (socket.opened !== 'opened') return { word: 'no socket' }
  const begun = visit.now()
  const until = begun + visit.watchMs
  while (visit.now() < until) {
    if (talks) socket.send(STEP_ONE_OF_NOTHING)
    const left = until - visit.now()
    if ((await socket.end(talks ? Math.min(TALK_EACH_MS, left) : left)) !== undefined)
      return { word: 'cut', after: visit.now() - begun }
  }
  // Where a firewall forgot the connection nobody hears of an end; only a question tells.
  const answers = talks || (await stillAnswers())
  socket.close()
  return { word: answers ? 'kept' : 'cut' }

  async function stillAnswers(): Promise<boolean> {
    socket.send(STEP_ONE_OF_NOTHING)
    return (await socket.frame(isStepTwo, visit.patience)) !== undefined
  }
}
