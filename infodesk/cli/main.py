"""The command line: the same operations as the window, for scripts and for people without one."""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn

from infodesk import __version__
from infodesk.cli import commands
from infodesk.core.errors import UserError
from infodesk.words import t
from infodesk.words.errors import explain

DONE, FAILED, WRONG_USAGE = 0, 1, 2


class _Parser(argparse.ArgumentParser):
    """A parser whose complaint is one sentence on standard error and status 2."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the words of the call, and leave."""
        self.print_usage(sys.stderr)
        self.exit(WRONG_USAGE, f"{self.prog}: {message}\n")


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    top = _Parser(
        prog="infodesk",
        description=t(
            "A private desk for informational interviews. Without a command: the window."
        ),
        epilog=t("Status: 0 done, 1 refused or failed, 2 wrong usage."),
    )
    top.add_argument("--version", action="version", version=f"InfoDesk {__version__}")
    verbs = top.add_subparsers(
        dest="verb", required=True, metavar=t("COMMAND"), parser_class=_Parser
    )

    create = _verb(verbs, "create", t("create a vault"), commands.create)
    create.add_argument("--json", action="store_true", help=t("print one JSON object"))

    take = _verb(verbs, "import", t("import people from LinkedIn's export"), commands.import_files)
    take.add_argument("files", nargs="+", type=Path, metavar=t("FILE"))
    take.add_argument("--json", action="store_true", help=t("print one JSON object"))
    take.add_argument(
        "--dry-run", action="store_true", help=t("only say what would happen; write nothing")
    )

    give = _verb(verbs, "export", t("export notes, people or everything"), commands.export)
    give.add_argument("--notes", type=Path, metavar="OUT.pdf", help=t("meeting notes as PDF"))
    give.add_argument("--json", type=Path, metavar="OUT.json", help=t("everything as JSON"))
    give.add_argument("--csv", type=Path, metavar="OUT.csv", help=t("people as a table"))
    give.add_argument(
        "--plain-values",
        action="store_true",
        help=t("no guard against formulas in the table: for programs, not for spreadsheets"),
    )

    keep = _verb(verbs, "backup", t("write a verified, encrypted backup"), commands.back_up)
    keep.add_argument("target", nargs="?", type=Path, metavar="OUT.idbackup")
    keep.add_argument("--json", action="store_true", help=t("print one JSON object"))

    back = _verb(verbs, "restore", t("make a new vault from a backup"), commands.restore)
    back.add_argument("backup", type=Path, metavar="BACKUP.idbackup")
    back.add_argument("--json", action="store_true", help=t("print one JSON object"))

    check = _verb(verbs, "verify", t("check every page and row of a vault"), commands.verify)
    check.add_argument("--json", action="store_true", help=t("print one JSON object"))

    people = _verb(verbs, "people", t("list people"), commands.people)
    people.add_argument("--json", action="store_true", help=t("print one JSON object"))
    return top


def _verb(
    verbs: Any, name: str, words: str, run: Callable[[argparse.Namespace], int]
) -> argparse.ArgumentParser:
    made: argparse.ArgumentParser = verbs.add_parser(name, help=words, description=words)
    made.add_argument(
        "--vault", type=Path, metavar="DIR", help=t("the vault's folder, NAME.infodesk")
    )
    made.add_argument(
        "--passphrase-file",
        type=Path,
        metavar="FILE",
        help=t("a file that holds the passphrase; otherwise you are asked for it"),
    )
    made.set_defaults(run=run)
    return made


def main(argv: Sequence[str] | None = None) -> int:
    """Do what `argv` says and return the exit status: 0 done, 1 failed, 2 wrong usage."""
    top = parser()
    try:
        given = top.parse_args(argv)
        if given.vault is None and not (given.verb == "import" and given.dry_run):
            top.error(t("{verb} needs --vault DIR", verb=given.verb))
    except SystemExit as leaving:
        return int(leaving.code or 0)
    try:
        return int(given.run(given))
    except UserError as error:
        print(explain(error), file=sys.stderr)
    except (KeyboardInterrupt, EOFError):
        print(t("Cancelled. Nothing was changed."), file=sys.stderr)
    except BrokenPipeError:
        # Whoever read our output has gone; there is nobody left to tell.
        sys.stderr.close()
    return FAILED
