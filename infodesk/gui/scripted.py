"""An Ask that answers from a script: for tests and for the program's own self-test."""

from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path

from infodesk.gui.ask import Ask, Choice, FileKind


class ScriptedAsk(Ask):
    """Answers each question at once with the next prepared answer.

    An answer is a choice's id, a line of text, a path, a list of paths, or None for "cancelled".
    A box with a single button needs no answer. A question nobody prepared for is a fault of the
    script (AssertionError). `asked` keeps title and text of every question.
    """

    def __init__(self, *answers: str | Path | list[Path] | None) -> None:
        self.answers = deque(answers)
        self.asked: list[tuple[str, str]] = []

    def choose(
        self,
        title: str,
        text: str,
        choices: Sequence[Choice],
        done: Callable[[str], object],
        *,
        detail: str = "",
    ) -> None:
        """Answer with a prepared id, which must be one of the choices."""
        self.asked.append((title, "\n".join(part for part in (text, detail) if part)))
        ids = [choice.id for choice in choices]
        answer = ids[0] if len(ids) == 1 else self._next(title)
        chosen = "" if answer is None else str(answer)
        if chosen and chosen not in ids:
            raise AssertionError(f"“{title}” offers {ids}, not {chosen}")
        done(chosen)

    def line(
        self, title: str, label: str, done: Callable[[str], object], *, value: str = ""
    ) -> None:
        """Answer with a prepared text."""
        self.asked.append((title, f"{label} {value}".rstrip()))
        answer = self._next(title)
        if answer is not None:
            done(str(answer))

    def open_files(
        self,
        title: str,
        kinds: Sequence[FileKind],
        done: Callable[[list[Path]], object],
        *,
        many: bool = False,
    ) -> None:
        """Answer with a prepared path or list of paths."""
        self.asked.append((title, _patterns(kinds)))
        answer = self._next(title)
        if answer is None:
            return
        paths = answer if isinstance(answer, list) else [Path(answer)]
        if len(paths) > 1 and not many:
            raise AssertionError(f"“{title}” wants one file")
        done(paths)

    def save_file(
        self, title: str, name: str, kinds: Sequence[FileKind], done: Callable[[Path], object]
    ) -> None:
        """Answer with a prepared path."""
        self.asked.append((title, f"{name} {_patterns(kinds)}".rstrip()))
        self._one_path(title, done)

    def folder(self, title: str, done: Callable[[Path], object]) -> None:
        """Answer with a prepared path."""
        self.asked.append((title, ""))
        self._one_path(title, done)

    def _one_path(self, title: str, done: Callable[[Path], object]) -> None:
        answer = self._next(title)
        if isinstance(answer, list):
            raise AssertionError(f"“{title}” wants one path")
        if answer is not None:
            done(Path(answer))

    def _next(self, title: str) -> str | Path | list[Path] | None:
        if not self.answers:
            raise AssertionError(f"no answer prepared for “{title}”")
        return self.answers.popleft()


def _patterns(kinds: Sequence[FileKind]) -> str:
    return " ".join(pattern for kind in kinds for pattern in kind.patterns)
