"""Who imports whom: the arrows between the modules, from their source and from a fresh Python."""

import ast
import graphlib
import json
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import lossviz

ROOT = Path(lossviz.__file__).parent

MATHS = {"domain", "links", "information", "likelihood", "losses", "descent", "datasets"}

# layer: (the layers it may import beside itself, the packages it may import beside Python's own)
ARROWS = {
    "maths": (set(), {"numpy"}),
    "style": (set(), {"matplotlib"}),
    "scenes": ({"maths", "style"}, {"numpy", "matplotlib"}),
    "frames": ({"style"}, {"numpy", "matplotlib"}),
    "live": ({"frames", "scenes", "style"}, {"numpy", "matplotlib", "ipywidgets", "IPython"}),
    "exercises": ({"maths", "style"}, {"numpy", "matplotlib", "ipywidgets", "IPython"}),
    "start": (set(), set()),
}


def modules():
    found = {"lossviz": ROOT / "__init__.py"}
    for path in sorted(ROOT.rglob("*.py")):
        parts = path.relative_to(ROOT.parent).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


MODULES = modules()


def layer(module):
    part = module.split(".")[1]
    return "maths" if part in MATHS else part


def imports(module):
    """Every module that a module's source imports, anywhere in it."""
    package = module if MODULES[module].name == "__init__.py" else module.rpartition(".")[0]
    for node in ast.walk(ast.parse(MODULES[module].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1]
            base = ".".join((above if node.level else []) + ([node.module] if node.module else []))
            for alias in node.names:
                submodule = f"{base}.{alias.name}"
                yield submodule if submodule in MODULES else base


def loaded_after(statement):
    """The top-level packages that a fresh Python has loaded after a statement."""
    code = f"{statement}\nimport sys, json; print(json.dumps(sorted(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120)
    assert run.returncode == 0, run.stderr
    return {name.partition(".")[0] for name in json.loads(run.stdout)}


def in_layers(*layers):
    return [name for name in MODULES if name != "lossviz" and layer(name) in layers]


def test_every_module_is_found():
    walked = {info.name for info in pkgutil.walk_packages([str(ROOT)], "lossviz.")}
    assert walked <= set(MODULES)
    assert {"lossviz.links", "lossviz.losses.regression"} <= set(MODULES)


@pytest.mark.parametrize("module", sorted(set(MODULES) - {"lossviz"}))
def test_imports_go_along_the_arrows(module):
    assert layer(module) in ARROWS, f"{module} belongs to no layer: give it one in ARROWS"
    ours, theirs = ARROWS[layer(module)]
    for imported in imports(module):
        top = imported.partition(".")[0]
        if imported == "lossviz":
            continue
        if top == "lossviz":
            assert layer(imported) in ours | {layer(module)}, f"{module} imports {imported}"
        else:
            assert top in theirs | sys.stdlib_module_names, f"{module} imports {imported}"


def test_widgets_are_imported_by_live_and_by_one_module_of_the_exercises():
    with_widgets = [
        module
        for module in in_layers(*ARROWS)
        if any(name.partition(".")[0] == "ipywidgets" for name in imports(module))
    ]
    assert set(with_widgets) <= set(in_layers("live", "exercises"))
    assert len(set(with_widgets) & set(in_layers("exercises"))) <= 1


def test_no_module_imports_itself_in_a_circle():
    ours = {
        module: {name for name in imports(module) if name in MODULES and name != module}
        for module in MODULES
    }
    order = list(graphlib.TopologicalSorter(ours).static_order())
    assert set(order) == set(MODULES)


def test_the_losses_load_neither_matplotlib_nor_ipywidgets():
    loaded = loaded_after("import lossviz.losses")
    assert {"lossviz", "numpy"} <= loaded
    assert not {"matplotlib", "ipywidgets", "IPython", "scipy", "sklearn"} & loaded


def test_all_the_mathematics_loads_numpy_alone():
    loaded = loaded_after(f"import {', '.join(in_layers('maths'))}")
    assert "numpy" in loaded
    assert not {"matplotlib", "ipywidgets", "IPython", "scipy", "sklearn"} & loaded


def test_scenes_and_frames_load_no_widgets():
    drawing = in_layers("scenes", "frames", "style")
    loaded = loaded_after(f"import {', '.join(drawing)}")
    assert "lossviz" in loaded
    assert not {"ipywidgets", "IPython"} & loaded


def test_checking_an_exercise_loads_no_widgets():
    loaded = loaded_after("from lossviz.exercises import check")
    assert "lossviz" in loaded
    assert "ipywidgets" not in loaded
