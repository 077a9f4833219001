"""How long a first import takes, each in a Python of its own."""

import subprocess
import sys
from statistics import median

ROUNDS = 7
IMPORTS = {
    "lossviz.live": "import lossviz.live",
    "what it needs: matplotlib.figure and ipywidgets": "import matplotlib.figure, ipywidgets",
    "matplotlib.pyplot and ipywidgets": "import matplotlib.pyplot, ipywidgets",
}
TIMED = "import time; start = time.perf_counter(); {}; print(time.perf_counter() - start)"


def import_times(rounds=ROUNDS):
    """Medians in milliseconds; the imports take turns."""
    times = {name: [] for name in IMPORTS}
    for _ in range(rounds):
        for name, statement in IMPORTS.items():
            command = [sys.executable, "-c", TIMED.format(statement)]
            times[name].append(1000 * float(subprocess.check_output(command)))
    return {name: median(each) for name, each in times.items()}
