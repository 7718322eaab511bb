"""What an officer should look at in a document that was read, in one sentence each."""

from collections.abc import Iterator, Sequence

from dondoc.reading.draft import ReadClause, Warning_
from dondoc.reading.structure.items import body_alone
from dondoc.reading.structure.marks import Kind
from dondoc.reading.structure.outline import Node


def remarks_on(clauses: Sequence[ReadClause], parts: Sequence[Node]) -> Iterator[Warning_]:
    """Yield clauses without a body, clauses from a scan, and bodies with nothing to do."""
    for clause in clauses:
        if not clause.lead:
            yield Warning_(
                "clause-without-unit",
                clause.path,
                f"Mục {clause.path} không nêu đơn vị thực hiện; cần bổ sung trước khi giao.",
            )
        if clause.scanned:
            yield Warning_(
                "read-from-scan", clause.path, f"Mục {clause.path}: đọc từ bản quét, cần soát lại."
            )
    for part in parts:
        for node in part.walk():
            name = body_alone(node) if node.kind < Kind.NOTE and node is not part else None
            if name:
                yield Warning_(
                    "unit-without-duty",
                    node.path,
                    f"Mục {node.path} nêu “{name}” nhưng không ghi việc phải làm.",
                )
