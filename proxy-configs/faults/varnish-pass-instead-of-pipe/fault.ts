/** The word that keeps the cache away does not keep the upgrade. */
import { type Fault, oneHop, WEBSOCKET_BLOCKED } from '../../fault.ts'
import { stripped } from '../../probes.ts'

export const varnishPassInsteadOfPipe: Fault = {
  id: 'varnish-pass-instead-of-pipe',
  title: 'WebSocket is passed, not piped',
  culprit: 'varnish',
  symptom: 'invisible',
  way: oneHop('varnish', {
    at: 'if (req.http.Upgrade ~',
    add: ['if (req.http.Upgrade ~ "(?i)websocket") { return (pass); }'],
  }),
  sees: 'Pages and titles load, but nobody sees what the others write.',
  wire: '`pass` goes around the cache, and still makes a request of its own for the app: a plain GET with X-Varnish and without Upgrade.',
  neighbours: 'Not to be told from `varnish-pipe-missing` without reading the VCL.',
  ours: 'Reads and writes over HTTP at once, and names Varnish and the missing lines in the details.',
  fix: '`return (pipe)` instead of `return (pass)`, and vcl_pipe that copies the two headers.',
  expect: stripped('pipe-missing varnish'),
  stories: WEBSOCKET_BLOCKED,
  sources: ['https://varnish-cache.org/docs/7.1/users-guide/vcl-example-websockets.html'],
}
