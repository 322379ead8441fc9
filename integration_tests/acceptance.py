"""What Airbyte's acceptance tests need beside the connector: the embedded dataset API, for as long as they run."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

pytest_plugins = ("connector_acceptance_test.plugin",)

ROOT = Path(__file__).resolve().parent.parent
BUILT_API = ROOT / "dist" / "dataset-api.mjs"
HOST, PORT = "127.0.0.1", 8080
START_SECONDS = 300.0
STOP_SECONDS = 10.0


@pytest.fixture(scope="session", autouse=True)
def connector_setup() -> Iterator[None]:
    """The API of config.json: the one that already listens there, else one of our own, stopped at the end."""
    if answers():
        yield
        return
    with dataset_api():
        yield


@contextmanager
def dataset_api() -> Iterator[None]:
    # A session of its own: npm is the parent of the server, and both have to go.
    process = subprocess.Popen(command(), cwd=ROOT, stdin=subprocess.DEVNULL, start_new_session=True)
    try:
        wait_until_it_answers(process)
        yield
    finally:
        stop(process)


def command() -> list[str]:
    # What is built serves data out of a package; without the packages, npm does the whole set-up first.
    if BUILT_API.exists() and (ROOT / "node_modules").exists():
        return ["node", str(BUILT_API), "--port", str(PORT)]
    return ["npm", "run", "dataset-api", "--", "--port", str(PORT)]


def answers() -> bool:
    try:
        with socket.create_connection((HOST, PORT), timeout=1):
            return True
    except OSError:
        return False


def wait_until_it_answers(process: subprocess.Popen) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not answers():
        if process.poll() is not None:
            raise RuntimeError(f"The dataset API ended with code {process.returncode} before it listened on {PORT}.")
        if time.monotonic() > deadline:
            raise RuntimeError(f"The dataset API did not listen on {PORT} within {START_SECONDS:.0f} seconds.")
        time.sleep(0.1)


def stop(process: subprocess.Popen) -> None:
    if process.poll() is not None:
        return
    os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(timeout=STOP_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
