"""No connection is ever made: not for what a page links to, declares, includes or redirects to."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# An audit hook stays for the life of a process, hence one of its own.  It sees every connection and
# every look-up of a name that Python code makes, and every program that it starts.
WATCHED = """
import json, sys
events = []
NAMES = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "socket.sendmsg", "urllib.Request",
         "subprocess.Popen", "os.system", "os.posix_spawn", "os.exec", "http.client.connect")
sys.addaudithook(lambda event, _: events.append(event) if event in NAMES else None)

from service.app import create_app
from service.settings import Settings

client = create_app(Settings()).test_client()
for request in json.load(sys.stdin):
    answer = client.post("/v1/normalize?explain=full", json=request)
    assert answer.status_code == 200, answer.data
for path in ("/", "/docs", "/livez", "/readyz", "/version", "/metrics", "/v1/rules", "/openapi.json"):
    client.get(path)
seen = list(events)

import socket
try:
    socket.create_connection(("127.0.0.1", 9), timeout=1)
except OSError:
    pass
print(json.dumps({"seen": seen, "afterwards": events[len(seen):]}))
"""

PAGE = """<!DOCTYPE html [<!ENTITY x SYSTEM "http://a.example/x">]>
<html lang="en" manifest="http://a.example/m"><head><base href="http://b.example/base/">
<link rel="canonical" href="http://c.example/story"><link rel="amphtml" href="http://c.example/amp">
<link rel="stylesheet" href="http://d.example/s.css"><link rel="alternate" type="application/json+oembed" href="http://e.example/o">
<meta http-equiv="refresh" content="0; url=http://f.example/"><meta property="og:image" content="http://g.example/i.jpg">
<script src="http://h.example/s.js"></script>
<script type="application/ld+json">{"@context": "http://i.example/context.jsonld", "@type": "NewsArticle", "@id": "http://j.example/1",
"author": {"@id": "http://k.example/author"}, "image": "http://l.example/i.png", "datePublished": "2022-40-25"}</script></head>
<body itemscope itemtype="http://m.example/Article"><h1>&x; Envoys return</h1><img src="http://n.example/i.gif">
<iframe src="http://o.example/"></iframe><p>By Ana Ruiz | Friday, 25 February 2022 02:40 PM EST</p></body></html>"""


def test_no_connection_is_made(data_dir: Path) -> None:
    """Pages full of addresses, and nobody is asked for anything; the hook does see the connection
    that is made last.
    """
    requests = [
        {"html": PAGE, "url": "http://p.example/2022/02/25/envoys"},
        {
            "html": PAGE,
            "url": "http://127.0.0.1:9/",
            "headers": {"Link": "<http://q.example/>; rel=canonical"},
        },
        {
            "text": (data_dir / "seed" / "page.txt").read_text("utf-8"),
            "url": "http://169.254.169.254/latest/meta-data",
        },
        {
            "metadata": {
                "url": "file:///etc/passwd",
                "image": "http://r.example/i.jpg",
                "date": "2022-40-25",
            }
        },
    ]
    run = subprocess.run(
        [sys.executable, "-c", WATCHED],
        cwd=ROOT,
        input=json.dumps(requests),
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(run.stdout) == {
        "seen": [],
        "afterwards": ["socket.getaddrinfo", "socket.connect"],
    }
