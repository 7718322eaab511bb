"""A DOCX file's bytes, the same for the same content."""

import zipfile
from datetime import UTC, datetime, time
from io import BytesIO

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE

from dondoc.reports.blocks import OfficialDocument

#: The earliest moment that a zip archive can hold.
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_THUMBNAIL = f"{RELATIONSHIP_TYPE.CORE_PROPERTIES.rsplit('/', 1)[0]}/thumbnail"


def to_bytes(made: Document, document: OfficialDocument) -> bytes:
    """Name the file's properties and pack it without any moment of the present in it."""
    _drop_thumbnail(made)
    head = document.letterhead
    about = made.core_properties
    about.author = about.last_modified_by = " ".join(head.issuer.split())
    about.title = f"{head.kind}: {' '.join(head.about.split())}"
    about.subject, about.keywords, about.comments = head.number_line, "", ""
    about.language, about.revision = "vi-VN", 1
    about.created = about.modified = datetime.combine(document.dated_on, time(), UTC)
    packed = BytesIO()
    made.save(packed)
    return _without_moments(packed.getvalue())


def _drop_thumbnail(made: Document) -> None:
    """Remove the preview picture that comes with the empty template."""
    relations = made.part.package.rels
    for key in [key for key, relation in relations.items() if relation.reltype == _THUMBNAIL]:
        del relations[key]


def _without_moments(packed: bytes) -> bytes:
    result = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(packed)) as source,
        zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            target.writestr(entry, source.read(name))
    return result.getvalue()
