/** The tables of the catalogue's first page: what is good, what people notice, each proxy's faults, the myths. */
import { type Fault, SYMPTOMS, type Symptom } from '../../../proxy-configs/fault.ts'
import { FAULTS } from '../../../proxy-configs/faults.ts'
import type { GoodConfig } from '../../../proxy-configs/good.ts'
import { GOOD_CONFIGS } from '../../../proxy-configs/good-configs.ts'
import { MYTHS } from '../../../proxy-configs/myths.ts'
import { expected } from '../../../proxy-configs/probes.ts'
import { cell, code, table } from '../markdown.ts'
import { FORMS, formOf } from './good-files.ts'

const toFault = ({ id }: Pick<Fault, 'id'>): string => `[\`${id}\`](faults/${id}/README.md)`

export const goodTable = (): string =>
  table(
    ['', ...FORMS.map(({ about }) => about)],
    Object.entries(GOOD_CONFIGS).map(([name, good]: [string, GoodConfig]) => [
      `**${name}**`,
      ...FORMS.map((form) =>
        formOf(good, form) === undefined
          ? '–'
          : `[${form.name}](good/${name}/${form.name}.${good.extension})`,
      ),
    ]),
  )

export const symptomTable = (): string =>
  table(
    ['what people notice', 'what it can be'],
    (Object.keys(SYMPTOMS) as Symptom[])
      .map((symptom) => [symptom, FAULTS.filter((fault) => fault.symptom === symptom)] as const)
      .filter(([, faults]) => faults.length > 0)
      .map(([symptom, faults]) => [SYMPTOMS[symptom], faults.map(toFault).join('<br>')]),
  )

export const faultTable = (): string =>
  table(
    [
      'fault',
      'what is wrong',
      'page',
      'handshake',
      'what the app saw',
      'with y-websocket alone',
      'with Holdfast',
    ],
    FAULTS.map((fault) => {
      const { page, handshake, residue } = expected(fault.expect)
      return [
        toFault(fault),
        cell(fault.title),
        code(page),
        code(handshake),
        code(residue),
        fault.stories['socket-only'],
        fault.stories.holdfast,
      ]
    }),
  )

export const mythTable = (): string =>
  table(
    ['what is said', 'what was measured'],
    MYTHS.map(({ id, claim, measured }) => [`[${cell(claim)}](myths/${id}/README.md)`, cell(measured)]),
  )
