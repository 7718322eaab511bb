"""The draft as a file: handed out to be edited elsewhere, and taken back."""

from fastapi.responses import Response

from dondoc.board.deps import AtDesk, Looking, Sent
from dondoc.board.drafting import own_plan, stale
from dondoc.board.files import file_answer
from dondoc.board.forms import VersionForm, read
from dondoc.board.pages.plans import plan_page
from dondoc.board.routing import pages, see
from dondoc.usecases import draft_file
from dondoc.usecases.draft import WrongDraft
from dondoc.usecases.errors import Conflict

router = pages()


@router.get("/ke-hoach/{number}/du-thao.yaml")
def hand_out_draft(desk: AtDesk, session: Looking, number: int) -> Response:
    """Hand out the draft to be edited."""
    plan = own_plan(desk, session, number)
    content = draft_file.as_yaml(plan).encode()
    return file_answer(content, name=f"du-thao-{number}.yaml", media_type="application/yaml")


@router.post("/ke-hoach/{number}/du-thao")
def take_draft(desk: AtDesk, sent: Sent, number: int) -> Response:
    """Put the edited draft in the place of the stored one."""
    desk.check(sent)
    desk.require_officer()
    version = read(VersionForm, sent).version
    files = sent.files("file")
    try:
        if not files:
            raise WrongDraft("Chưa chọn tệp dự thảo.")
        text = files[0].file.read().decode("utf-8-sig")
        with desk.app.transaction() as session:
            own_plan(desk, session, number)
            draft_file.replace(session, number, text, version=version)
    except UnicodeDecodeError:
        return plan_page(desk, number, status=422, error="Tệp dự thảo không phải văn bản UTF-8.")
    except WrongDraft as error:
        return plan_page(desk, number, status=422, error=str(error))
    except Conflict as error:
        return stale(desk, number, str(error), "Nạp bản dự thảo từ tệp")
    return see(f"/ke-hoach/{number}", done="du-thao")
