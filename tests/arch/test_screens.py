"""No widget is asked for its screen: with the widget's wrapper PySide may delete it."""

import ast
from pathlib import Path

GUI = Path(__file__).resolve().parents[2] / "infodesk" / "gui"
OWN = {("hand.py", "self")}
"""Where `screen` is a method of our own."""


def test_nobody_asks_a_widget_for_its_screen():
    found = [
        f"{path.name}:{node.lineno}"
        for path in GUI.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "screen"
        and (path.name, getattr(node.func.value, "id", "")) not in OWN
    ]
    assert not found
