"""A plan of our own as HTML, printed by Chromium, and scanned as an office scanner would."""

import io
import random
import subprocess
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops, ImageDraw, ImageFilter

CHROMIUM = "chromium"
_STYLE = """
@page { size: A4; margin: 20mm 20mm 20mm 30mm; @top-center { content: counter(page); } }
body { font: 12pt/1.3 "DejaVu Serif", serif; text-align: justify; }
p { margin: 0; text-indent: 12mm; } p.mid { text-indent: 0; text-align: center; font-weight: bold; }
table.head, table.tail { width: 100%; border: 0; } table.head td { text-align: center; }
table.head p, table.tail p { text-indent: 0; } table.tail td { vertical-align: top; }
table.work { border-collapse: collapse; font-size: 10pt; text-align: left; }
table.work td { border: 1px solid black; padding: 1mm 2mm; vertical-align: top; }
"""
LETTERHEAD = """
<table class="head"><tr><td style="font-size:9pt; width:40%"><p>ỦY BAN NHÂN DÂN</p><p><b>XÃ BÌNH MINH</b></p>
<p>Số: 21/KH-UBND</p></td><td style="font-size:9pt"><p>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</p>
<p><b>Độc lập - Tự do - Hạnh phúc</b></p><p><i>Bình Minh, ngày 12 tháng 01 năm 2027</i></p></td></tr></table>
<p class="mid">KẾ HOẠCH</p><p class="mid">Chỉnh trang làng xóm năm 2027</p>
"""
TAIL = """
<table class="tail"><tr><td style="font-size:11pt"><p><b>Nơi nhận:</b></p><p>- UBND huyện;</p><p>- Các ấp;</p>
<p>- Lưu: VT.</p></td><td style="text-align:center"><p><b>TM. ỦY BAN NHÂN DÂN</b></p><p><b>CHỦ TỊCH</b></p>
<p><br/><br/></p><p><b>Lê Văn Mẫu</b></p></td></tr></table>
"""


def paragraphs(*texts: str) -> str:
    """Return paragraphs with an indented first line."""
    return "".join(f"<p>{text}</p>" for text in texts)


def table(*rows: tuple[str, ...], widths: tuple[int, ...] = ()) -> str:
    """Return a ruled table; ``widths`` of its columns in millimetres."""
    columns = "".join(f'<col style="width:{width}mm"/>' for width in widths)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f'<table class="work">{columns}{body}</table>'


def printed(body: str, folder: Path, *, style: str = "") -> Path:
    """Print HTML to a PDF with Chromium."""
    source, path = folder / "ke-hoach.html", folder / "ke-hoach.pdf"
    page = f'<meta charset="utf-8"/><style>{_STYLE}{style}</style><body>{body}</body>'
    source.write_text(page, encoding="utf-8")
    subprocess.run(
        [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
         f"--user-data-dir={folder / 'profile'}", f"--print-to-pdf={path}", source.as_uri()],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return path


def scans(path: Path, *, slant: float = 0.7, stamp: bool = True) -> list[Image.Image]:
    """Return the pages as a scanner sees them: slanted, with noise, a red stamp on the text."""
    dice = random.Random(7)  # noqa: S311 - no secret
    with pypdfium2.PdfDocument(path) as document:
        pages = [page.render(scale=200 / 72).to_pil().convert("RGB") for page in document]
    result = []
    for page in pages:
        inked = ImageChops.multiply(page, _stamp(page.size)) if stamp else page
        turned = inked.rotate(
            dice.choice([-1, 1]) * slant, resample=Image.Resampling.BICUBIC, fillcolor="white"
        )
        noise = Image.effect_noise(turned.size, 25).convert("RGB")
        blurred = turned.filter(ImageFilter.GaussianBlur(0.5))
        result.append(Image.blend(blurred, noise, 0.1))
    return result


def _stamp(size: tuple[int, int]) -> Image.Image:
    sheet = Image.new("RGB", size, "white")
    pen = ImageDraw.Draw(sheet)
    x, y, radius = size[0] // 2, size[1] // 2, 150
    for inner, width in ((0, 8), (22, 3)):
        box = (x - radius + inner, y - radius + inner, x + radius - inner, y + radius - inner)
        pen.ellipse(box, outline=(220, 40, 50), width=width)
    pen.text((x - 70, y - 15), "XA BINH MINH", fill=(220, 40, 50), font_size=24)
    return sheet


def scanned_pdf(path: Path, folder: Path) -> Path:
    """Return a PDF that holds pictures of the pages only."""
    target = folder / "ban-quet.pdf"
    pages = []
    for page in scans(path):
        packed = io.BytesIO()
        page.save(packed, "JPEG", quality=75)
        pages.append(Image.open(packed))
    pages[0].save(target, save_all=True, append_images=pages[1:], resolution=200)
    return target
