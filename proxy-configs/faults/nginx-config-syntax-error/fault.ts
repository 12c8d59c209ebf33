/** A reload that failed: the words stood in a log nobody read, and the broken configuration went on. */
import { type Fault, WEBSOCKET_BLOCKED } from '../../fault.ts'
import { stripped } from '../../probes.ts'

export const nginxConfigSyntaxError: Fault = {
  id: 'nginx-config-syntax-error',
  title: 'The mended file has a syntax error, so nginx goes on with the broken one',
  culprit: 'nginx',
  symptom: 'config-not-loaded',
  way: {
    hops: [
      {
        good: 'nginx',
        edits: [
          {
            at: 'proxy_set_header Upgrade',
            add: ['proxy_set_header Upgrade    $http_upgrade'],
          },
        ],
        loads: { running: [{ at: 'proxy_set_header Upgrade' }, { at: 'proxy_set_header Connection' }] },
      },
    ],
  },
  sees: 'The lines for WebSocket were added and nginx was reloaded, and nothing changed.',
  wire: 'Everything is as with the file that was loaded last. A reload by signal says nothing on the terminal; the error log has one line at the level emerg with file and line.',
  neighbours:
    '`nginx-config-not-included` and `nginx-config-name-shadowed` pass the check of nginx. Here `nginx -t` refuses the file, and `nginx -T` prints none.',
  ours: 'Goes on over HTTP, and still names the header that is missing, because on the wire it is.',
  fix: 'Run `nginx -t` before each reload and mend the line it names; the mistake is often at the end of the line before.',
  expect: stripped('upgrade-headers-missing nginx'),
  stories: WEBSOCKET_BLOCKED,
  check: { ok: false, says: 'invalid number of arguments in "proxy_set_header" directive' },
  sources: ['https://nginx.org/en/docs/control.html#reconfiguration', 'Plane #6206'],
}
