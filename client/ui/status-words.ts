/**
 * From what the session knows to what a person reads: one label, a few sentences, and which ways out make
 * sense. Pure. It never says saved, live or offline unless the state it is given proves it.
 */
import { CLOSE_CODES } from '../../protocol/close-codes.ts'
import type { Words } from '../../protocol/words/en.ts'
import type { PadStatus } from '../session/status.ts'
import type { IconName } from './icons.ts'

export interface StatusWords {
  readonly tone: 'good' | 'busy' | 'quiet' | 'bad'
  readonly icon: IconName
  readonly label: string
  readonly sentences: readonly string[]
  readonly actions: readonly ('reconnect' | 'copy' | 'reload')[]
}

/** Attempts without success after which "opening" would be a promise nobody can keep. */
const PATIENCE = 2

export const isUnsaved = (status: PadStatus): boolean => status.save !== 'saved' || status.differs

/** Whether leaving the page would lose something: what this device keeps is there again afterwards. */
export const isLosable = (status: PadStatus): boolean =>
  status.differs || (status.save !== 'saved' && !status.kept)

const refusal = (status: PadStatus, words: Words): string | undefined => {
  const { refused } = status
  if (!refused) return undefined
  if (refused.code === CLOSE_CODES.generationMismatch.code) return words.status.otherGeneration
  if (refused.code === CLOSE_CODES.linkRevoked.code) return words.status.linkRevoked
  if (refused.code === CLOSE_CODES.foreignOrigin.code) return words.status.foreignOrigin
  return refused.reason === ''
    ? words.status.refusedUnknown(refused.code)
    : words.status.refusedBecause(refused.reason)
}

const connection = (status: PadStatus, words: Words): string => {
  const refused = refusal(status, words)
  if (refused !== undefined) return refused
  if (status.line === 'open')
    return status.transport === 'exchange' ? words.status.liveByHttp : liveWords(status, words)
  if (!status.deviceOnline) return words.status.offlineDetail
  const limit = status.limit === undefined ? undefined : words.status.limits[status.limit]
  if (limit !== undefined) return `${limit} ${words.status.limitPasses(status.retryIn)}`
  if (status.wasLive) return words.status.reconnectingDetail(status.attempt, status.retryIn)
  if (status.attempt <= PATIENCE) return words.status.connecting
  return status.fromDevice ? words.status.notLiveFromDevice : words.status.notLive
}

const liveWords = ({ readOnly }: PadStatus, { status: say }: Words): string =>
  readOnly === 'link' ? say.liveReading : say.live

export const statusWords = (status: PadStatus, words: Words): StatusWords => {
  const { status: say } = words
  const line = connection(status, words)
  const cut = status.line !== 'open'
  const whose = status.fromDevice ? [say.fromDevice] : []
  const notKept = status.notKept === undefined ? [] : [say.notKept[status.notKept]]
  const disk = status.storageFails ? [say.storageFails] : []
  const reconnect = cut && !status.refused ? (['reconnect'] as const) : []

  if (status.deleted) {
    const actions = isUnsaved(status) ? (['copy'] as const) : []
    return { tone: 'bad', icon: 'remove', label: say.deleted, sentences: [words.deleted.heading], actions }
  }
  if (status.differs) {
    return {
      tone: 'bad',
      icon: 'alert',
      label: say.notSaved,
      sentences: [say.differs],
      actions: ['copy', 'reload'],
    }
  }
  const back = status.refused ? (['reload'] as const) : reconnect
  if (status.readOnly === 'link' && status.save !== 'saved') {
    const actions = ['copy', ...back] as const
    return { tone: 'bad', icon: 'lock', label: say.notSaved, sentences: [say.unsavedReading, line], actions }
  }
  if (status.save === 'on-this-device') {
    const offline = cut && !status.deviceOnline
    const kept = offline ? [say.offlineKept(status.changes)] : [say.keptDetail(status.changes), line]
    return {
      tone: 'bad',
      icon: 'cut',
      label: offline ? say.offline : say.onThisDevice,
      sentences: [...kept, ...(status.refused ? [] : [say.keptGoes]), ...whose, ...disk],
      actions: ['copy', ...back],
    }
  }
  if (status.save === 'not-saved' && status.keeping) {
    const actions = ['copy', ...back] as const
    return { tone: 'busy', icon: 'busy', label: say.keeping, sentences: [say.keepingDetail, line], actions }
  }
  if (status.save === 'not-saved' || (status.save === 'saving' && (cut || status.refused))) {
    const sentences = [say.notSavedDetail, ...notKept, status.storageFails ? say.storageFails : line]
    return { tone: 'bad', icon: 'alert', label: say.notSaved, sentences, actions: ['copy', ...back] }
  }
  if (status.refused) {
    return {
      tone: 'bad',
      icon: 'cut',
      label: say.notLiveLabel,
      sentences: [line, say.nothingToLose],
      actions: ['reload'],
    }
  }
  if (status.save === 'saving') {
    return {
      tone: 'busy',
      icon: 'busy',
      label: say.saving,
      sentences: [say.savingDetail, line, ...notKept],
      actions: [],
    }
  }
  if (status.readOnly === 'damaged') {
    return {
      tone: 'bad',
      icon: 'lock',
      label: say.readOnly,
      sentences: [say.damagedDetail],
      actions: ['reload'],
    }
  }
  if (!cut && status.fromDevice) {
    return {
      tone: 'quiet',
      icon: 'busy',
      label: say.opening,
      sentences: [say.connecting, ...whose],
      actions: [],
    }
  }
  if (!cut) {
    const label = status.readOnly ? say.readOnly : say.saved
    const icon = status.readOnly ? 'lock' : 'check'
    const first = status.readOnly === 'link' ? [say.reading] : [say.savedDetail, say.savedOthers]
    return { tone: 'good', icon, label, sentences: [...first, line, ...notKept], actions: [] }
  }
  const sentences = [line, ...whose, say.nothingToLose]
  if (!status.deviceOnline)
    return { tone: 'bad', icon: 'cut', label: say.offline, sentences, actions: reconnect }
  if (status.wasLive)
    return { tone: 'busy', icon: 'busy', label: say.reconnecting, sentences, actions: reconnect }
  if (status.attempt > PATIENCE) {
    return { tone: 'bad', icon: 'cut', label: say.notLiveLabel, sentences, actions: reconnect }
  }
  return { tone: 'quiet', icon: 'busy', label: say.opening, sentences: [line, ...whose], actions: [] }
}
