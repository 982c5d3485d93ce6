"""The page that carries the application: French, styled, compressed once."""

from __future__ import annotations

import asyncio
import gzip
import re
from typing import Any

from starlette.types import Message, Receive, Scope, Send

from pages.parts.bundles import CompressedBundles
from pages.parts.french import French, head_of_page, rewrite

PAGE = '<html lang="en"><head><title>Streamlit</title></head><body>Bonjour</body></html>'


class Answers:
    """An application that answers one body, and counts how often it is asked."""

    def __init__(self, body: bytes, content_type: str) -> None:
        self.body, self.content_type, self.asked = body, content_type, 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.asked += 1
        headers = [(b"content-type", self.content_type.encode()), (b"etag", b'"1"')]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        half = len(self.body) // 2
        await send({"type": "http.response.body", "body": self.body[:half], "more_body": True})
        await send({"type": "http.response.body", "body": self.body[half:]})


def get(app: Any, path: str, **headers: str) -> tuple[dict[str, str], bytes]:
    """Headers and body of the answer."""
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.request"}

    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    asyncio.run(app({"type": "http", "method": "GET", "path": path, "headers": raw}, receive, send))
    answered = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return answered, b"".join(message.get("body", b"") for message in sent[1:])


def test_la_page_est_declaree_en_francais_et_porte_notre_titre() -> None:
    page = rewrite(PAGE, "<style></style>")
    assert '<html lang="fr">' in page
    assert "<title>Castellum</title>" in page
    assert page.index("<style>") < page.index("</head>")


def test_les_scripts_des_mots_et_des_graphiques_sont_demandes_des_l_arrivee() -> None:
    head = head_of_page()
    now = re.findall(r'rel="modulepreload"[^>]*/static/js/([\w.]+?)\.[\w-]+\.js"', head)
    later = re.findall(r'rel="prefetch"[^>]*/static/js/([\w.]+?)\.[\w-]+\.js"', head)
    assert (now, later) == (["Html", "purify.es"], ["PlotlyChart"])


def test_une_page_arrive_entiere_avec_sa_vraie_longueur_et_sans_etiquette_perimee() -> None:
    headers, body = get(French(Answers(PAGE.encode(), "text/html; charset=utf-8")), "/", accept="text/html")
    assert 'lang="fr"' in body.decode()
    assert headers["content-length"] == str(len(body))
    assert "etag" not in headers


def test_ce_qui_n_est_pas_une_page_passe_tel_quel() -> None:
    _, body = get(French(Answers(b'{"lang": "en"}', "application/json")), "/_stcore/x", accept="text/html")
    assert body == b'{"lang": "en"}'


def test_rien_dans_la_page_ne_vient_d_ailleurs() -> None:
    assert not re.search(r"https?://|//cdn|@import", head_of_page())


def test_un_script_est_compresse_une_fois_puis_garde() -> None:
    app = Answers(b"let a = 1;" * 500, "text/javascript")
    bundles = CompressedBundles(app)
    for _ in range(3):
        headers, body = get(bundles, "/static/js/a.js", accept_encoding="gzip, br")
        assert headers["content-encoding"] == "gzip"
        assert headers["content-length"] == str(len(body))
        assert gzip.decompress(body) == app.body
    assert app.asked == 1


def test_qui_ne_lit_pas_gzip_recoit_le_script_tel_quel() -> None:
    app = Answers(b"let a = 1;" * 500, "text/javascript")
    headers, body = get(CompressedBundles(app), "/static/js/a.js")
    assert "content-encoding" not in headers
    assert body == app.body
