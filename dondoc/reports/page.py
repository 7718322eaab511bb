"""Page, styles and small marks of an official document, as Decree 30/2020/NĐ-CP asks.

Source of every measure: Appendix I of the decree. Lengths are millimetres, sizes points.
"""

from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from dondoc.reports.xml import element_of, mark

FONT = "Times New Roman"
BODY_SIZE = 14.0
PAGE_SHORT, PAGE_LONG = 210.0, 297.0
TOP, BOTTOM, LEFT, RIGHT = 20.0, 20.0, 30.0, 15.0
TEXT_WIDTH = PAGE_SHORT - LEFT - RIGHT
#: Lying crosswise, the bound edge is the upper one of the upright page.
WIDE_TEXT_WIDTH = PAGE_LONG - LEFT - RIGHT
FIRST_LINE = 12.7
#: What the schema wants behind the borders of a paragraph.
_AFTER_BORDERS = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")


def set_up(document: Document) -> None:
    """Set paper, margins, page numbers and styles of a new document."""
    section = document.sections[0]
    _paper(section, wide=False)
    section.different_first_page_header_footer = True
    _number_pages(section)
    for name in ("Normal", "Heading 1", "Heading 2", "Heading 3"):
        _use_font(document.styles[name])
    normal = document.styles["Normal"]
    normal.font.size = Pt(BODY_SIZE)
    normal.paragraph_format.space_after = Pt(0)
    for level, (bold, before) in enumerate([(True, 12), (True, 6), (False, 6)], start=1):
        style = document.styles[f"Heading {level}"]
        style.font.size, style.font.bold, style.font.italic = Pt(BODY_SIZE), bold, level == 3
        style.font.color.rgb = RGBColor(0, 0, 0)
        style.paragraph_format.space_before = Pt(before)
        style.paragraph_format.space_after = Pt(6)
        style.paragraph_format.first_line_indent = Mm(FIRST_LINE)
        style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.LEFT
        style.paragraph_format.keep_with_next = True


def add_wide_section(document: Document) -> None:
    """Begin pages that lie crosswise, for annexes; page numbers go on."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.different_first_page_header_footer = False
    _paper(section, wide=True)


def body_format(paragraph: Paragraph) -> None:
    """Justify, indent the first line and space a paragraph of the body."""
    shape = paragraph.paragraph_format
    shape.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    shape.first_line_indent = Mm(FIRST_LINE)
    shape.space_before, shape.space_after = Pt(0), Pt(6)
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.MULTIPLE, 1.1


def rule_below(paragraph: Paragraph, *, length: float, within: float) -> None:
    """Turn an empty paragraph into a centred line of ``length`` in a column of ``within`` mm."""
    shape = paragraph.paragraph_format
    margin = max(0.0, (within - length) / 2)
    shape.left_indent, shape.right_indent = Mm(margin), Mm(margin)
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(3)
    borders = mark("w:pBdr")
    borders.append(mark("w:top", val="single", sz="6", space="1", color="000000"))
    element_of(paragraph).get_or_add_pPr().insert_element_before(borders, *_AFTER_BORDERS)


def _paper(section: Section, *, wide: bool) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    across, down = (PAGE_LONG, PAGE_SHORT) if wide else (PAGE_SHORT, PAGE_LONG)
    section.page_width, section.page_height = Mm(across), Mm(down)
    section.top_margin, section.bottom_margin = Mm(TOP), Mm(BOTTOM)
    section.left_margin, section.right_margin = Mm(LEFT), Mm(RIGHT)
    section.header_distance = section.footer_distance = Mm(10)


def _number_pages(section: Section) -> None:
    paragraph = section.header.paragraphs[0]
    paragraph.style = "Normal"
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run()
    run.font.size = Pt(BODY_SIZE)
    for part in (
        mark("w:fldChar", fldCharType="begin"),
        mark("w:instrText", "PAGE"),
        mark("w:fldChar", fldCharType="end"),
    ):
        element_of(run).append(part)


def _use_font(style: ParagraphStyle) -> None:
    """Name the font for every script: a theme font would win over a plain name."""
    style.font.name = FONT
    properties = style.element.get_or_add_rPr()
    fonts = properties.find(qn("w:rFonts"))
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FONT)
    properties.append(mark("w:lang", val="vi-VN"))
