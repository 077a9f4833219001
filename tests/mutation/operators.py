"""Two ways to break a function beside Cosmic Ray's own."""

import cosmic_ray.plugins
from cosmic_ray.operators.operator import Example, Operator
from parso.python.tree import Name, PythonNode


class DropStatement(Operator):
    """Leaves out a call, a raise, or the assignment of an item or an attribute."""

    def mutation_positions(self, node):
        if node.type == "simple_stmt" and self._has_an_effect(node.children[0]):
            yield node.start_pos, node.children[0].end_pos

    def _has_an_effect(self, statement):
        if statement.type == "expr_stmt":
            return statement.children[0].type != "name"
        return statement.type in ("atom_expr", "raise_stmt")

    def mutate(self, node, index):
        node.children[0] = Name("pass", node.start_pos, node.get_first_leaf().prefix)
        return node

    @classmethod
    def examples(cls):
        return Example("x[0] = 1\n", "pass\n"), Example("print(1)\n", "pass\n")


class NegateReturn(Operator):
    """Returns minus the value."""

    def mutation_positions(self, node):
        if node.type == "return_stmt":
            yield node.start_pos, node.end_pos

    def mutate(self, node, index):
        start, end = node.children[1].start_pos, node.end_pos
        negated = [Name(" -(", start), node.children[1], Name(")", end)]
        return PythonNode("return_stmt", [node.children[0], PythonNode("atom", negated)])

    @classmethod
    def examples(cls):
        return (Example("def f():\n    return 1\n", "def f():\n    return -( 1)\n"),)


def register():
    """Let Cosmic Ray find them, as own/DropStatement and own/NegateReturn."""
    own = {operator.__name__: operator for operator in (DropStatement, NegateReturn)}
    cosmic_ray.plugins.OPERATOR_PROVIDERS["own"] = own
