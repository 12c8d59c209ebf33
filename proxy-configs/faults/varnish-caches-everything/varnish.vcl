# Broken on purpose: pages and lists are kept, whatever the app says.
# Lines behind `#-` are in the good configuration and missing here; what stands below `#+` is the fault.
# What it does, how to tell it and how to mend it: README.md beside this file.

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
    unset req.http.X-Forwarded-Prefix;  # visitors have no say in it

    # 25 MB: importing a large text.
    if (std.integer(req.http.Content-Length, 0) > 26214400) { return (synth(413)); }

    # Only a pipe lets a WebSocket through; passed on, it would lose its Upgrade.
    if (req.http.Upgrade ~ "(?i)websocket") { return (pipe); }

    # Pads and lists are always fetched anew. What lies below /assets/ never changes and may be kept.
#-     if (req.url !~ "^/assets/") { return (pass); }
}

sub vcl_pipe {
    # These two belong to one hop only, and Varnish does not copy them.
    set bereq.http.Upgrade = req.http.Upgrade;
    set bereq.http.Connection = req.http.Connection;
}

#- sub vcl_backend_fetch {
#+ the next 7 lines are the fault
sub vcl_backend_response {
    if (bereq.url ~ "^/(p|api)/") {
        set beresp.ttl = 120s;
        return (deliver);
    }
}
sub vcl_backend_fetch {
    set bereq.first_byte_timeout = 120s;  # longer than the 55 s for which the app holds a request
    set bereq.between_bytes_timeout = 120s;
}
