/** A maintenance page that somebody forgot to take down. */
import { type Fault, NO_PAGE, oneHop } from '../../fault.ts'
import { everything } from '../../probes.ts'

export const nginxReturn503: Fault = {
  id: 'nginx-return-503',
  title: 'a maintenance page answers everything',
  culprit: 'nginx',
  symptom: 'unreachable',
  way: oneHop('nginx', { at: 'proxy_pass http://holdfast;', add: ['return 503;'] }),
  sees: 'Service Unavailable, whatever is asked.',
  wire: 'nginx answers everything itself, and neither the app nor the error log hears of it.',
  neighbours:
    '`nginx-limit-conn` answers the same, but only while many are there, and says so in the error log.',
  ours: 'A pad that was opened before opens from this device.',
  fix: 'Remove `return`.',
  expect: everything('503 nginx'),
  stories: NO_PAGE,
  sources: ['https://nginx.org/en/docs/http/ngx_http_rewrite_module.html#return'],
}
