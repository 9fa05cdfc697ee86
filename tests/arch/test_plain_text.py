"""Text of strangers is never interpreted: rich text is forbidden outside the widgets."""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GUI = ROOT / "infodesk" / "gui"
WIDGETS = GUI / "widgets"

RICH_CALLS = {
    "setHtml",
    "insertHtml",
    "setMarkdown",
    "insertMarkdown",
    "appendHtml",
    "setWhatsThis",
}
RICH_CLASSES = {"QLabel", "QTextBrowser", "QToolTip", "QErrorMessage", "QSplashScreen"}
RICH_FORMATS = {"RichText", "AutoText", "MarkdownText"}


def offences(tree: ast.AST) -> list[tuple[int, str]]:
    """Return line and reason of everything that may interpret a text."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            found += [(node.lineno, f"subclass of {name}") for name in _bases(node)]
        elif isinstance(node, ast.Attribute) and node.attr in RICH_FORMATS:
            found.append((node.lineno, node.attr))
        elif isinstance(node, ast.Call) and (reason := _offending_call(node)):
            found.append((node.lineno, reason))
    return found


def _bases(node: ast.ClassDef) -> list[str]:
    return [
        base.id for base in node.bases if isinstance(base, ast.Name) and base.id in RICH_CLASSES
    ]


def _offending_call(node: ast.Call) -> str:
    function = node.func
    if isinstance(function, ast.Name):
        return function.id if function.id in RICH_CLASSES else ""
    if not isinstance(function, ast.Attribute):
        return ""
    if isinstance(function.value, ast.Name) and function.value.id in RICH_CLASSES:
        return f"{function.value.id}.{function.attr}"
    if function.attr in RICH_CALLS:
        return function.attr
    if function.attr == "setToolTip" and not _is_escaped(node):
        return "setToolTip without plain_tooltip"
    return ""


def _is_escaped(node: ast.Call) -> bool:
    argument = node.args[-1] if node.args else None
    return (
        isinstance(argument, ast.Call)
        and isinstance(argument.func, ast.Name)
        and argument.func.id == "plain_tooltip"
    )


def test_only_the_widgets_may_touch_what_interprets_text():
    found = [
        f"{path.relative_to(ROOT)}:{line}: {reason}"
        for path in sorted(GUI.rglob("*.py"))
        if WIDGETS not in path.parents
        for line, reason in offences(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert not found


def test_within_the_widgets_only_three_files_do():
    found = {
        path.name
        for path in WIDGETS.glob("*.py")
        if offences(ast.parse(path.read_text(encoding="utf-8")))
    }
    assert found == {"labels.py", "rows.py", "tooltips.py"}


def test_the_search_finds_what_it_is_for():
    bad = "QLabel('x'); a.setHtml(b); a.setToolTip(name); QToolTip.showText(p, n); Qt.RichText"
    assert len(offences(ast.parse(bad))) == 5
    good = "PlainLabel(theme, 'x'); a.setToolTip(plain_tooltip(name)); set_tooltip(a, name)"
    assert offences(ast.parse(good)) == []
