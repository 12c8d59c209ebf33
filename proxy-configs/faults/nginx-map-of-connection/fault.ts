/** A map that compares Connection with one word, where a list may stand. */
import { ALL_WELL, type Fault, oneHop } from '../../fault.ts'

export const nginxMapOfConnection: Fault = {
  id: 'nginx-map-of-connection',
  title: 'the map looks for exactly one value of Connection',
  culprit: 'nginx',
  symptom: 'invisible',
  way: oneHop(
    'nginx',
    { at: 'map $http_upgrade', add: ['map $http_connection $holdfast_connection {'] },
    { at: 'default upgrade;', through: "''", add: ['default close;', 'upgrade upgrade;'] },
  ),
  sees: 'It works in most browsers and programs, and in some it never does.',
  wire: 'A map compares whole values: `Connection: Upgrade` gets through in any case of letters, `Connection: keep-alive, Upgrade` becomes close.',
  neighbours:
    'All other faults of this kind fail for everybody; this one only for whoever sends a list, as Firefox did for years and kept connections of programs do.',
  ours: 'Reads and writes over HTTP where its browser sends a list.',
  fix: 'Decide by Upgrade, not by Connection.',
  expect: { 'handshake-list': '426 app' },
  stories: ALL_WELL,
  sources: [
    'https://nginx.org/en/docs/http/ngx_http_map_module.html#map',
    'RFC 9110 section 7.6.1: Connection is a list',
  ],
}
