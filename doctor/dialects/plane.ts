/**
 * Plane's live server: Hocuspocus below `live/`. Without an account the token is refused, and the refusal proves
 * the line. Known from its sources and answers, and tested on a stand-in of them.
 */
import { type Dialect, jsonOf } from './dialect.ts'
import { speakHocuspocus } from './hocuspocus-auth.ts'

export const plane: Dialect = {
  name: 'plane',
  title: 'Plane',
  page: () => '',
  health: 'live/health',
  socket: () => 'live/collaboration',
  plain: { status: 404, says: /Not Found/ },
  endings: /live\/(collaboration|health)\/?$/,
  signs: [
    {
      path: 'live/health',
      tells: (answer) => {
        const health = jsonOf(answer)
        const is = health?.status === 'OK' && !('uptime' in health)
        return is ? 'live/health tells status OK, as the live server of Plane does' : undefined
      },
    },
  ],
  speak: (socket, room, within) =>
    speakHocuspocus(socket, room, JSON.stringify({ id: 'holdfast-doctor', cookie: '' }), within),
}
