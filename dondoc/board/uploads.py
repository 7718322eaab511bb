"""Files that are handed in: how many, how large, of which kinds, under which names."""

import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath, PureWindowsPath

from starlette.datastructures import UploadFile

from dondoc.usecases.report import GivenFile

MEGABYTE = 1024 * 1024
MOST_FILES = 10
#: Kinds that offices use, by ending; the browser's own word for the kind is not trusted.
KINDS = {
    ".pdf": "application/pdf",
    ".doc": "application/msword",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xls": "application/vnd.ms-excel",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".ppt": "application/vnd.ms-powerpoint",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".txt": "text/plain",
    ".csv": "text/csv",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".heic": "image/heic",
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".wav": "audio/wav",
    ".mp4": "video/mp4",
    ".zip": "application/zip",
}
ACCEPT = ",".join(KINDS)
KIND_WORDS = "Hãy gửi tệp PDF, Word, Excel, ảnh, âm thanh hoặc tệp nén ZIP."
#: What a plan may come as; the reader looks at the content, not at the ending.
PLAN_KINDS = {
    ".docx": KINDS[".docx"],
    ".doc": KINDS[".doc"],
    ".odt": KINDS[".odt"],
    ".rtf": "application/rtf",
    ".pdf": KINDS[".pdf"],
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
}
PLAN_WORDS = "Hãy chọn tệp Word, OpenDocument, RTF, PDF, văn bản thường hoặc ảnh quét."


class WrongFile(Exception):
    """A file cannot be taken; the message names it and says why."""


def total_mb(limit_mb: int) -> int:
    """Return how much all files of one form may weigh together, in MB."""
    return 3 * limit_mb


def file_name(given: str) -> str:
    """Return the bare name, in NFC, without any folder or control character."""
    bare = PureWindowsPath(PurePosixPath(given).name).name
    plain = unicodedata.normalize("NFC", bare)
    kept = "".join(c for c in plain if unicodedata.category(c)[0] != "C").strip()
    return kept or "tep"


def given_files(
    files: Sequence[UploadFile],
    *,
    limit_mb: int,
    kinds: Mapping[str, str] = KINDS,
    wanted: str = KIND_WORDS,
) -> tuple[GivenFile, ...]:
    """Return the files as the use case takes them; ``wanted`` says which kinds are taken.

    Raises:
        WrongFile: too many, too large, empty, or of a kind that is not taken.
    """
    if len(files) > MOST_FILES:
        raise WrongFile(f"Mỗi lần gửi tối đa {MOST_FILES} tệp.")
    given = tuple(_given(file, limit_mb, kinds, wanted) for file in files)
    if sum(len(file.content) for file in given) > total_mb(limit_mb) * MEGABYTE:
        raise WrongFile(f"Các tệp gửi cùng lúc không được quá {total_mb(limit_mb)} MB.")
    return given


def _given(file: UploadFile, limit_mb: int, kinds: Mapping[str, str], wanted: str) -> GivenFile:
    name = file_name(file.filename or "")
    ending = PurePosixPath(name.lower()).suffix
    if ending not in kinds:
        raise WrongFile(f"Không nhận tệp “{name}”. {wanted}")
    content = file.file.read(limit_mb * MEGABYTE + 1)
    if len(content) > limit_mb * MEGABYTE:
        raise WrongFile(f"Tệp “{name}” lớn hơn {limit_mb} MB. Hãy gửi tệp nhỏ hơn.")
    if not content:
        raise WrongFile(f"Tệp “{name}” không có nội dung. Hãy chọn lại tệp.")
    return GivenFile(file_name=name, media_type=kinds[ending], content=content)
