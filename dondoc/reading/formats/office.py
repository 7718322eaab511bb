"""Formats that only an office program knows → .docx, by LibreOffice, which is asked to run nothing.

Each conversion has a profile of its own that is thrown away: nothing that a document does to its
settings lasts, and conversions side by side do not wait for each other.
"""

import shutil
import subprocess
import tempfile
from pathlib import Path

from dondoc.reading.errors import UnreadableDocument

#: A document of hundreds of pages takes ten seconds; the first start on a machine some more.
SECONDS = 60
PACKAGE = "libreoffice-writer-nogui"
_PROGRAMS = ("soffice", "libreoffice")
_ELSEWHERE = (
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
#: What LibreOffice says when its fresh profile wants a second start.
_AGAIN = 81
# No macros, and no pictures, links or sections fetched from elsewhere (org.openoffice schema).
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def docx_of(content: bytes, name: str, ending: str, *, seconds: float = SECONDS) -> bytes:
    """Return a document as .docx; ``ending`` (".doc") is that of its true format.

    Raises:
        UnreadableDocument: LibreOffice is missing, fails, or takes longer than ``seconds``.
    """
    program = _program()
    if program is None:
        raise UnreadableDocument(
            f"Tệp “{name}” là loại {ending}, cần LibreOffice để đọc: hãy cài bằng lệnh "
            f"“apt-get install {PACKAGE}”, hoặc mở bằng Word và lưu thành .docx rồi thử lại."
        )
    with tempfile.TemporaryDirectory(prefix="dondoc-office-", ignore_cleanup_errors=True) as folder:
        return _converted(program, Path(folder), content, name, ending, seconds)


def _program() -> Path | None:
    found = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    start = Path(found) if found else next(filter(Path.exists, map(Path, _ELSEWHERE)), None)
    if start is None:
        return None
    # The program itself, not the script around it: ending one process then ends all of it.
    inner = start.resolve().with_name("soffice.bin")
    return inner if inner.exists() else start


def _converted(
    program: Path, folder: Path, content: bytes, name: str, ending: str, seconds: float
) -> bytes:
    source, made = folder / f"document{ending}", folder / "out" / "document.docx"
    source.write_bytes(content)
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, "utf-8")
    command = [
        str(program), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore",
        "--nologo", "--nodefault", "--nolockcheck", "--nofirststartwizard",
        "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(made.parent), str(source),
    ]  # fmt: skip
    try:
        code = _run(command, seconds)
        if code == _AGAIN:
            code = _run(command, seconds)
    except subprocess.TimeoutExpired:
        raise UnreadableDocument(
            f"LibreOffice mất quá {seconds:g} giây với tệp “{name}” nên đã dừng lại; "
            "hãy mở bằng Word và lưu thành .docx rồi thử lại."
        ) from None
    except OSError as error:
        raise UnreadableDocument(
            f"Không chạy được LibreOffice để đọc tệp “{name}” ({error.strerror}); "
            "hãy mở bằng Word và lưu thành .docx rồi thử lại."
        ) from error
    if not made.is_file():
        raise UnreadableDocument(
            f"LibreOffice không chuyển được tệp “{name}” (tệp {ending} hỏng hoặc có mật khẩu); "
            "hãy mở bằng Word, bỏ mật khẩu và lưu thành .docx rồi thử lại."
        )
    return made.read_bytes()


def _run(command: list[str], seconds: float) -> int:
    return subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        timeout=seconds,
        check=False,
    ).returncode
