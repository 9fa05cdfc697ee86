"""The one gate through which web addresses leave the window."""

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from infodesk.core.links import host, safe_url
from infodesk.gui.desk import Desk
from infodesk.words import t


def open_link(desk: Desk, url: str) -> bool:
    """Open an address in the program the system has for it; web pages only after asking.

    Returns False, with a word about it, for an address that is not safe to open: only http,
    https, mailto and tel are.
    """
    safe = safe_url(url)
    if not safe:
        desk.notices.toast(t("This address cannot be opened safely, so it stays text."), undo=False)
        return False
    if safe.startswith(("mailto:", "tel:")):
        return _open(desk, safe)
    desk.ask.confirm(
        t("Open {host} in your browser?", host=host(safe)),
        t("InfoDesk itself never goes online. The whole address: {address}", address=safe),
        t("Open"),
        lambda: _open(desk, safe),
    )
    return True


def _open(desk: Desk, url: str) -> bool:
    if QDesktopServices.openUrl(QUrl(url, QUrl.ParsingMode.StrictMode)):
        return True
    desk.notices.toast(
        t("No program on this computer opens such an address. Copy it instead."), undo=False
    )
    return False
