"""A mail as a file (RFC 5322) that mail programs open as a draft."""

from datetime import datetime
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from infodesk.core.errors import BadValue
from infodesk.core.mailto import refuse_bad_address


def mail_file(
    *, to: str, name: str, subject: str, body: str, sender: str, sender_name: str, now: datetime
) -> bytes:
    """Return the file of an unsent mail; an address that is left out is left to the mail program.

    Raises BadValue for an address that is none or holds a line break. Names lose line breaks.
    """
    message = EmailMessage(policy=policy.SMTP)
    message["Subject"] = _line(subject)
    if sender:
        message["From"] = _address(sender, sender_name)
    if to:
        message["To"] = _address(to, name)
    message["Date"] = format_datetime(now)
    message["X-Unsent"] = "1"  # Outlook opens the file for writing instead of reading
    text = body.replace("\r\n", "\n").replace("\r", "\n")
    message.set_content(text.encode("utf-8", "replace").decode("utf-8"))
    return message.as_bytes()


def _address(address: str, name: str) -> Address:
    refuse_bad_address(address)
    try:
        return Address(display_name=_line(name), addr_spec=address)
    except (ValueError, IndexError, LookupError) as error:  # the library's parser: also on "@"
        raise BadValue(field="email", reason="not-an-address") from error


def _line(text: str) -> str:
    return " ".join(text.encode("utf-8", "replace").decode("utf-8").split())[:998]
