/**
 * Why it is so and what to do, drawn: each cause with its lines, and what whoever runs the server may ask next. It draws
 * what it is told and decides nothing.
 */
import type { DiagnoseWords } from '../../protocol/words/en-diagnose.ts'
import { type Child, element } from '../ui/element.ts'
import type { CauseTold, FaultTold, Told } from './told.ts'

/** So many are shown with their lines; the others by name. */
const SHOWN = 3

export function reasonsOf(told: Told, say: DiagnoseWords, doctor: string): readonly HTMLElement[] {
  const isWell = told.kind === 'well'
  const why = [
    ...told.why.map((text) => element('p', {}, text)),
    ...told.causes.map((cause) => causeOf(cause, say)),
  ]
  const alike = told.causes.some(({ faults }) => faults.length > 1)
  const admin = [
    ...told.fixes.flatMap(({ heading, lines }) => [element('p', {}, heading), ...pre(lines)]),
    ...(alike ? [element('p', {}, say.lintWhy), ...pre([say.lint])] : []),
    element('p', {}, say.doctorWhy),
    ...pre([doctor]),
  ]
  return [
    ...(why.length === 0 ? [] : [element('h3', {}, say.why), ...why]),
    element('h3', {}, say.todo),
    ...told.todo.map((text) => element('p', {}, text)),
    ...(isWell ? [] : [element('h3', {}, say.forAdmin), ...admin]),
  ]
}

function causeOf({ lead, faults }: CauseTold, say: DiagnoseWords): HTMLElement {
  const ids = faults.map(({ id }) => id).join(' ')
  const [only] = faults
  if (faults.length === 1 && only !== undefined) {
    return element(
      'div',
      { class: 'cause-found', 'data-faults': ids },
      element('p', {}, lead),
      ...fixOf(only, say),
    )
  }
  const others = faults.slice(SHOWN)
  return element(
    'div',
    { class: 'cause-found', 'data-faults': ids },
    element('p', {}, lead),
    // The first stands open, so that nobody misses that there are lines to change.
    ...faults
      .slice(0, SHOWN)
      .map((fault, at) =>
        element(
          'details',
          { class: 'details', open: at === 0 },
          element('summary', {}, fault.title),
          ...fixOf(fault, say),
        ),
      ),
    others.length === 0
      ? undefined
      : element(
          'details',
          { class: 'details' },
          element('summary', {}, say.others(others.length)),
          element(
            'ul',
            {},
            ...others.map(({ title, fix }) => element('li', {}, ...coded(`${title}. ${fix}`))),
          ),
        ),
  )
}

const fixOf = ({ id, fix, lines }: FaultTold, say: DiagnoseWords): readonly HTMLElement[] => [
  element('p', {}, ...coded(fix), ...(lines.length === 0 ? [] : [` ${say.thenReload}`])),
  ...pre(lines),
  element('p', { class: 'fault-id' }, say.faultId(id)),
]

const pre = (lines: readonly string[]): readonly HTMLElement[] =>
  lines.length === 0
    ? []
    : [element('pre', { tabindex: 0 }, ...lines.map((line) => element('code', {}, line)))]

/** What stands between backticks is to be typed or found as it is. */
const coded = (text: string): readonly Child[] =>
  text.split('`').map((part, at) => (at % 2 === 0 ? part : element('code', {}, part)))
