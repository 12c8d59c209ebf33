/** Another server block takes the request: the file has the wrong name in it, or is not read at all. */
import { type Fault, NO_PAGE, oneHop } from '../../fault.ts'
import { everything } from '../../probes.ts'

export const nginxDefaultServerAnswers: Fault = {
  id: 'nginx-default-server-answers',
  title: 'another site of the same nginx answers',
  culprit: 'nginx',
  symptom: 'unreachable',
  way: oneHop(
    'nginx',
    { at: 'server_name', add: ['server_name pads.example.net;'] },
    {
      at: 'upstream holdfast',
      through: '}',
      keep: true,
      add: ['server { listen {{listen}} default_server; root /var/www/html; }'],
    },
  ),
  sees: 'A page of nginx or of another site, and Not Found below it.',
  wire: 'No server has the name that was asked for, so the first one of the port answers; its document root has no such files.',
  neighbours: 'With `nginx-ws-location-missing` the page itself comes.',
  ours: 'A pad that was opened before opens from this device.',
  fix: 'The name in `server_name` is the one people type; `nginx -T` shows whether the file is read at all.',
  expect: { ...everything('404 nginx'), large: '413 nginx' },
  stories: NO_PAGE,
  sources: ['https://nginx.org/en/docs/http/request_processing.html'],
}
