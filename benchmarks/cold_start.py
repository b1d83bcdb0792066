"""How long the service takes from nothing to ready, and how much memory it then has: ``companytrack serve`` itself."""

from __future__ import annotations

import os
import resource
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

PATIENCE = 300.0
"""Seconds after which a service that is not ready is given up."""


def cold_start() -> dict[str, float]:
    """Seconds by the clock and of processor time until ``/readyz`` answers 200 on an empty store, and memory in MB.

    Raises:
        RuntimeError: the service ended or was not ready in time.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(Path(sys.executable).with_name("companytrack")), "serve", "--host", "127.0.0.1", "--port", str(port)]
    with tempfile.TemporaryDirectory() as place:
        begin = time.perf_counter()
        service = subprocess.Popen(
            command, cwd=place, env=_alone(place), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            _wait(service, f"http://127.0.0.1:{port}/readyz", begin)
            took = time.perf_counter() - begin
            return {
                "service ready, s by the clock": took,
                "service ready, CPU s": spent(service.pid),
                "service ready, MB": _memory(service.pid),
            }
        finally:
            service.terminate()
            service.wait()


def _alone(place: str) -> dict[str, str]:
    """The environment without the project's settings, and a store of its own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("COMPANYTRACK_")}
    return kept | {"COMPANYTRACK_DATABASE_URL": f"sqlite:///{place}/companytrack.db"}


def _wait(service: subprocess.Popen[bytes], address: str, begin: float) -> None:
    while time.perf_counter() - begin < PATIENCE and service.poll() is None:
        try:
            with urlopen(address, timeout=5):
                return
        except (URLError, TimeoutError, ConnectionError):
            time.sleep(0.05)
    raise RuntimeError(f"{address} was not ready: try companytrack serve by hand (exit code {service.poll()})")


def spent(process: int) -> float:
    """Processor seconds of a process, of user and system."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _memory(process: int) -> float:
    """Resident memory of a process in MB."""
    pages = int(Path(f"/proc/{process}/statm").read_text(encoding="utf-8").split()[1])
    return pages * resource.getpagesize() / 1e6
