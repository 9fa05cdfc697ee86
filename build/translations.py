"""Collect the words for people into a template, and compile translations of it.

`python build/translations.py extract` writes resources/translations/infodesk.pot.
`python build/translations.py compile` turns each <language>.po beside it into
<language>/LC_MESSAGES/infodesk.mo. Only the standard library is needed.
"""

import argparse
import ast
import struct
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "translations"
_HEADER = r"""msgid ""
msgstr ""
"Project-Id-Version: InfoDesk\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call of t(), tn() or N_(): where it is, its literal texts and the names it fills in.

    N_() marks a text that a t() elsewhere says later; a pair of them is a singular and plural.
    """

    path: Path
    line: int
    texts: tuple[str, ...]
    filled: frozenset[str]
    literal: bool
    open_ended: bool
    marked: bool = False


def calls(folder: Path) -> Iterator[Call]:
    """Yield every call of t() and tn() below `folder`."""
    for path in sorted(folder.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        paired: set[ast.AST] = set()
        for node in ast.walk(tree):
            if node not in paired and (texts := _marked(node)):
                nothing: frozenset[str] = frozenset()
                paired.update(ast.walk(node))
                yield Call(
                    path=path,
                    line=node.lineno,  # type: ignore[attr-defined]
                    texts=texts,
                    filled=nothing,
                    literal=True,
                    open_ended=True,
                    marked=True,
                )
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in ("t", "tn")
            ):
                yield _read_call(path, node, 1 if node.func.id == "t" else 2)


def _marked(node: ast.AST) -> tuple[str, ...]:
    if isinstance(node, ast.Tuple) and len(node.elts) == 2:
        return tuple(text for one in node.elts for text in _marked(one))
    if (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "N_"
        and isinstance(node.args[0], ast.Constant)
    ):
        return (str(node.args[0].value),)
    return ()


def _read_call(path: Path, node: ast.Call, wanted: int) -> Call:
    texts = tuple(
        argument.value
        for argument in node.args[:wanted]
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    )
    return Call(
        path=path,
        line=node.lineno,
        texts=texts,
        filled=frozenset(keyword.arg for keyword in node.keywords if keyword.arg),
        literal=len(texts) == wanted,
        open_ended=any(keyword.arg is None for keyword in node.keywords),
    )


def template(folder: Path, root: Path) -> str:
    """Return the text of the .pot file for all words below `folder`."""
    places: dict[tuple[str, ...], list[str]] = {}
    for call in calls(folder):
        if call.literal:
            place = f"{call.path.relative_to(root).as_posix()}:{call.line}"
            places.setdefault(call.texts, []).append(place)
    for pair in [texts for texts in places if len(texts) == 2]:
        # gettext finds the singular of a plural entry, and msgids must be unique
        places[pair] = places.pop(pair[:1], []) + places[pair]
    entries = [_HEADER]
    for texts, where in sorted(places.items()):
        lines = [f"#: {place}" for place in where]
        lines += ["#, python-brace-format"] if any("{" in text for text in texts) else []
        lines.append(f"msgid {_quoted(texts[0])}")
        if len(texts) == 2:
            lines += [f"msgid_plural {_quoted(texts[1])}", 'msgstr[0] ""', 'msgstr[1] ""']
        else:
            lines.append('msgstr ""')
        entries.append("\n".join(lines) + "\n")
    return "\n".join(entries)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def read_po(text: str) -> dict[str, str]:
    """Return the finished entries of a .po file; plural forms are joined as gettext keeps them."""
    entries: dict[str, str] = {}
    for block in text.replace("\r\n", "\n").split("\n\n"):
        parts = _read_block(block)
        forms = [value for key, value in parts.items() if key.startswith("msgstr")]
        if "msgid" in parts and all(forms) and forms:
            key = parts["msgid"]
            if "msgid_plural" in parts:
                key += "\0" + parts["msgid_plural"]
            entries[key] = "\0".join(forms)
    return entries


def _read_block(block: str) -> dict[str, str]:
    parts: dict[str, str] = {}
    if "#, fuzzy" in block and 'msgid ""\n' not in block:
        return parts
    current = ""
    for line in block.split("\n"):
        if line.startswith("#") or not line.strip():
            continue
        word, _, rest = line.partition(" ")
        if word.startswith("msg"):
            current, line = word, rest
            parts[current] = ""
        parts[current] += ast.literal_eval(line.strip())
    return parts


def mo_bytes(entries: dict[str, str]) -> bytes:
    """Return a catalogue in the format of GNU gettext ("The Format of GNU MO Files")."""
    pairs = sorted((key.encode(), value.encode()) for key, value in entries.items())
    start = 28 + 16 * len(pairs)
    data = b""
    tables: list[bytes] = []
    for column in (0, 1):
        table = b""
        for pair in pairs:
            table += struct.pack("<II", len(pair[column]), start + len(data))
            data += pair[column] + b"\0"
        tables.append(table)
    head = struct.pack("<7I", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, 0)
    return head + b"".join(tables) + data


def main() -> None:
    """Extract or compile."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("what", choices=("extract", "compile"))
    if options.parse_args().what == "extract":
        FOLDER.mkdir(parents=True, exist_ok=True)
        text = template(ROOT / "infodesk", ROOT)
        (FOLDER / "infodesk.pot").write_text(text, encoding="utf-8")
        sys.stdout.write(f"{text.count('msgid ') - 1} texts\n")
        return
    for path in sorted(FOLDER.glob("*.po")):
        target = FOLDER / path.stem / "LC_MESSAGES" / "infodesk.mo"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(mo_bytes(read_po(path.read_text(encoding="utf-8"))))
        sys.stdout.write(f"{path.stem}\n")


if __name__ == "__main__":
    main()
