/**
 * A client as a story uses it: what a person can do with it, and what it then shows. One file per client fills
 * this in; the story does not know which one it has.
 */
import type { PageLoad, Traces } from './outcome.ts'
import type { StoryPerson } from './people.ts'

/** How a page is connected once that is clear. */
export type Standing =
  | 'live'
  /** It knows that it is not, and goes on without. */
  | 'cut-off'
  /** It waits, and shows no text to write in. */
  | 'waiting'

export interface EditingClient {
  readonly name: string
  /** A pad with this title, as a person makes one. */
  create(person: StoryPerson, baseUrl: string, title: string): Promise<PageLoad>
  /** From the list of pads, or from the address. */
  open(person: StoryPerson, baseUrl: string, padId: string, title: string): Promise<PageLoad>
  /** Resolves when it is clear how the page is connected. */
  settle(person: StoryPerson): Promise<Standing>
  /** Types at the end and waits for what the page then says. */
  write(person: StoryPerson, text: string): Promise<void>
  /** Everything a person can do to get the words through, each awaited to its end. */
  insist(person: StoryPerson): Promise<void>
  text(person: StoryPerson): Promise<string>
  says(person: StoryPerson): Promise<Pick<Traces, 'says' | 'tells' | 'closeCode'>>
}

/** Id of the pad whose page this is; undefined on any other page. */
export const padIdOf = ({ page }: StoryPerson): string | undefined =>
  /\/(?:p|socket-only|five-attempts)\/([\w-]+)$/.exec(new URL(page.url()).pathname)?.[1]
