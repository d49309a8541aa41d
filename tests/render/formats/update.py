"""Write the snapshots anew: ``cd tests && python -m render.formats.update``. Read the difference before you keep it."""

import sys
from pathlib import Path

from parkledger.render.findings import FORMATS, rendered
from render.formats.some import ALL, told

HERE = Path(__file__).parent
ENDINGS = {"text": "txt", "github": "txt", "json": "json", "gitlab": "json", "sarif": "json", "junit": "xml"}
SNAPSHOTS = {f"{shape}.{lang}.{ENDINGS[shape]}": (shape, lang) for shape in FORMATS for lang in ("zh", "en")}


def text_of(name):
    shape, lang = SNAPSHOTS[name]
    return rendered(told(*ALL, lang=lang, show_waived=lang == "en"), shape)


if __name__ == "__main__":
    for name in SNAPSHOTS:
        (HERE / name).write_text(text_of(name), "utf-8", newline="\n")
        sys.stdout.write(f"{name}\n")
