/** Two nodes that know nothing of each other, taken in turns. */
import { ALL_WELL, type Fault } from '../../fault.ts'

export const nginxTwoAppsWithoutSharedState: Fault = {
  id: 'nginx-two-apps-without-shared-state',
  title: 'two nodes share nothing',
  culprit: 'app',
  symptom: 'apart',
  way: { hops: [{ good: 'nginx' }], end: 'strangers' },
  sees: 'Everything is green, everybody is connected, and two people in one pad see two texts.',
  wire: 'Every answer is as it should be. One connection goes to one node, the next to the other, and each has a pad of that name of its own.',
  neighbours:
    'No proxy is at fault; no probe of a single connection tells. Only two at once do, or two different answers to the same question.',
  ours: 'Cannot know: each node answers for itself, and says saved in good faith.',
  fix: 'Let both nodes use one storage, or run one. Stickiness hides it until two people come from two addresses.',
  expect: { together: 'apart' },
  varies: ['residue', 'forwarded', 'fresh'],
  stories: { 'socket-only': 'apart', 'five-attempts': 'apart', holdfast: 'apart' },
  orByChance: ALL_WELL,
  sources: ['https://nginx.org/en/docs/http/load_balancing.html'],
}
