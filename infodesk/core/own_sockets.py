"""Whether this process has a way to the network open: what the system itself says of it."""

from pathlib import Path

_TABLES = ("tcp", "tcp6", "udp", "udp6", "raw", "raw6")


def open_network_sockets(system: Path = Path("/proc")) -> int | None:
    """Return how many sockets to a network this process has open; None where nobody can look.

    Linux lists the sockets of the network apart from local ones, each with a number; the same
    number stands behind a descriptor of the process that has it open.
    """
    own = system / "self"
    try:
        mine = {_socket_number(each) for each in (own / "fd").iterdir()}
        listed = {line.split()[9] for table in _TABLES for line in _lines(own / "net" / table)}
    except (OSError, IndexError):
        return None
    return len((mine - {""}) & listed)


def _socket_number(descriptor: Path) -> str:
    """Return the number of the socket behind a descriptor, "" if it is something else."""
    try:
        target = str(descriptor.readlink())
    except OSError:
        return ""  # the folder that is being read, closed meanwhile
    return target.removeprefix("socket:[").removesuffix("]") if "socket:[" in target else ""


def _lines(table: Path) -> list[str]:
    """Return the lines of a table of sockets without its head; none if the system has no such."""
    try:
        return table.read_text().splitlines()[1:]
    except FileNotFoundError:
        return []
