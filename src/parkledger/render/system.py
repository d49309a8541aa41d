"""What the system and the parser of YAML say in English, said in the language of whoever reads it."""

from __future__ import annotations

import errno
import os

from parkledger.base.words import Lang
from parkledger.render.labels import label

FOREIGN = ("reason", "problem")
"""The particulars of findings that come from the system or the parser."""
_SYSTEM = {
    errno.EACCES: "system.barred",
    errno.EPERM: "system.barred",
    errno.ENOENT: "system.missing",
    errno.EISDIR: "system.folder",
    errno.ENOTDIR: "system.no_folder",
    errno.EEXIST: "system.there",
    errno.ENOSPC: "system.full",
    errno.EROFS: "system.read_only",
    errno.EIO: "system.broken",
    errno.ENAMETOOLONG: "system.long",
    errno.ELOOP: "system.loop",
}
_KEYS = {os.strerror(code): key for code, key in _SYSTEM.items()} | {
    "mapping values are not allowed in this context": "yaml.colon",
    "could not find expected ':'": "yaml.no_colon",
    "did not find expected key": "yaml.key",
    "did not find expected '-' indicator": "yaml.dash",
    "did not find expected ',' or ']'": "yaml.bracket",
    "did not find expected ',' or '}'": "yaml.brace",
    "found unexpected end of stream": "yaml.end",
    "found character that cannot start any token": "yaml.sign",
}


def reason_words(text: object, lang: Lang) -> str:
    """A reason in a language; one of which only English words are known stays as it is."""
    said = str(text)
    if said in _KEYS:
        return label(_KEYS[said], lang)
    return said
