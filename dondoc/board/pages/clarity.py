"""What a plan leaves unclear (rõ việc): a list to take back to its drafter, made to be printed."""

from itertools import groupby

from fastapi.responses import Response

from dondoc.board.deps import AtDesk, Looking
from dondoc.board.drafting import own_plan
from dondoc.board.routing import pages
from dondoc.rules.clarity import TITLES
from dondoc.usecases import clarity

router = pages()


@router.get("/ke-hoach/{number}/ro-viec")
def list_unclear(desk: AtDesk, session: Looking, number: int) -> Response:
    """List what is unclear, question by question."""
    plan = own_plan(desk, session, number)
    found = clarity.unclear(session, plan)
    parts = [
        (TITLES[question], list(some))
        for question, some in groupby(found, lambda one: one.question)
    ]
    return desk.page("clarity.html", plan=plan, parts=parts, count=len(found))
