/** Causes that look the same from outside, and the configuration that tells which it is. */
import { expect, test } from 'vitest'
import { causesOf } from '../../proxy-configs/causes/causes.ts'
import { classOf } from '../../proxy-configs/causes/classes.ts'
import type { Observation } from '../../proxy-configs/causes/observation.ts'
import { FAULTS } from '../../proxy-configs/faults.ts'
import { EXAMPLE, render } from '../../proxy-configs/good.ts'
import { GOOD_CONFIGS } from '../../proxy-configs/good-configs.ts'
import { exampleConfig } from '../../proxy-configs/hop.ts'
import { toldApart } from './told-apart.ts'

const faultNamed = (id: string) => {
  const fault = FAULTS.find((each) => each.id === id)
  if (fault === undefined) throw new Error(`no fault ${id}`)
  return fault
}
/** As it is seen from outside, by whoever sees everything. */
const causesAt = (id: string) =>
  causesOf(
    {
      results: faultNamed(id).expect as Observation['results'],
      took: {},
      brands: new Set(['nginx']),
      hops: 1,
      tells: new Set(),
    },
    FAULTS,
  )
const configOf = (id: string) => exampleConfig(faultNamed(id).way.hops, 0, 1)
const idsOf = (causes: ReturnType<typeof causesAt>) => causes.map(({ faults }) => faults.map(({ id }) => id))

test.each(['nginx-connection-missing', 'nginx-map-reversed', 'nginx-upgrade-from-map'])(
  '[DO12] %s looks like others from outside, and is named alone with its configuration',
  (id) => {
    const causes = causesAt(id)
    expect([...(idsOf(causes)[0] ?? [])].sort()).toEqual([...classOf(id)].sort())
    expect(classOf(id).length).toBeGreaterThan(1)
    const { causes: apart, isElsewhere } = toldApart(causes, configOf(id), 'pads.example.org')
    expect([idsOf(apart)[0], isElsewhere]).toEqual([[id], false])
    expect(idsOf(toldApart(causes, configOf(id), '192.0.2.1').causes)[0]).toEqual([id])
  },
)

test('[DO12] the name that people type tells a missing server from used up connections', () => {
  const id = 'nginx-wrong-server-name'
  const { causes } = toldApart(causesAt(id), configOf(id), 'pads.example.org')
  expect(idsOf(causes)[0]).toEqual([id])
})

test('[DO12] a configuration in which nothing is wrong leaves the causes as they are, and that is told', () => {
  const causes = causesAt('nginx-upgrade-headers-missing')
  const good = render(GOOD_CONFIGS.nginx, EXAMPLE)
  expect(toldApart(causes, good, 'pads.example.org')).toEqual({ causes, isElsewhere: true })
  expect(toldApart(causes, 'what no proxy reads', '[::1]')).toEqual({ causes, isElsewhere: false })
  expect(toldApart([], good, 'pads.example.org')).toEqual({ causes: [], isElsewhere: false })
})
