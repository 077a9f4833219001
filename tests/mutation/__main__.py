"""Breaks lossviz a little, many times over, and counts what the tests notice: see README.md.

python -m tests.mutation                         # the maths, the exercises, the scenes
python -m tests.mutation links.softmax scenes    # the parts whose names begin so
python -m tests.mutation --list links            # says what would be broken, and runs nothing
"""

import argparse
import ast
import difflib
import importlib
import os
import random
import shutil
import signal
import sys
import tempfile
from collections import defaultdict
from itertools import islice
from pathlib import Path

import pytest
from cosmic_ray import plugins
from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code, use_mutation
from cosmic_ray.work_item import MutationSpec

from tests.lessons import NOTEBOOKS, ROOT
from tests.mutation import operators

TIMEOUT = 240  # seconds; a mutant that never ends is noticed
LEFT_OUT = ".git", "__pycache__", ".hypothesis", ".pytest_cache"
PYTEST = "-x -q -p no:cacheprovider -o addopts=--doctest-modules".split()
LIBRARIES = "hypothesis scipy.stats sklearn.metrics matplotlib.pyplot ipywidgets IPython"

MATHS = "links losses/regression losses/classification information likelihood descent domain"
LESSONS = "start_here cost softmax likelihood information binary norms".split()
MATHS_TESTS = "contract properties edges".split()
LESSON_TESTS = "mistakes predicting".split()
ENGINE_TESTS = "detectors check blank wording recording resume predicting fuzz".split()
MATRIX = "tests/exercises/test_matrix.py::test_the_matrix_is_the_identity"
SWEEP = "tests/test_sweep.py::test_every_control_can_be_moved_to_its_ends"
EACH = {"maths": 3, "exercises": 1, "scenes": 1}  # how many mutants of each part
LAST_RESORT = "own/NegateReturn"  # of mathematics in which nothing else can be broken

ALIKE = [  # one stands for another of its group, as when a person slips
    {"Add", "Sub", "Mul", "Div", "Pow"},
    {"BitAnd", "BitOr", "BitXor"},
    {"Eq", "NotEq", "Lt", "LtE", "Gt", "GtE"},
    {"Is", "IsNot"},
]
# They need arguments of their own, or write what nobody writes.
IMPLAUSIBLE = {
    *("VariableReplacer", "VariableInserter"),
    *(f"ReplaceUnaryOperator_{pair}" for pair in ("USub_Invert", "USub_Not", "UAdd_Invert")),
    *(f"ReplaceUnaryOperator_Invert_{other}" for other in ("UAdd", "USub", "Not")),
}


def modules():
    """The path of each module to break, with the package whose score it counts for."""
    for name in f"{MATHS} datasets".split():
        yield f"lossviz/{name}.py", "maths"
    for package in ("exercises", "scenes"):
        for path in sorted((ROOT / "lossviz" / package).glob("[!_]*.py")):
            yield f"lossviz/{package}/{path.name}", package


def tests_of(module):
    """The tests that ought to notice when this module is broken, the fastest first."""
    folder, name = module.parent.name, module.stem
    if folder == "scenes":
        sweeps = [f"{SWEEP}[{path.stem}]" for path in NOTEBOOKS if path.stem.endswith(f"_{name}")]
        return [f"tests/scenes/test_{name}.py", "tests/scenes/test_room.py", *sweeps]
    if folder != "exercises":
        folder = "" if folder == "lossviz" else f"{folder}/"
        own = [str(module), f"tests/{folder}test_{name}.py"]
        return [*own, *(f"tests/test_{name}.py" for name in MATHS_TESTS)]
    names = [name, *(LESSON_TESTS if name in LESSONS else ENGINE_TESTS), "feedback"]
    tests = [f"tests/exercises/test_{name}.py" for name in dict.fromkeys(names)]
    tests = [test for test in tests if (ROOT / test).exists()]
    named = name in [*LESSONS, "detectors", "diagnosis", "declaration"]
    return tests + [MATRIX] * named


