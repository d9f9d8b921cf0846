"""Answers with what it was asked. Python's own library alone: the instance fetches nothing."""

import http.server
import itertools
import json
import sys

COUNT = itertools.count(1)


class Echo(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        path, _, query = self.path.partition("?")
        if path == "/api/health":
            return self.send(200, {"ok": True})
        if path != "/api/echo":
            return self.send(404, {"error": "no such path", "path": path})
        headers = {name.lower(): value for name, value in self.headers.items()}
        # CloudFront's secret goes to nobody.
        headers.pop("x-origin-verify", None)
        self.send(
            200,
            {
                "count": next(COUNT),
                "method": self.command,
                "path": path,
                "query": query,
                "headers": headers,
                "body": body.decode("utf-8", "replace"),
            },
        )

    do_GET = do_HEAD = do_OPTIONS = do_PUT = do_POST = do_PATCH = do_DELETE = answer

    def send(self, status, said):
        text = json.dumps(said).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.send_header("X-Echo-Method", self.command)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(text)

    def log_message(self, *_):
        pass


http.server.ThreadingHTTPServer(("", int(sys.argv[1])), Echo).serve_forever()
