"""The header of a mail or a posting: which lines name its sender, its receivers and its subject."""

from __future__ import annotations

import re

from service.lexicon.folding import fold
from service.lexicon.lines import EDGE, LINE_LIMIT
from service.lexicon.words import phrase_set

_SUBJECT = phrase_set("subject, betreff, objet, asunto, assunto, oggetto, onderwerp, тема, 件名, 主题, 主旨")
#: What stands beside a subject in a mail, and not in a record of a database.
_HEADER = phrase_set(
    """
    from, to, cc, reply-to, sent, newsgroups, message-id, organization, von, an, gesendet, de, à, para, enviado, envoyé, da
    inviato, van, aan, verzonden, från, till, skickat, fra, til, sendt, od, do, wysłano, от, кому, отправлено
    差出人, 宛先, 发件人, 收件人, 寄件者, 收件者, 보낸 사람, 받는 사람
    """
)
#: What mail programs put before the subject of an answer or of a mail that is passed on: "Re: Fwd: Council backs plan".
_REPLY = re.compile(
    r"(?:(?:re|fwd?|aw|wg|sv|vs|vb|tr|rv|res|enc|antw|doorst|ynt|odp|pd|回复|转发|答复|轉寄)\s?(?:\[\d{1,3}\])?\s?[:：]\s*)+",
    re.IGNORECASE,
)


def is_subject(line: str) -> bool:
    """Whether a line is labelled as a mail's subject, or as what a record is about: "Subject: Council backs plan"."""
    return _label(line) in _SUBJECT


def is_mail_header(line: str) -> bool:
    """Whether a line names a mail's sender or receiver, or when it was sent: "From: Ana Ruiz <ana@mail.example>"."""
    return _label(line) in _HEADER


def without_reply_marks(subject: str) -> str:
    """A subject without the marks of answers.

    >>> without_reply_marks("Re: Fwd: Council backs plan"), without_reply_marks("Reform: what now?")
    ('Council backs plan', 'Reform: what now?')
    """
    return _REPLY.sub("", subject, count=1) if _REPLY.match(subject) else subject


def _label(line: str) -> str:
    """What stands before a line's colon, folded, or ""."""
    before, colon, _ = line[:LINE_LIMIT].replace("：", ":").partition(":")
    return fold(before).strip(EDGE) if colon and len(before) <= 24 else ""
