"""What the command line prints to: terminals, pipes that close early, disks that are full."""

import errno
import io
import os
import sys

from infodesk.words import t


def never_fail_on_a_letter() -> None:
    """Let a letter that the terminal or pipe cannot show be escaped rather than refused.

    File names need not be text at all, and a terminal on Windows may know 200 letters.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def give_up(error: OSError) -> None:
    """Say why the output could not be written, unless whoever read it has simply gone.

    What is still buffered is dropped: Python would try to write it once more at its end.
    """
    if not isinstance(error, BrokenPipeError):
        if error.errno == errno.ENOSPC:
            reason = t("The disk is full: the output is not whole.")
        else:
            reason = t("The output could not be written ({detail}).", detail=error.strerror or "")
        print(reason, file=sys.stderr)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
