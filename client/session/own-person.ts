/**
 * Who one is oneself, chosen once and kept in this browser. Where storage is blocked the choice lasts as long
 * as the page. Never keeps a client id: two tabs with one id would destroy each other's edits.
 */
import { COLOURS, cleanName, colourFor, type Person } from './person.ts'

const KEY = 'holdfast-person'

type Store = Pick<Storage, 'getItem' | 'setItem'>

export interface OwnPersonDeps {
  /** Throws, or answers with nothing, where the browser blocks storage. */
  storage(): Store | undefined
  random(): number
}

const parse = (text: string | null): Partial<Person> => {
  if (text === null) return {}
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : {}
  } catch {
    return {}
  }
}

export const createOwnPerson = (fallbackName: string, deps: OwnPersonDeps) => {
  const stored = (): Partial<Person> => {
    try {
      return parse(deps.storage()?.getItem(KEY) ?? null)
    } catch {
      return {}
    }
  }
  const found = stored()
  const name = typeof found.name === 'string' ? cleanName(found.name) : ''
  const known = COLOURS.find((colour) => colour === found.color)
  let person: Person = {
    name: name === '' ? fallbackName : name,
    color: known ?? colourFor(Math.floor(deps.random() * COLOURS.length)),
  }
  const keep = (): void => {
    try {
      deps
        .storage()
        ?.setItem(KEY, JSON.stringify({ ...person, name: person.name === fallbackName ? '' : person.name }))
    } catch {
      // Blocked or full: the choice then lasts as long as this page.
    }
  }
  if (known === undefined) keep()

  return {
    get person(): Person {
      return person
    },
    rename(text: string): Person {
      const clean = cleanName(text)
      person = { ...person, name: clean === '' ? fallbackName : clean }
      keep()
      return person
    },
  }
}
