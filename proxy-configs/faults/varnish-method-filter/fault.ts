/** A list of methods from the time of forms. */
import { type Fault, FORMS_REFUSED, oneHop } from '../../fault.ts'

export const varnishMethodFilter: Fault = {
  id: 'varnish-method-filter',
  title: 'only GET and HEAD are let through',
  culprit: 'varnish',
  symptom: 'requests-refused',
  way: oneHop('varnish', {
    at: 'if (req.url !~ "^/assets/")',
    add: [
      'if (req.method != "GET" && req.method != "HEAD") { return (synth(405)); }',
      'if (req.url !~ "^/assets/") { return (pass); }',
    ],
  }),
  sees: 'Opening and writing in a pad works; importing a text, deleting and restoring do not.',
  wire: 'POST, PATCH and DELETE are answered with 405 and a page of Varnish; a handshake is a GET and gets 101.',
  neighbours:
    'A refusal by the app is problem details in JSON. `varnish-upgrade-denied` refuses the handshake alone.',
  ours: 'Opens a new pad at an address of its own where none can be made, and goes on over WebSocket. Where that is blocked as well it cannot write, keeps what is typed on this device and says so.',
  fix: 'Remove the filter; what is not cached belongs to the app.',
  expect: { large: '405 varnish', exchange: '405 varnish', held: '405 varnish' },
  stories: FORMS_REFUSED,
  sources: ['https://varnish-cache.org/docs/7.1/users-guide/vcl-syntax.html'],
}
