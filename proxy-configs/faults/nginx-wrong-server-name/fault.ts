/** The name is misspelt, and a default server hangs up on strangers. */
import { type Fault, NO_PAGE, oneHop } from '../../fault.ts'
import { everything } from '../../probes.ts'

export const nginxWrongServerName: Fault = {
  id: 'nginx-wrong-server-name',
  title: 'the name is in no server, and the default one hangs up',
  culprit: 'nginx',
  symptom: 'unreachable',
  way: oneHop(
    'nginx',
    { at: 'server_name', add: ['server_name pads.example.net;'] },
    {
      at: 'upstream holdfast',
      through: '}',
      keep: true,
      add: ['server { listen {{listen}} default_server; return 444; }'],
    },
  ),
  sees: 'The browser says that the connection was closed, or that the page sent nothing.',
  wire: 'nginx closes without a byte, which 444 stands for in its access log.',
  neighbours:
    'Under the name that stands in the file it works. `nginx-tls-not-switched-on` hangs up too, whatever the name.',
  ours: 'A pad that was opened before opens from this device.',
  fix: 'The name in `server_name` is the one people type.',
  expect: everything('closed'),
  stories: NO_PAGE,
  sources: [
    'https://nginx.org/en/docs/http/request_processing.html',
    'https://nginx.org/en/docs/http/ngx_http_rewrite_module.html#return',
  ],
}
