vcl 4.1;

# Holdfast behind Varnish. Save as /etc/varnish/default.vcl and put your own values where it says CHANGE.
# One thing cannot be said in this file, and a silent WebSocket is cut after 60 s without it. Add to the line that
# starts varnishd (systemctl edit --full varnish):
#     -p pipe_timeout=3600
# Each open WebSocket holds one thread: -p thread_pool_max=5000 in two pools, Varnish's own choice, is 10000.

import std;

# CHANGE: where Holdfast listens
backend app1 { .host = "127.0.0.1"; .port = "3000"; }

sub vcl_recv {
    # Varnish keeps Host and appends to X-Forwarded-For by itself. It speaks no TLS, so what comes is http.
    set req.http.X-Forwarded-Proto = "http";
    set req.http.X-Forwarded-Host = req.http.Host;

    # CHANGE: the path people type, in all four places. It is cut off, and X-Forwarded-Prefix tells what was.
    if (req.url == "/pads") { return (synth(301, "/pads/")); }
    if (req.url !~ "^/pads/") { return (synth(404)); }
    set req.url = regsub(req.url, "^/pads", "");
    set req.http.X-Forwarded-Prefix = "/pads";

    # 25 MB: importing a large text.
    if (std.integer(req.http.Content-Length, 0) > 26214400) { return (synth(413)); }

    # Only a pipe lets a WebSocket through; passed on, it would lose its Upgrade.
    if (req.http.Upgrade ~ "(?i)websocket") { return (pipe); }

    # Pads and lists are always fetched anew. What lies below /assets/ never changes and may be kept.
    if (req.url !~ "^/assets/") { return (pass); }
}

sub vcl_synth {
    if (resp.status == 301) { set resp.http.Location = resp.reason; set resp.reason = "Moved Permanently"; }
}

sub vcl_pipe {
    # These two belong to one hop only, and Varnish does not copy them.
    set bereq.http.Upgrade = req.http.Upgrade;
    set bereq.http.Connection = req.http.Connection;
}

sub vcl_backend_fetch {
    set bereq.first_byte_timeout = 120s;  # longer than the 55 s for which the app holds a request
    set bereq.between_bytes_timeout = 120s;
}
