"""An official document as plain text, with a blank line between paragraphs."""

from typing import assert_never

from dondoc.reports.blocks import (
    MOTTO,
    NATION,
    Block,
    Heading,
    OfficialDocument,
    PageBreak,
    Paragraph,
    Table,
    Title,
)


def as_text(document: OfficialDocument) -> str:
    """Return every word of ``document`` in reading order; cells of a table stand between tabs."""
    head, signature = document.letterhead, document.signature
    parts = [
        "\n".join([head.parent, head.issuer] if head.parent else [head.issuer]),
        f"{NATION}\n{MOTTO}",
        head.number_line,
        head.date_line,
        head.about_line or f"{head.kind}\n{head.about}",
        "\n".join(document.address_lines),
        *map(_block, document.body),
        "\n".join(["Nơi nhận:", *document.recipient_lines]),
        f"{signature.authority}\n{signature.title}",
        signature.name or "",
        *map(_block, document.annex),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _block(block: Block) -> str:
    match block:
        case Heading() | Paragraph():
            return block.text
        case Title():
            return f"{block.text}\n{block.below}"
        case Table():
            lines = [block.header, *block.rows, *block.foot]
            return "\n".join([block.caption, *("\t".join(line) for line in lines)]).lstrip("\n")
        case PageBreak():
            return ""
        case _:
            assert_never(block)
