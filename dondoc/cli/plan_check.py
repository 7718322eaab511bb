"""What a plan leaves unclear, as a list in the terminal."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import groupby

from dondoc.cli.desk import Desk
from dondoc.rules.clarity import TITLES, Finding
from dondoc.usecases import clarity
from dondoc.usecases import draft as drafts


def check(desk: Desk, number: int) -> None:
    """Say what the drafter should still write.

    Raises:
        NotFound: there is no such plan.
    """
    with desk.app().reading() as session:
        found = clarity.unclear(session, drafts.held(session, number))
    desk.say_all(_lines(found))
    desk.hand_over([asdict(finding) for finding in found])


def _lines(found: Sequence[Finding]) -> Iterator[str]:
    if not found:
        yield "Không thấy điểm nào chưa rõ."
    for question, some in groupby(found, lambda one: one.question):
        yield TITLES[question]
        for finding in some:
            yield f"  {', '.join(finding.paths)}: {finding.message} → {finding.advice}"
