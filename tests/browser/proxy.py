"""The proxy of the deployment documents, in front of replicas on this computer."""

from __future__ import annotations

import re
import shutil
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.browser.server import PROJECT, free_port

CONFIGURATION = PROJECT / "docs" / "deploiement" / "nginx.conf"
SECONDS_TO_START = 20
TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


@contextmanager
def proxy(replicas: Sequence[str], port: int, folder: Path) -> Iterator[str]:
    """nginx on `port` with the shipped configuration, without encryption; gives its address.

    Raises:
        RuntimeError: there is no nginx on this computer, or it did not start.
    """
    command = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")
    if command is None:
        raise RuntimeError("no nginx on this computer: `make test` installs it")
    configuration = folder / "nginx.conf"
    configuration.write_text(adapted(replicas, port, folder), encoding="utf-8")
    server = subprocess.Popen([command, "-p", str(folder), "-c", str(configuration), "-g", "daemon off;"])
    try:
        wait_for(f"http://127.0.0.1:{port}/sante")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def adapted(replicas: Sequence[str], port: int, folder: Path) -> str:
    """The shipped configuration, with our replicas, our ports and a folder of one's own."""
    text = CONFIGURATION.read_text(encoding="utf-8")
    servers = "\n        ".join(f"server {address.removeprefix('http://')};" for address in replicas)
    places = "\n".join(f"    {name}_temp_path {folder / name};" for name in TEMPORARY)
    text = text.replace("server app:8501;", servers).replace("listen 80;", f"listen 127.0.0.1:{free_port()};")
    text = text.replace("listen 443 ssl;", f"listen 127.0.0.1:{port};")
    text = re.sub(r"\n +ssl_\w+ [^;]+;", "", text)
    text = text.replace("http {", f"http {{\n{places}", 1)
    return f"pid {folder / 'pid'};\nerror_log stderr;\n{text}"


def wait_for(address: str) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while True:
        try:
            urllib.request.urlopen(address, timeout=2).close()
            return
        except (urllib.error.URLError, OSError) as error:
            if time.monotonic() > deadline:
                raise RuntimeError(f"the proxy did not start: {error}") from error
            time.sleep(0.1)
