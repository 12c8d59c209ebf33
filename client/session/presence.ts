/**
 * Who is in the pad, and that everybody sees it again after the line was cut. Knows awareness and nothing of the
 * document.
 */
import type { Awareness } from 'y-protocols/awareness'
import { type Person, personOf } from './person.ts'

export const createPresence = (
  awareness: Awareness,
  fallbackName: string,
  onPeople: (self: Person, others: readonly Person[]) => void,
) => {
  const own = awareness.clientID
  const tell = (): void => {
    const others = [...awareness.getStates()]
      .sort(([a], [b]) => a - b)
      // A peer without a name is a program that watches, not a person.
      .filter(([id, state]) => id !== own && state.user !== undefined)
      .map(([id, state]) => personOf(state, id, fallbackName))
    onPeople(personOf(awareness.getLocalState(), own, fallbackName), others)
  }
  awareness.on('change', tell)

  return {
    tell,
    /**
     * Others dropped this state when the connection broke and take it again only with a newer clock
     * (y-websocket issue 122).
     */
    renew: (): void => {
      const state = awareness.getLocalState()
      if (state !== null) awareness.setLocalState(state)
    },
    /**
     * The provider drops the others' states but not their clocks: it would refuse the same states when the
     * server shows them again, and nobody would be here until each of them renews by itself.
     */
    forgetClocks: (): void => {
      for (const id of [...awareness.meta.keys()]) {
        if (id !== own && !awareness.getStates().has(id)) awareness.meta.delete(id)
      }
    },
    close: (): void => awareness.off('change', tell),
  }
}
