"""What stands around the pages in the server: compression, French, health, logs, calm failures."""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from starlette.middleware import Middleware
from streamlit.runtime.pages_manager import PagesManager

from pages.parts.ahead import working_ahead
from pages.parts.bundles import CompressedBundles
from pages.parts.failure import tell
from pages.parts.french import French
from pages.parts.health import health_route
from pages.parts.logs import configure_logs
from pages.parts.reading import warm


def surroundings() -> dict[str, Any]:
    """The options of `st.App`."""
    PagesManager.uses_pages_directory = False
    return {
        "lifespan": serving,
        "middleware": [Middleware(CompressedBundles), Middleware(French)],
        "routes": [health_route()],
        "on_script_error": tell,
    }


@asynccontextmanager
async def serving(_: object) -> AsyncIterator[None]:
    """The life of the server: the first page is computed before anybody comes, the others while it is read.

    What was made before the first visit is left out of garbage collection.
    """
    configure_logs()
    warm()
    gc.collect()
    gc.freeze()
    try:
        with working_ahead():
            yield
    finally:
        gc.unfreeze()