def is_plausible(operator):
    """Whether a person might have written it: no shift of floats, no `is` for ==, no ~ for -."""
    name = operator.partition("/")[2]
    if name.startswith(("ReplaceBinaryOperator", "ReplaceComparisonOperator")):
        _, *pair = name.split("_")
        return any(group.issuperset(pair) for group in ALIKE)
    return name not in IMPLAUSIBLE


def spans(node, above=""):
    """The start, the end and the name of each part of a syntax tree, the inner after the outer.

    A part is a function, a method, a scene's `update`, a prediction, or the wrong functions that
    an exercise's declaration holds. The rest of a declaration, its curve, what draws its cases from
    `rng`, and what a scene sets on its `figure` before anything moves are data or looks, and have
    no name.
    """
    for child in ast.iter_child_nodes(node):
        match child:
            case ast.FunctionDef(args=ast.arguments(args=[ast.arg("rng"), *_])):
                yield *_extent(child), ""
            case ast.FunctionDef(args=ast.arguments(args=[ast.arg("figure"), *_]), name=name):
                yield *_extent(child), ""
                yield from spans(child, f"{above}{name}().")
            case ast.FunctionDef(name=name) if name == "update" or not above.endswith("()."):
                yield *_extent(child), f"{above}{name}"
                yield from spans(child, f"{above}{name}().")
            case ast.ClassDef(name=name):
                yield from spans(child, f"{name}.")
            case ast.Call(func=ast.Name("Exercise"), args=[ast.Name(name), *_], keywords=given):
                yield *_extent(child), ""
                for keyword in given:
                    if keyword.arg not in ("sample", "curve"):
                        functions = (n for n in ast.walk(keyword) if isinstance(n, ast.Lambda))
                        yield from ((*_extent(part), f"Exercise({name})") for part in functions)
            case ast.Call(func=ast.Name("Choices" | "Number"), args=[ast.Constant(key), *_]):
                yield *_extent(child), key
            case _:
                yield from spans(child, above)


def _extent(node):
    first = min([node, *getattr(node, "decorator_list", [])], key=lambda part: part.lineno)
    return (first.lineno, first.col_offset), (node.end_lineno, node.end_col_offset)


def mutations(module):
    """All plausible mutations of a module: by part, then by place."""
    source = (ROOT / module).read_text(encoding="utf-8")
    parts = list(spans(ast.parse(source)))
    nodes = list(ast_nodes(get_ast(source)))
    found = {name: defaultdict(list) for *_, name in parts if name}
    for operator in filter(is_plausible, plugins.operator_names()):
        positions = plugins.get_operator(operator)().mutation_positions
        places = ((node, *place) for node in nodes for place in positions(node))
        for occurrence, (node, start, end) in enumerate(places):
            around = [name for first, last, name in parts if first <= start < last]
            if around and around[-1] and not _is_idle(node):
                mutation = MutationSpec(module, operator, occurrence, start, end)
                found[around[-1]][start].append(mutation)
    return found


def _is_idle(node):
    """The * of a signature and the ** of a dictionary are no operators; strict=True asserts."""
    if node.type == "operator":
        return node.parent.type in ("parameters", "dictorsetmaker")
    return node.parent is not None and node.parent.get_first_leaf().value == "strict"


def sample(places, package, seed):
    """As many mutations as the package gets, each at another place."""
    others = {
        place: left
        for place, found in places.items()
        if (left := [mutation for mutation in found if mutation.operator_name != LAST_RESORT])
    }
    places = places if package == "maths" and not others else others
    rng = random.Random(seed)
    order = rng.sample(sorted(places), len(places))
    drawn = (rng.choice(sorted(places[place], key=str)) for place in order)
    return list(islice(filter(is_code, drawn), EACH[package]))


