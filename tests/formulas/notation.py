"""A formula of a notebook, or of a docstring, as statements in one notation: the docstrings'."""

import re

LATEX = re.compile(r"\\[A-Za-z]+|\\.|\d+\.?\d*|\S")
SPACE = re.compile(r"\\q?quad")
SILENT = {r"\,", r"\left", r"\right", r"\bigl", r"\bigr"}
UPRIGHT = {r"\mathrm", r"\operatorname", r"\text"}
PLAIN = {
    r"\cdot": "*",
    r"\ge": ">=",
    r"\infty": "inf",
    r"\lambda": "lam",
    r"\le": "<=",
    r"\lvert": "|",
    r"\mid": ",",
    r"\neq": "!=",
    r"\rvert": "|",
    r"\\": ",",
    "&": "if",
    ";": ",",
    "{": "(",
    "}": ")",
}


def from_latex(source):
    """The statements of a formula in LaTeX, without its remarks in words."""
    source = re.sub(r"\\(begin|end)\{cases\}", "", source)
    source = re.sub(r"\\tfrac(\d)(\d)", r"\\frac{\1}{\2}", source)
    source = re.sub(r"\\arg\\(max|min)|\\(max|min)\s*(?=\\)", r"\\operatorname{arg\1\2} ", source)
    source = source.replace("^*", r"_\text{star}")
    statements = (_plain(LATEX.findall(part)) for part in SPACE.split(source) if not _remark(part))
    return [re.sub(r"^(\w+) leftarrow", r"next_\1 =", statement) for statement in statements]


def _remark(part):
    return re.search(r"\\text\{\S* ", part) and not re.search(r"=|\\(le|ge|neq)\b", part)


def _plain(tokens):
    tokens, plain = list(tokens), []
    while tokens:
        plain.append(_next(tokens))
    return re.sub(" ?_ ?", "_", " ".join(filter(None, plain)))


def _next(tokens):
    token = tokens.pop(0)
    if token in SILENT:
        return ""
    if token == r"\frac":
        return _fraction(_argument(tokens), _argument(tokens))
    if token == r"\hat":
        return _argument(tokens) + "_hat"
    if token in UPRIGHT:
        return _argument(tokens).replace(" ", "")
    return PLAIN.get(token, token.removeprefix("\\"))


def _fraction(top, bottom):
    derivative = re.fullmatch(r"(?:d|partial)( \w+)?/(?:d|partial) (\w+)", f"{top}/{bottom}")
    if derivative:
        return f"d/d{derivative[2]}{derivative[1] or ''}"
    return f"(({top}) / ({bottom}))"


def _argument(tokens):
    """What a command takes: one token, or what stands in braces."""
    if tokens[0] != "{":
        return _next(tokens)
    inside, depth = [tokens.pop(0)], 1
    while depth:
        inside.append(tokens.pop(0))
        depth += {"{": 1, "}": -1}.get(inside[-1], 0)
    return _plain(inside[1:-1])


def from_docstring(block):
    """The statements of a docstring's formula. A deeper line adds a case to the line above it."""
    lines = []
    for line in block.splitlines():
        first, *others = re.split(r"[,;]  ", line)
        if line.startswith(" "):
            lines[-1][0] += ", " + first.strip()
            lines[-1] += others
        else:
            lines.append([first, *others])
    return [statement for line in lines for statement in line]
