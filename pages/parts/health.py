"""Whether this replica can serve: for the proxy, the container and whoever watches over it."""

from __future__ import annotations

import logging

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from data.codebook import catalogue_folder, fingerprint
from pages.parts.sources import store

log = logging.getLogger("castellum.health")

ADDRESS = "/sante"


def health(request: Request) -> JSONResponse:
    """200 when the journal and the catalogue can be read; 503 otherwise. No figure, no name."""
    try:
        store().versions()
        fingerprint(catalogue_folder())
    except Exception as error:
        log.error("Health check failed", exc_info=error)
        return JSONResponse({"etat": "indisponible"}, status_code=503)
    return JSONResponse({"etat": "disponible"})


def health_route() -> Route:
    return Route(ADDRESS, health)
