"""The page that carries the dashboard, in French: language, title, style and built-in texts."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.file_util import get_static_dir

HERE = Path(__file__).parent
TITLE = "Castellum"
HEAD_FILES = (
    ("page.css", "style"),
    ("print.css", "style"),
    ("french.js", "script"),
    ("links.js", "script"),
    ("visits.js", "script"),
    ("pictures.js", "script"),
)
# Where the server is: left to itself, the browser looks for it under the name of the page first, and waits.
ADDRESS = """<script>{
  const base = new URL("./", location.href).href
  window.__streamlit = { BACKEND_BASE_URL: base, MAIN_PAGE_BASE_URL: base }
}</script>"""
# Words first: starting the script of the charts holds the browser for most of a second.
WORDS, CHARTS = ("Html", "purify.es"), ("PlotlyChart",)
NOW = '<link rel="modulepreload" crossorigin href="./static/js/{}">'
LATER = '<link rel="prefetch" as="script" crossorigin href="./static/js/{}">'
DROPPED_FROM_REQUEST = (b"accept-encoding", b"if-none-match", b"if-modified-since")


class French:
    """ASGI middleware: rewrites the HTML page that Streamlit serves, and nothing else."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.head = head_of_page()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not _asks_for_a_page(scope):
            await self.app(scope, receive, send)
            return
        kept = [(name, value) for name, value in scope["headers"] if name not in DROPPED_FROM_REQUEST]
        page = _PageRewriter(send, self.head)
        await self.app({**scope, "headers": kept}, receive, page.send)


def head_of_page() -> str:
    """Style and scripts put inline in the page, so that nothing flashes before they arrive.

    The scripts that Streamlit asks for once it knows what is on the page are asked for at once: those of the
    words made ready, that of the charts fetched meanwhile.
    """
    texts = ((tag, (HERE / name).read_text(encoding="utf-8")) for name, tag in HEAD_FILES)
    inline = [f"<{tag}>{text}</{tag}>" for tag, text in texts]
    return "".join([ADDRESS, *inline, *_links(NOW, WORDS), *_links(LATER, CHARTS)])


def _links(link: str, scripts: Iterable[str]) -> list[str]:
    """Links to these scripts of Streamlit, whose names end with what their content makes."""
    folder = Path(get_static_dir()) / "static" / "js"
    return [link.format(path.name) for script in scripts for path in sorted(folder.glob(f"{script}.*.js"))]


def rewrite(html: str, head: str) -> str:
    """The page of Streamlit with French as its language and our head."""
    return (
        html.replace('<html lang="en">', '<html lang="fr">')
        .replace("<title>Streamlit</title>", f"<title>{TITLE}</title>")
        .replace("</head>", f"{head}</head>", 1)
    )


def _asks_for_a_page(scope: Scope) -> bool:
    if scope["type"] != "http" or scope["method"] != "GET":
        return False
    accepted = dict(scope["headers"]).get(b"accept", b"")
    return b"text/html" in accepted


class _PageRewriter:
    """Holds an HTML answer back until it is whole, rewrites it, then sends it; lets other answers through."""

    def __init__(self, send: Send, head: str) -> None:
        self.send_on = send
        self.head = head
        self.start: Message | None = None
        self.body = b""

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_html(message):
            self.start = message
        elif self.start is None:
            await self.send_on(message)
        else:
            self.body += message.get("body", b"")
            if not message.get("more_body"):
                await self._send_rewritten(self.start)

    async def _send_rewritten(self, start: Message) -> None:
        body = rewrite(self.body.decode("utf-8"), self.head).encode("utf-8")
        headers = MutableHeaders(raw=start["headers"])
        headers["content-length"] = str(len(body))
        for name in ("etag", "last-modified"):
            del headers[name]
        await self.send_on({**start, "headers": headers.raw})
        await self.send_on({"type": "http.response.body", "body": body})


def _is_html(start: Message) -> bool:
    headers = MutableHeaders(raw=start["headers"])
    return start["status"] == 200 and headers.get("content-type", "").startswith("text/html")
