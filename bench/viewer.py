"""A visitor without a browser: speaks to the server as Streamlit's own page does, over its websocket."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

PATIENCE = 120


@dataclass(frozen=True)
class Shown:
    """One page as it arrived: how long its run took, and every piece of HTML and every figure on it."""

    seconds: float
    html: str
    charts: tuple[str, ...] = ()
    failed: bool = False


@dataclass
class Viewer:
    """One session on the server."""

    socket: ClientConnection
    visits: int = field(default=0)

    async def open(self, page: str = "", **choices: str) -> Shown:
        """Ask for a page with these choices in its address, and wait until its run is over."""
        asked = BackMsg()
        asked.rerun_script.page_name = page
        asked.rerun_script.query_string = urlencode(choices)
        start = time.perf_counter()
        await self.socket.send(asked.SerializeToString())
        # What comes at a place replaces what was there.
        html: dict[tuple[int, ...], str] = {}
        charts: dict[tuple[int, ...], str] = {}
        failed = False
        while True:
            message = ForwardMsg.FromString(bytes(await self.socket.recv(decode=False)))
            kind = message.WhichOneof("type")
            if kind == "delta":
                element = message.delta.new_element
                failed |= element.HasField("exception") or element.alert.format == element.alert.ERROR
                place = tuple(message.metadata.delta_path)
                html[place], charts[place] = element.html.body, element.plotly_chart.spec
            elif kind == "script_finished" and message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                self.visits += 1
                took = time.perf_counter() - start
                return Shown(took, _joined(html), tuple(filter(None, charts.values())), failed)


def _joined(html: dict[tuple[int, ...], str]) -> str:
    return "\n".join(filter(None, html.values()))


@asynccontextmanager
async def viewer(address: str, headers: dict[str, str] | None = None) -> AsyncIterator[Viewer]:
    """A session on the dashboard at this address, such as `http://127.0.0.1:8501`."""
    stream = f"{address.replace('http', 'ws', 1)}/_stcore/stream"
    async with connect(
        stream,
        subprotocols=["streamlit"],  # type: ignore[list-item]
        origin=address,  # type: ignore[arg-type]
        additional_headers=headers,
        open_timeout=PATIENCE,
        max_size=None,
    ) as socket:
        yield Viewer(socket)
