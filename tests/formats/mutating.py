"""One engine that breaks sample files in every way, for the fuzz tests of all importers.

An importer takes part by an entry in `importers.py`. Everything follows from a seed, so that what
a failure prints brings it back.
"""

import random
import signal
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

PIECES = [
    b'"',
    b'""',
    b"'",
    b",",
    b";",
    b"\t",
    b"\n",
    b"\r",
    b"\r\n ",
    b"\0",
    b"\\",
    b"\\n",
    b":",
    b"=",
    b"=\r\n",
    b"=C3=A9",
    b"\xff\xfe",
    b"\xfe\xff",
    b"\xef\xbb\xbf",
    b"PK\x03\x04",
    b"PK\x01\x02",
    b"PK\x05\x06",
    b"\xc3\x83\xc2\xb6",
    b"\x92",
    b"\xe2\x80\xae",
    b"\xe2\x80\xa8",
    b"https://www.linkedin.com/in/",
    b"%ff%00",
    b"[",
    b"<",
    b"<p>",
    b'<a href="',
    b"&#0;",
    b"&lt;",
    b"01/02/2003",
    b"9/7/18, 4:12 AM",
    b"2023-05-02 09:15:00 UTC",
    b"07 Sep 2025",
    b"0000-00-00",
    b"urn:li:member:1",
    b"@",
    b"LinkedIn Member",
    b"Sponsored Conversation",
    b"OUTGOING",
    b"Yes",
    b"First Name,Last Name,URL,Connected On\n",
    b"BEGIN:VCARD\r\n",
    b"END:VCARD\r\n",
    b"ENCODING=QUOTED-PRINTABLE",
    b"ENCODING=BASE64",
    b";CHARSET=x-none",
    b"'=",
    b"\xed\xa0\x80",
    b"," * 300,
    b"\xf0\x9f\x91\xa9\xe2\x80\x8d",
    b"xl/workbook.xml",
    b"9" * 50,
]
"""What means something to one importer or another."""

_LONGEST = 12_000
_HANG_SECONDS = 20


def mutated(data: bytes, draw: random.Random, others: Sequence[bytes] = ()) -> bytes:
    """Return `data` with up to eight wounds: flips, cuts, splices with `others`, shuffles."""
    changed = bytearray(data[:_LONGEST])
    for _ in range(draw.randint(1, 8)):
        at = draw.randint(0, len(changed))
        match draw.randint(0, 9):
            case 0 | 1:
                changed[at:at] = draw.choice(PIECES)
            case 2:
                del changed[at : at + draw.choice([1, 2, 50, 2_000])]
            case 3:
                changed[at : at + 1] = bytes([draw.randint(0, 255)])
            case 4:
                if at < len(changed):
                    changed[at] ^= 1 << draw.randint(0, 7)
            case 5:
                changed[at:at] = changed[draw.randint(0, at) : at][:3_000]
            case 6 if draw.random() < 0.3:
                del changed[at:]
            case 7 if others:
                other = draw.choice(others)
                changed[at:] = other[draw.randint(0, len(other)) :][:_LONGEST]
            case 8:
                changed = _with_header_shuffled(changed, draw)
            case 9:
                changed = _with_lines_shuffled(changed, draw)
    return bytes(changed[: 2 * _LONGEST])


def _with_header_shuffled(data: bytearray, draw: random.Random) -> bytearray:
    """Mix the cells of one of the first lines, or leave one out, or say one twice."""
    lines = data.split(b"\n")
    place = draw.randrange(min(len(lines), 5))
    cells = lines[place].split(b",")
    match draw.randint(0, 2):
        case 0:
            draw.shuffle(cells)
        case 1:
            del cells[draw.randrange(len(cells))]
        case _:
            cells.insert(draw.randint(0, len(cells)), draw.choice(cells))
    lines[place] = bytearray(b",".join(cells))
    return bytearray(b"\n".join(lines))


def _with_lines_shuffled(data: bytearray, draw: random.Random) -> bytearray:
    """Change the places of two lines, or leave one out."""
    lines = data.split(b"\n")
    one, other = draw.randrange(len(lines)), draw.randrange(len(lines))
    if draw.random() < 0.3:
        del lines[one]
    else:
        lines[one], lines[other] = lines[other], lines[one]
    return bytearray(b"\n".join(lines))


@dataclass(frozen=True, slots=True, kw_only=True)
class Importer:
    """Something that reads files of others.

    `samples` are pairs of file name and bytes; `check` reads one, raises AssertionError if what
    comes out breaks a promise, and says in a word how it ended ("read", or why it was refused).
    """

    samples: Sequence[tuple[str, bytes]]
    check: Callable[[str, bytes], str]


def fuzz(importer: Importer, count: int, *, first: int = 0) -> Counter[str]:
    """Let `importer` read `count` mutated samples, from seed `first` on; count how they ended.

    Raises AssertionError naming the seed at the first crash, hang or broken promise.
    """
    ends: Counter[str] = Counter()
    for seed in range(first, first + count):
        ends[attempt(importer, seed)] += 1
    return ends


def attempt(importer: Importer, seed: int) -> str:
    """Let `importer` read the sample that `seed` names and breaks; return how it ended."""
    draw = random.Random(seed)
    name, data = draw.choice(importer.samples)
    broken = mutated(data, draw, [sample for _, sample in importer.samples])
    try:
        with _no_hang():
            return importer.check(name, broken)
    except Exception as error:
        raise AssertionError(f"seed {seed} of {name}: {error!r}") from error


@contextmanager
def _no_hang() -> Iterator[None]:
    """Raise TimeoutError inside what takes far longer than any small file may."""
    if not hasattr(signal, "setitimer"):  # Windows: a hang shows as one
        yield
        return
    before = signal.signal(signal.SIGVTALRM, _late)
    signal.setitimer(signal.ITIMER_VIRTUAL, _HANG_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _late(*_: object) -> None:
    raise TimeoutError(f"more than {_HANG_SECONDS} s")
