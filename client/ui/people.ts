/**
 * Who is here, as small coloured initials; one's own is a button to change the name. Two tabs of one person
 * are two peers, and shown as such: nobody can know better.
 */
import type { Words } from '../../protocol/words/en.ts'
import { initials, type Person } from '../session/person.ts'
import { element } from './element.ts'

const SHOWN = 4

export const createPeople = (options: { readonly words: Words; onRename(): void }) => {
  const { words } = options
  const own = element('button', { type: 'button', class: 'person own' })
  own.addEventListener('click', () => options.onRename())
  const others = element('ul', { class: 'others', 'aria-label': words.people.label })
  let shown = ''

  const circle = (person: Person): HTMLElement => {
    const letters = element('span', { class: 'person', title: person.name }, initials(person.name))
    letters.setAttribute('aria-label', person.name)
    letters.setAttribute('role', 'img')
    letters.style.setProperty('--person', person.color)
    return element('li', {}, letters)
  }

  return {
    element: element('div', { class: 'people' }, others, own),
    show(self: Person, rest: readonly Person[]): void {
      const key = JSON.stringify([self, rest])
      if (key === shown) return
      shown = key
      own.textContent = initials(self.name)
      own.title = words.people.you(self.name)
      own.setAttribute('aria-label', words.people.changeName(self.name))
      own.style.setProperty('--person', self.color)
      const hidden = rest.slice(SHOWN)
      const more = hidden.map((person) => person.name).join(', ')
      others.replaceChildren(
        ...rest.slice(0, SHOWN).map(circle),
        ...(hidden.length === 0
          ? []
          : [
              element(
                'li',
                {},
                element(
                  'span',
                  {
                    class: 'person more',
                    title: more,
                    role: 'img',
                    'aria-label': words.people.more(hidden.length),
                  },
                  `+${hidden.length}`,
                ),
              ),
            ]),
      )
    },
  }
}
