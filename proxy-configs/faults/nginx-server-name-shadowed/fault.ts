/** Two server blocks of one name: the first one wins, the other is silently void. */
import { type Fault, NO_PAGE, oneHop } from '../../fault.ts'
import { everything } from '../../probes.ts'

export const nginxServerNameShadowed: Fault = {
  id: 'nginx-server-name-shadowed',
  title: 'an older server of the same name wins',
  culprit: 'nginx',
  symptom: 'config-not-loaded',
  way: oneHop('nginx', {
    at: 'upstream holdfast',
    through: '}',
    keep: true,
    add: ['server { listen {{listen}}; server_name {{domain}}; root /var/www/old; }'],
  }),
  sees: 'Whatever is changed in the file, nothing changes in the browser.',
  wire: 'nginx takes the first server of a name and ignores others; its check says so as a warning, and counts it as success.',
  neighbours: '`nginx-default-server-answers` has no server of the name; here are two.',
  ours: 'A pad that was opened before opens from this device.',
  fix: 'Remove one of the two; `nginx -T | grep -n server_name` finds them.',
  expect: { ...everything('404 nginx'), large: '413 nginx' },
  check: { ok: true, says: 'conflicting server name' },
  stories: NO_PAGE,
  sources: ['https://nginx.org/en/docs/http/server_names.html'],
}