def is_code(mutation):
    """Some are not: `if not a := b`."""
    source = (ROOT / mutation.module_path).read_text(encoding="utf-8")
    operator = plugins.get_operator(mutation.operator_name)()
    try:
        ast.parse(mutate_code(source, operator, mutation.occurrence))
    except SyntaxError:
        return False
    return True


def draw(wanted, seed):
    """Names of parts with their package and a mutation, which depends on the seed and it alone."""
    for module, package in modules():
        above = module.removeprefix("lossviz/").removesuffix(".py").replace("/", ".")
        if wanted and not any(f"{above}.".startswith(name[: len(above) + 1]) for name in wanted):
            continue
        for part, places in mutations(module).items():
            name = f"{above}.{part}"
            if not wanted or name.startswith(tuple(wanted)):
                for mutation in sample(places, package, f"{seed} {name}"):
                    yield name, package, mutation


def failure(tests, seconds=TIMEOUT):
    """What fails first, or None: they run in a child, which has the libraries in memory already."""
    child = os.fork()
    if not child:
        signal.alarm(seconds)
        sys.path[0] = os.getcwd()
        for name in [name for name in sys.modules if name.startswith("tests")]:
            del sys.modules[name]
        os.dup2(os.open("pytest.log", os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 1)
        os._exit(pytest.main([*PYTEST, *tests]))
    if os.waitpid(child, 0)[1] == 0:
        return None
    lines = Path("pytest.log").read_text(encoding="utf-8").splitlines()
    return next((line for line in lines if line.startswith(("FAILED", "ERROR"))), "never ended")


def describe(name, mutation, *codes):
    lines = list(difflib.unified_diff(*(code.splitlines() for code in codes), n=0))[3:]
    changed = "\n".join(f"    {line[0]} {line[1:].strip()}" for line in lines)
    return f"{name}, {mutation.module_path}:{mutation.start_pos[0]}\n{changed}"


def run(drawn):
    """Breaks, tests and restores one after the other; prints what goes on, then the scores."""
    killed, survivors = defaultdict(list), []
    broken = {mutation.module_path for *_, mutation in drawn}
    if found := failure(sorted({test for path in broken for test in tests_of(path)}), 900):
        sys.exit(f"Nothing was broken, and yet: {found}")
    sys.dont_write_bytecode = True  # of what is broken
    for name, package, mutation in drawn:
        operator = plugins.get_operator(mutation.operator_name)()
        with use_mutation(mutation.module_path, operator, mutation.occurrence) as codes:
            found = failure(tests_of(mutation.module_path))
        text = describe(name, mutation, *codes)
        killed[package].append(found is not None)
        survivors += [] if found else [text]
        print(text, f"    {found or 'SURVIVED'}", sep="\n", flush=True)
    print("", "Survivors", *survivors, sep="\n")
    for package, each in killed.items():
        print(f"{package}: {sum(each)} of {len(each)} killed, {sum(each) / len(each):.1%}")


def main(arguments=None):
    parser = argparse.ArgumentParser(description="Count the mutants that the tests notice.")
    parser.add_argument("wanted", nargs="*", help="how the names of the parts begin; all without")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--list", action="store_true", help="say what would be broken")
    chosen = parser.parse_args(arguments)
    operators.register()
    drawn = list(draw(chosen.wanted, chosen.seed))
    if chosen.list:
        for name, package, mutation in drawn:
            print(f"{package}: {name}, line {mutation.start_pos[0]}")
        return
    # CI makes hypothesis draw the same examples each time, and keep none.
    os.environ.update(CI="1", MPLBACKEND="agg")
    for library in LIBRARIES.split():
        importlib.import_module(library)
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(*LEFT_OUT), dirs_exist_ok=True)
        os.environ["PYTHONPATH"] = folder
        os.chdir(folder)
        run(drawn)
        os.chdir(ROOT)


if __name__ == "__main__":
    main()
