"""Archives that are the same bytes whenever and wherever they are made."""

import io
import zipfile

from parkledger.render.archive import FIRST_DAY, SteadyZip, steady


def made(kind, how):
    out = io.BytesIO()
    with kind(out, "w", zipfile.ZIP_DEFLATED) as archive:
        how(archive)
    return out.getvalue()


def entries(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return [(one.filename, one.date_time, one.create_system, archive.read(one)) for one in archive.infolist()]


def test_entries_bear_no_time_whichever_way_they_are_written(tmp_path):
    file = tmp_path / "text"
    file.write_bytes("台账".encode() * 100_000)

    def fill(archive):
        archive.writestr("a.xml", "台账")
        archive.writestr(zipfile.ZipInfo("b.xml", (2023, 11, 15, 1, 2, 4)), b"facts")
        archive.write(file, "c.xml")

    found = entries(made(SteadyZip, fill))
    assert [(name, time, system) for name, time, system, _ in found] == [
        ("a.xml", FIRST_DAY, 3), ("b.xml", FIRST_DAY, 3), ("c.xml", FIRST_DAY, 3)
    ]
    assert [content for *_, content in found] == ["台账".encode(), b"facts", file.read_bytes()]


def test_an_archive_made_by_others_loses_its_time_and_keeps_its_order():
    def fill(archive):
        archive.writestr(zipfile.ZipInfo("z", (2023, 11, 15, 1, 2, 4)), b"last first")
        archive.writestr(zipfile.ZipInfo("a", (1999, 1, 1, 0, 0, 0)), b"old")

    found = entries(steady(made(zipfile.ZipFile, fill), {"a": b"new"}))
    assert found == [("z", FIRST_DAY, 3, b"last first"), ("a", FIRST_DAY, 3, b"new")]
