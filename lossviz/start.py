"""Server extension: JupyterLab on this project's notebooks opens the start notebook.

Serving any other folder, it changes nothing. In a container the only user is often root, whom the
server refuses; on this project's own notebooks it is let in.
"""

from pathlib import Path

START = "00_start_here.ipynb"


def _jupyter_server_extension_points():
    return [{"module": "lossviz.start"}]


def _link_jupyter_server_extension(serverapp):
    if not (Path(serverapp.root_dir) / START).exists():
        return
    serverapp.allow_root = True
    lab = serverapp.extension_manager.extension_points.get("lab")
    if lab and lab.app.default_url == "/lab":
        lab.app.default_url = f"/lab/tree/{START}"


def _load_jupyter_server_extension(serverapp):
    """Nothing to load: everything is set before the server starts."""
