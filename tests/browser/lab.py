"""A real JupyterLab with its default settings, in a real browser."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = "chromium", "chromium-browser", "google-chrome"
CHROMIUM = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
HOW_TO_GET_CHROMIUM = (
    "no Chromium: install it (Debian: apt-get install chromium), "
    "or name one in the environment variable CHROMIUM"
)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
TOKEN = "lossviz"
COMMAND = [sys.executable, "-m", "jupyterlab"]
STARTS_WITHIN = 60
PATIENCE = 30_000


@contextmanager
def serve(folder, home, command=COMMAND, cwd=None):
    """JupyterLab on ``folder``; gives its address. ``home`` holds what it writes."""
    port = free_port()
    options = [
        "--no-browser",
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",
        f"--IdentityProvider.token={TOKEN}",
        "--LabApp.expose_app_in_browser=True",
    ]
    _ask_nothing(home)
    log = home / "server.log"
    with log.open("w") as out:
        server = subprocess.Popen(
            [*command, str(folder), *options],
            cwd=cwd,
            stdout=out,
            stderr=subprocess.STDOUT,
            env=environment(home),
        )
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_for(f"{address}/api/status?token={TOKEN}", server, log)
            yield address
        finally:
            _end(server)


def _end(server):
    server.terminate()
    try:
        server.wait(20)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def environment(home):
    """This Python's programs first; and what they remember for a learner lies under ``home``."""
    folders = {
        "HOME": "",
        "XDG_DATA_HOME": "data",
        "JUPYTER_CONFIG_DIR": "config",
        "JUPYTER_RUNTIME_DIR": "runtime",
        "JUPYTERLAB_SETTINGS_DIR": "settings",
        "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
        "IPYTHONDIR": "ipython",
    }
    return {
        **os.environ,
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
        **{name: str(home / folder) for name, folder in folders.items()},
    }


def _ask_nothing(home):
    """Answer JupyterLab's question about news, which would cover a part of every picture."""
    answer = home / "settings/@jupyterlab/apputils-extension/notification.jupyterlab-settings"
    answer.parent.mkdir(parents=True, exist_ok=True)
    answer.write_text(json.dumps({"fetchNews": "false", "checkForUpdates": False}))


def _wait_for(address, server, log):
    end = time.monotonic() + STARTS_WITHIN
    while True:
        try:
            return urllib.request.urlopen(address).close()
        except OSError:
            if server.poll() is not None or time.monotonic() > end:
                raise AssertionError(f"JupyterLab did not start:\n{log.read_text()}") from None
            time.sleep(0.1)


@contextmanager
def browser():
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


def new_page(chromium, width=1280, height=900):
    """An empty page that keeps what the console says in ``page.complaints``."""
    page = chromium.new_page(viewport={"width": width, "height": height})
    page.set_default_timeout(PATIENCE)
    page.add_init_script(path=Path(__file__).parent / "page.js")
    page.complaints = []
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on("console", lambda line: line.type == "error" and page.complaints.append(line.text))
    return page


def open_notebook(page, address, name):
    """Open a notebook of the served folder, without running it."""
    page.goto(f"{address}/lab/tree/{name}?token={TOKEN}&reset")
    page.wait_for_selector(".jp-NotebookPanel .jp-Cell")
    page.evaluate("async () => { await window.jupyterapp.restored; }")
    page.wait_for_function(
        """() => window.jupyterapp.shell.currentWidget?.sessionContext?.session?.kernel
                 ?.status === 'idle'"""
    )


def run_all(page):
    """Run every cell, and wait until the last one has ended."""
    _run(page, "window.jupyterapp.commands.execute('notebook:run-all-cells')")


def run_cell(page, number):
    """Run one cell, and wait until it has ended."""
    start_cell(page, number)
    finish_cell(page)


def start_cell(page, number):
    """Run one cell without waiting for its end; `finish_cell` does."""
    page.evaluate(
        """number => {
             window.jupyterapp.shell.currentWidget.content.activeCellIndex = number;
             window.running = window.jupyterapp.commands.execute('notebook:run-cell');
           }""",
        number,
    )


def finish_cell(page):
    _run(page, "window.running")


def _run(page, promise):
    page.evaluate(f"async () => {{ await {promise}; }}")
    page.wait_for_function("wire.waiting.size === 0")


def close_notebook(page):
    """Close the page and end its kernel."""
    page.evaluate("window.jupyterapp.shell.currentWidget.sessionContext.shutdown()")
    page.close()


def errors(page):
    """The error outputs of the notebook on the page, one text each."""
    return page.evaluate(
        """window.jupyterapp.shell.currentWidget.content.model.sharedModel.cells
             .flatMap(cell => cell.cell_type === 'code' ? cell.outputs : [])
             .filter(output => output.output_type === 'error')
             .map(output => `${output.ename}: ${output.evalue}`)"""
    )


def pictures(page):
    """The pictures that the notebook on the page would be stored with, in base64."""
    return page.evaluate(
        """window.jupyterapp.shell.currentWidget.content.model.sharedModel.cells
             .flatMap(cell => cell.cell_type === 'code' ? cell.outputs : [])
             .map(output => output.data?.['image/png'])
             .filter(Boolean)"""
    )


def printed(page, number):
    """What a cell has printed."""
    return page.evaluate(
        """number => window.jupyterapp.shell.currentWidget.content.model.sharedModel.cells[number]
             .outputs.map(output => output.text ?? []).flat().join('')""",
        number,
    )


def theme(page, name):
    """Change to JupyterLab's ``light`` or ``dark`` theme."""
    page.evaluate(
        "theme => window.jupyterapp.commands.execute('apputils:change-theme', {theme})",
        f"JupyterLab {name.title()}",
    )
