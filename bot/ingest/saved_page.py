"""A page that a browser saved with all its pictures in one file (MHTML, RFC 2557): the page in it."""

from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage

from bot.ingest.document import Document


def unpacked(document: Document) -> Document:
    """The page in the file, with the address that it was saved from where `document` has none."""
    message = message_from_bytes(document.data, policy=policy.default)
    assert isinstance(message, EmailMessage)
    part = next((part for part in message.walk() if part.get_content_type() == "text/html"), None)
    if part is None:
        return document
    data = part.get_payload(decode=True)
    address = message["Snapshot-Content-Location"] or part["Content-Location"]
    address = str(address) if str(address).startswith(("http://", "https://")) else None
    return replace(
        document,
        kind="html",
        data=data if isinstance(data, bytes) else b"",
        charset=part.get_content_charset(),
        url=document.url or address,
    )
