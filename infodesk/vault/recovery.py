"""The recovery code: the root secret as forty symbols that tell which group is mistyped."""

import unicodedata

from infodesk.core.errors import MistypedRecoveryCode

ROOT_LENGTH = 20
GROUPS = 8
_GROUP_LENGTH = 5
_DATA_LENGTH = 4

# Crockford's base32, https://www.crockford.com/base32.html: no I, L, O and U.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_VALUE = {symbol: value for value, symbol in enumerate(_ALPHABET)}
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})


def _times_alpha(value: int, times: int) -> int:
    """Multiply by alpha `times` times in GF(32) with the polynomial x^5 + x^2 + 1."""
    for _ in range(times):
        value <<= 1
        if value & 32:
            value ^= 0b100101
    return value


def _check_value(number: int, data: list[int]) -> int:
    """Return the check symbol's value of group `number` (1 to 8) with four data values.

    Each place has its own weight (alpha to the power of the place; the check symbol itself has
    weight 1), so one wrong symbol or two swapped ones change the sum; the group's number is
    mixed in, so that two swapped groups do too.
    """
    total = _times_alpha(number, _DATA_LENGTH + 1)
    for place, value in enumerate(data, start=1):
        total ^= _times_alpha(value, place)
    return total


def format_code(root: bytes | bytearray) -> str:
    """Return the recovery code of the 20-byte `root`: eight groups joined by dashes."""
    number = int.from_bytes(root, "big")
    values = [number >> shift & 31 for shift in range(155, -1, -5)]
    groups = []
    for index in range(GROUPS):
        data = values[_DATA_LENGTH * index : _DATA_LENGTH * (index + 1)]
        symbols = [*data, _check_value(index + 1, data)]
        groups.append("".join(_ALPHABET[value] for value in symbols))
    return "-".join(groups)


def parse_code(text: str) -> bytearray:
    """Return the root secret that `text` spells.

    Case, blanks, dashes and invisible characters do not matter; O is read as 0, I and L as 1.
    Raises MistypedRecoveryCode with the first wrong group, or with None if the length is wrong.
    """
    symbols = _symbols(text)
    if len(symbols) != GROUPS * _GROUP_LENGTH:
        raise MistypedRecoveryCode(group=None)
    number = 0
    for index in range(GROUPS):
        group = symbols[_GROUP_LENGTH * index : _GROUP_LENGTH * (index + 1)]
        values = [_VALUE.get(symbol, -1) for symbol in group]
        data = values[:_DATA_LENGTH]
        if -1 in values or _check_value(index + 1, data) != values[_DATA_LENGTH]:
            raise MistypedRecoveryCode(group=index + 1)
        for value in data:
            number = number << 5 | value
    return bytearray(number.to_bytes(ROOT_LENGTH, "big"))


def mistyped_groups(text: str) -> tuple[int, ...]:
    """Return the numbers of the groups already typed in full whose check symbol is wrong.

    For telling while the code is being typed; symbols after the eighth group are left out.
    """
    symbols = _symbols(text)
    wrong = []
    for index in range(min(GROUPS, len(symbols) // _GROUP_LENGTH)):
        group = symbols[_GROUP_LENGTH * index : _GROUP_LENGTH * (index + 1)]
        values = [_VALUE.get(symbol, -1) for symbol in group]
        if -1 in values or _check_value(index + 1, values[:_DATA_LENGTH]) != values[_DATA_LENGTH]:
            wrong.append(index + 1)
    return tuple(wrong)


def group_texts(text: str) -> tuple[str, ...]:
    """Return what was typed so far, as it is read, in groups; the last one may be short."""
    symbols = _symbols(text)
    starts = range(0, len(symbols), _GROUP_LENGTH)
    return tuple(symbols[start : start + _GROUP_LENGTH] for start in starts)


def group_matches(code: str, number: int, typed: str) -> bool:
    """Return whether `typed` spells group `number` (1 to 8) of `code`."""
    start = _GROUP_LENGTH * (number - 1)
    return _symbols(typed) == _symbols(code)[start : start + _GROUP_LENGTH]


def _symbols(text: str) -> str:
    kept = (symbol for symbol in unicodedata.normalize("NFKC", text) if not _ignored(symbol))
    return "".join(kept).upper().translate(_READ_AS)


def _ignored(symbol: str) -> bool:
    # Pd: every dash; Cf: zero-width and other invisible characters that come along when pasting.
    return symbol.isspace() or unicodedata.category(symbol) in ("Pd", "Cf") or symbol == "\u2212"
