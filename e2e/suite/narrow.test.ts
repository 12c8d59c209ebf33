/** A smaller run is asked for by name, and a name that nothing has is told instead of running nothing. */
import { expect, test } from 'vitest'
import { narrow, PROXIES } from './narrow.ts'

test('[PX15] proxies and faults are taken out of the words, and the others are passed on in their order', () => {
  const words = ['vitest', 'run', '--proxies', 'nginx,squid', '--bail', '1', '--faults=upgrade']
  expect(narrow(words)).toEqual({
    environment: { HOLDFAST_PROXIES: 'nginx,squid', HOLDFAST_FAULTS: 'upgrade' },
    rest: ['vitest', 'run', '--bail', '1'],
  })
  expect(narrow(['vitest'])).toEqual({ environment: {}, rest: ['vitest'] })
})

test.each([
  [['--proxies', 'ngnix'], `--proxies does not know ngnix; there are ${PROXIES.join(', ')}`],
  [['--proxies'], '--proxies needs names, such as --proxies nginx,apache'],
  [['--proxies', '--bail'], '--proxies needs names, such as --proxies nginx,apache'],
  [['--proxies='], '--proxies needs names, such as --proxies nginx,apache'],
  [['--faults', 'a,,b'], '--faults needs names, such as --faults upgrade,timeout'],
])('[PX15] %j is told and nothing runs', (words, wrong) => {
  expect(narrow(words)).toEqual({ wrong })
})
