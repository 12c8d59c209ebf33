/** In containers nginx is often not root, and a file mounted by root with mode 600 is not there for it. */
import { type Fault, WEBSOCKET_BLOCKED } from '../../fault.ts'
import { stripped } from '../../probes.ts'

export const nginxConfigUnreadable: Fault = {
  id: 'nginx-config-unreadable',
  title: 'nginx may not read the mended file, so it goes on with the broken one',
  culprit: 'nginx',
  symptom: 'config-not-loaded',
  way: {
    hops: [
      {
        good: 'nginx',
        loads: { running: [{ at: 'proxy_set_header Upgrade' }, { at: 'proxy_set_header Connection' }] },
        unreadable: true,
      },
    ],
  },
  sees: 'The file is right, nginx was reloaded, and nothing changed.',
  wire: 'Everything is as with the file that was loaded last. The error log has `open() … failed (13: Permission denied)` at the level emerg.',
  neighbours:
    '`nginx-config-syntax-error` names a line, this one a permission. As root the file can be read: check as the user that nginx runs as.',
  ours: 'Goes on over HTTP, and still names the header that is missing, because on the wire it is.',
  fix: 'Let the user of nginx read the file (`chmod 644`, or the right owner of the mounted folder), then reload and look at the error log.',
  expect: stripped('upgrade-headers-missing nginx'),
  stories: WEBSOCKET_BLOCKED,
  check: { ok: false, says: '(13: Permission denied)' },
  sources: ['https://nginx.org/en/docs/control.html#reconfiguration'],
}
