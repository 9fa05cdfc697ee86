"""The command line: the same operations as the window, for scripts and for people without one."""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn

from infodesk import __version__
from infodesk.cli import commands, exporting, output, salvaging
from infodesk.core.errors import UserError
from infodesk.core.import_plans import MessageChoice
from infodesk.words import t
from infodesk.words.errors import explain

DONE, FAILED, WRONG_USAGE = 0, 1, 2


class _Parser(argparse.ArgumentParser):
    """A parser whose complaint is one sentence on standard error and status 2."""

    def __init__(self, **options: Any) -> None:
        # Whoever writes --passphrase means the passphrase itself, not --passphrase-file.
        super().__init__(**{"allow_abbrev": False, **options})

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
    top.add_argument(
        "--self-test",
        action="store_true",
        help=t("play the main job off-screen in a temporary place, and say what was done"),
    )
    verbs = top.add_subparsers(dest="verb", metavar=t("COMMAND"), parser_class=_Parser)

    create = _verb(verbs, "create", t("create a vault"), commands.create)
    create.add_argument("--json", action="store_true", help=t("print one JSON object"))

    take = _verb(
        verbs,
        "import",
        t("import LinkedIn's export or contacts; restore everything from JSON"),
        commands.import_files,
    )
    take.add_argument("files", nargs="+", type=Path, metavar=t("FILE"))
    take.add_argument("--json", action="store_true", help=t("print one JSON object"))
    take.add_argument(
        "--dry-run", action="store_true", help=t("only say what would happen; write nothing")
    )
    take.add_argument(
        "--address-books",
        action="store_true",
        help=t("take the address books that LinkedIn's archive has from a phone, too"),
    )
    take.add_argument(
        "--messages",
        choices=[choice.value for choice in MessageChoice],
        default=MessageChoice.DATES.value,
        help=t("keep of messages when they were (dates), what they say too (text), or nothing"),
    )

    give = _verb(verbs, "export", t("export notes, people or everything"), exporting.export)
    give.add_argument("--notes", type=Path, metavar="OUT.pdf", help=t("meeting notes as PDF"))
    give.add_argument("--json", type=Path, metavar="OUT.json", help=t("everything as JSON"))
    give.add_argument("--csv", type=Path, metavar="OUT.csv", help=t("people as a table"))
    give.add_argument("--vcard", type=Path, metavar="OUT.vcf", help=t("people as vCards"))
    give.add_argument(
        "--vcard-version",
        choices=("4.0", "3.0"),
        default="4.0",
        help=t("3.0 for Outlook and other older programs"),
    )
    give.add_argument(
        "--apart",
        action="store_true",
        help=t("one vCard for each person, in a ZIP (OUT.zip) or a new folder"),
    )
    give.add_argument(
        "--markdown",
        type=Path,
        metavar="OUT.zip",
        help=t("what is known of people as Markdown, in a ZIP or a new folder"),
    )
    give.add_argument(
        "--ics", type=Path, metavar="OUT.ics", help=t("the meetings to come, for a calendar")
    )
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

    save = _verb(
        verbs,
        "salvage",
        t("save what can be read of a damaged vault into a new one"),
        salvaging.salvage,
    )
    save.add_argument("target", nargs="?", type=Path, metavar="NAME.infodesk")
    save.add_argument("--json", action="store_true", help=t("print one JSON object"))

    people = _verb(verbs, "people", t("list people"), commands.people)
    people.add_argument("--json", action="store_true", help=t("print one JSON object"))

    words = t("play the main job with invented people; leave its pictures and PDFs in DIR")
    show = verbs.add_parser("demo", help=words, description=words)
    show.add_argument("folder", type=Path, metavar="DIR")
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


def main(
    argv: Sequence[str] | None = None,
    *,
    self_test: Callable[[], int] | None = None,
    demo: Callable[[Path], int] | None = None,
) -> int:
    """Do what `argv` says and return the exit status: 0 done, 1 failed, 2 wrong usage.

    `self_test` and `demo` play the window, which this room does not know.
    """
    output.never_fail_on_a_letter()
    try:
        run = _chosen(argv, self_test, demo)
    except SystemExit as leaving:
        return int(leaving.code or 0)
    try:
        status = run()
        sys.stdout.flush()
    except UserError as error:
        print(explain(error), file=sys.stderr)
    except (KeyboardInterrupt, EOFError):
        print(t("Cancelled. What was not finished was taken back."), file=sys.stderr)
    except OSError as error:
        # Every file is opened where its errors are told: what is left is our own output.
        output.give_up(error)
    else:
        return status
    return FAILED


def _chosen(
    argv: Sequence[str] | None,
    self_test: Callable[[], int] | None,
    demo: Callable[[Path], int] | None,
) -> Callable[[], int]:
    """Return what `argv` asks for; SystemExit after help or a complaint."""
    top = parser()
    given = top.parse_args(argv)
    if given.self_test and self_test and not given.verb:
        return self_test
    if given.verb == "demo" and demo:
        return lambda: demo(given.folder)
    if given.self_test or not hasattr(given, "run"):
        top.error(t("say which command; infodesk --help lists them"))
    if given.vault is None and not (given.verb == "import" and given.dry_run):
        top.error(t("{verb} needs --vault DIR", verb=given.verb))
    return lambda: int(given.run(given))
