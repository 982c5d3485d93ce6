"""What stands around the pages in the server: compression, French, health, logs, calm failures."""

from __future__ import annotations

import gc
from typing import Any

from starlette.middleware import Middleware
from streamlit.runtime.pages_manager import PagesManager

from pages.parts.ahead import work_ahead
from pages.parts.bundles import CompressedBundles
from pages.parts.failure import tell
from pages.parts.french import French
from pages.parts.health import health_route
from pages.parts.logs import configure_logs
from pages.parts.reading import warm


def surroundings() -> dict[str, Any]:
    """The options of `st.App`; the first page is computed first, and left out of garbage collection.

    The others follow while it is read.
    """
    PagesManager.uses_pages_directory = False
    configure_logs()
    warm()
    gc.collect()
    gc.freeze()
    work_ahead()
    return {
        "middleware": [Middleware(CompressedBundles), Middleware(French)],
        "routes": [health_route()],
        "on_script_error": tell,
    }
