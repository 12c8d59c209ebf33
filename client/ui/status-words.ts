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

const refusal = (status: PadStatus, words: Words): string | undefined => {
  const { refused } = status
  if (!refused) return undefined
  if (refused.code === CLOSE_CODES.generationMismatch.code) return words.status.otherGeneration
  return refused.reason === ''
    ? words.status.refusedUnknown(refused.code)
    : words.status.refusedBecause(refused.reason)
}

const connection = (status: PadStatus, words: Words): string => {
  const refused = refusal(status, words)
  if (refused !== undefined) return refused
  if (status.line === 'open')
    return status.transport === 'exchange' ? words.status.liveByHttp : words.status.live
  if (!status.deviceOnline) return words.status.offlineDetail
  if (status.wasLive) return words.status.reconnectingDetail(status.attempt, status.retryIn)
  return status.attempt > PATIENCE ? words.status.notLive : words.status.connecting
}

export const statusWords = (status: PadStatus, words: Words): StatusWords => {
  const { status: say } = words
  const line = connection(status, words)
  const cut = status.line !== 'open'
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
  if (
    status.save === 'not-saved' ||
    status.save === 'on-this-device' ||
    (status.save === 'saving' && (cut || status.refused))
  ) {
    const sentences = [say.notSavedDetail, status.storageFails ? say.storageFails : line]
    const actions = status.refused ? (['reload'] as const) : reconnect
    return { tone: 'bad', icon: 'alert', label: say.notSaved, sentences, actions: ['copy', ...actions] }
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
    return { tone: 'busy', icon: 'busy', label: say.saving, sentences: [say.savingDetail, line], actions: [] }
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
  if (!cut) {
    const label = status.readOnly ? say.readOnly : say.saved
    const icon = status.readOnly ? 'lock' : 'check'
    return { tone: 'good', icon, label, sentences: [say.savedDetail, line], actions: [] }
  }
  const sentences = [line, say.nothingToLose]
  if (!status.deviceOnline)
    return { tone: 'bad', icon: 'cut', label: say.offline, sentences, actions: reconnect }
  if (status.wasLive)
    return { tone: 'busy', icon: 'busy', label: say.reconnecting, sentences, actions: reconnect }
  if (status.attempt > PATIENCE) {
    return { tone: 'bad', icon: 'cut', label: say.notLiveLabel, sentences, actions: reconnect }
  }
  return { tone: 'quiet', icon: 'busy', label: say.opening, sentences: [line], actions: [] }
}
