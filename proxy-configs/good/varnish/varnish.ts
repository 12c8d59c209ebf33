/** Varnish: a cache that knows no WebSocket, and can be told to let the bytes of one through. */
import type { GoodConfig } from '../../good.ts'

export const varnish: GoodConfig = {
  proxy: 'varnish',
  extension: 'vcl',
  // Varnish speaks no TLS: HAProxy, nginx or Hitch stands in front.
  tls: false,
  subPath: true,
  listen: () => '',
  parameters: ['-p', 'pipe_timeout=3600'],
  template: `vcl 4.1;

# Holdfast behind Varnish. Save as /etc/varnish/default.vcl and put your own values where it says CHANGE.
# One thing cannot be said in this file, and a silent WebSocket is cut after 60 s without it. Add to the line that
# starts varnishd (systemctl edit --full varnish):
#     -p pipe_timeout=3600
# Each open WebSocket holds one thread: -p thread_pool_max=5000 in two pools, Varnish's own choice, is 10000.

import std;
import directors;  #? balanced

probe ready {  #? balanced
    .url = "/live/ready";  #? balanced
    .initial = 3;  # healthy until the first answer  #? balanced
}  #? balanced

# CHANGE: where Holdfast listens
backend app{{number}} { .host = "{{upstream-host}}"; .port = "{{upstream-port}}"; }  #* upstream  #? single
backend app{{number}} { .host = "{{upstream-host}}"; .port = "{{upstream-port}}"; .probe = ready; }  #* upstream  #? balanced

sub vcl_init {  #? balanced
    # Nodes over one storage need no stickiness: every request says where it was. With it: directors.shard()  #? balanced
    new nodes = directors.round_robin();  #? balanced
    nodes.add_backend(app{{number}});  #* upstream  #? balanced
}  #? balanced

sub vcl_recv {
    set req.backend_hint = nodes.backend();  #? balanced
    # Varnish keeps Host and appends to X-Forwarded-For by itself. It speaks no TLS, so what comes is http.  #? edge
    set req.http.X-Forwarded-Proto = "http";  #? edge
    set req.http.X-Forwarded-Host = req.http.Host;  #? edge
    unset req.http.X-Forwarded-Prefix;  # visitors have no say in it  #? edge root

    # CHANGE: the path people type, in all four places. It is cut off, and X-Forwarded-Prefix tells what was.  #? sub-path
    if (req.url == "{{sub-path}}") { return (synth(301, "{{sub-path}}/")); }  #? sub-path
    if (req.url !~ "^{{sub-path}}/") { return (synth(404)); }  #? sub-path
    set req.url = regsub(req.url, "^{{sub-path}}", "");  #? sub-path
    set req.http.X-Forwarded-Prefix = "{{sub-path}}";  #? sub-path

    # 25 MB: importing a large text.
    if (std.integer(req.http.Content-Length, 0) > 26214400) { return (synth(413)); }

    # Only a pipe lets a WebSocket through; passed on, it would lose its Upgrade.
    if (req.http.Upgrade ~ "(?i)websocket") { return (pipe); }

    # Pads and lists are always fetched anew. What lies below /assets/ never changes and may be kept.
    if (req.url !~ "^/assets/") { return (pass); }
}

sub vcl_synth {  #? sub-path
    if (resp.status == 301) { set resp.http.Location = resp.reason; set resp.reason = "Moved Permanently"; }  #? sub-path
}  #? sub-path

sub vcl_pipe {
    # These two belong to one hop only, and Varnish does not copy them.
    set bereq.http.Upgrade = req.http.Upgrade;
    set bereq.http.Connection = req.http.Connection;
}

sub vcl_backend_fetch {
    set bereq.first_byte_timeout = 120s;  # longer than the 55 s for which the app holds a request
    set bereq.between_bytes_timeout = 120s;
}
`,
}
