"""Documents of a given length to read: a plan with a long body, and its last part with the work."""

import random
import subprocess
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pdfplumber
from docx import Document
from docx.shared import Cm, Pt

PARAGRAPHS_A_PAGE = 7
ITEMS = 80
#: Word cuts a paragraph into runs wherever it was edited or checked, each with its own font.
RUN = 60
SCAN_DPI = 200
#: Removed when the program ends.
_FOLDER = tempfile.TemporaryDirectory(prefix="dondoc-bench-")
_SUBJECTS = (
    "Trạm Y tế xã", "Công an xã", "Hội Nông dân xã", "Đoàn Thanh niên xã", "Phòng Kinh tế",
    "Ban Chỉ huy Quân sự xã", "Hội Liên hiệp Phụ nữ xã", "Trường Tiểu học Bình Minh",
)  # fmt: skip
_WORK = (
    "rà soát hộ dân sống ven sông và lập danh sách hộ cần di dời",
    "tuyên truyền trên loa truyền thanh về cách phân loại rác tại nhà",
    "kiểm tra việc chấp hành quy định về an toàn điện ở các chợ",
    "hướng dẫn người dân khai báo thông tin trên cổng dịch vụ công",
    "tổng hợp kết quả trồng cây phân tán ở từng ấp",
    "mở lớp bồi dưỡng nghề đan lát cho lao động lúc nông nhàn",
)
_TIMES = (
    "xong trước ngày 15/6", "báo cáo hằng quý", "chậm nhất ngày 30 tháng 9 năm 2027",
    "trong tháng 4", "định kỳ 6 tháng, năm", "hằng tháng, trước ngày 25",
)  # fmt: skip
_REMARKS = (
    "Kết quả những năm qua cho thấy cách làm này phù hợp với điều kiện của địa phương.",
    "Người dân đồng tình, nhiều hộ tự nguyện góp công và hiến đất để mở đường.",
    "Tuy vậy còn nơi làm chưa đều, số liệu gửi về chậm và chưa thống nhất.",
    "Kinh phí được bố trí từ nguồn chi thường xuyên và nguồn vận động hợp pháp.",
)


def lines(pages: int) -> Iterator[str]:
    """Yield the paragraphs of a plan of about this many pages; the same ones each time."""
    dice = random.Random(pages)  # noqa: S311 - no secret
    yield from (
        "ỦY BAN NHÂN DÂN", "XÃ BÌNH MINH", "Số: 21/KH-UBND",
        "Bình Minh, ngày 12 tháng 01 năm 2027", "KẾ HOẠCH", "Chỉnh trang làng xóm năm 2027",
    )  # fmt: skip
    wanted = pages * PARAGRAPHS_A_PAGE
    body = max(wanted * 4 // 5, 4)
    for number in range(body):
        if number % ITEMS == 0:
            yield f"{_roman(number // ITEMS + 1)}. NỘI DUNG PHẦN {number // ITEMS + 1}"
        words = " ".join(dice.choices(_REMARKS, k=3))
        yield f"{number % ITEMS + 1}. {dice.choice(_WORK).capitalize()}. {words}"
    yield f"{_roman(body // ITEMS + 2)}. TỔ CHỨC THỰC HIỆN"
    for number in range(1, (wanted - body) // 4 + 1):
        yield f"{number}. {dice.choice(_SUBJECTS)}"
        for _ in range(3):
            yield f"- {dice.choice(_WORK).capitalize()}, {dice.choice(_TIMES)}. {dice.choice(_REMARKS)}"
    yield "Trên đây là kế hoạch chỉnh trang làng xóm năm 2027./."


def _roman(number: int) -> str:
    tens, ones = divmod(number, 10)
    return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]


@cache
def docx(pages: int) -> Path:
    """Return a Word document of about this many pages."""
    path = Path(_FOLDER.name) / f"ke-hoach-{pages}.docx"
    document = Document()
    for line in lines(pages):
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.first_line_indent = Cm(1)
        for start in range(0, len(line), RUN):
            run = paragraph.add_run(line[start : start + RUN])
            run.font.name, run.font.size = "Times New Roman", Pt(14)
    document.save(str(path))
    return path


@cache
def pdf(pages: int) -> Path:
    """Return the same document as LibreOffice prints it."""
    source = docx(pages)
    profile = source.parent / "profile"
    subprocess.run(
        ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to",
         "pdf", "--outdir", str(source.parent), str(source)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return source.with_suffix(".pdf")


@cache
def scan(pages: int) -> Path:
    """Return that print as a scanner gives it: a PDF of pictures, without any text."""
    source = pdf(pages)
    path = source.with_name(f"quet-{pages}.pdf")
    pictures = [
        page.to_image(resolution=SCAN_DPI).original for page in pdfplumber.open(source).pages
    ]
    first, *rest = [picture.convert("RGB") for picture in pictures]
    first.save(path, save_all=True, append_images=rest, resolution=SCAN_DPI)
    return path
