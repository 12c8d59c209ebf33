/** Holdfast itself: the only dialect whose server tells what arrived of a handshake. */
import { type Dialect, isRecord, jsonOf } from './dialect.ts'
import { speakYjs } from './yjs-sync.ts'

export const holdfast: Dialect = {
  name: 'holdfast',
  title: 'Holdfast',
  page: (room) => `p/${room}`,
  health: 'live/health',
  socket: (room) => `collab/${room}`,
  lock: { path: 'api/pads?limit=1', code: 'administrator-needed' },
  plain: { status: 426, says: /"code":\s*"upgrade-missing"/ },
  endings: /(p|collab)\/[A-Za-z0-9_-]{1,128}\/?$/,
  signs: [
    {
      path: 'live/health',
      tells: (answer) => {
        const health = jsonOf(answer)
        const is = health?.status === 'OK' && typeof health.version === 'string' && 'uptime' in health
        return is ? 'live/health tells status, version and uptime' : undefined
      },
    },
    {
      path: 'collab/doctor',
      tells: (answer) =>
        /^upgrade-/.test(String(jsonOf(answer)?.code)) ? 'collab/ says that it wants an upgrade' : undefined,
    },
    {
      path: 'api/pads?limit=1',
      tells: (answer) => {
        const pads = jsonOf(answer)?.pads
        const first: unknown = Array.isArray(pads) ? pads[0] : undefined
        const is = Array.isArray(pads) && (first === undefined || isRecord(first))
        return is ? 'api/pads is a list of pads' : undefined
      },
    },
    {
      path: 'live/health',
      tells: (answer) => {
        const problem = jsonOf(answer)
        const is = problem?.type === 'about:blank' && /^[a-z]+(-[a-z]+)+$/.test(String(problem.code))
        return is ? 'it refuses as Holdfast does, with problem details and a code' : undefined
      },
    },
    {
      path: 'p/doctor',
      tells: (answer) =>
        answer.body.bytes.includes('<body data-page="') ? 'p/ is a page of Holdfast' : undefined,
    },
  ],
  speak: (socket, _room, within) => speakYjs(socket, within),
}
