"""The draft of a plan as a file: out to be edited, and back."""

from collections.abc import Iterator
from pathlib import Path

from dondoc.cli import paint, places
from dondoc.cli.desk import Desk
from dondoc.cli.faults import WrongUse
from dondoc.cli.plan_words import warning_lines
from dondoc.usecases import draft as drafts
from dondoc.usecases import draft_file
from dondoc.usecases.changed import Changed
from dondoc.usecases.context import load_ward_context
from dondoc.usecases.draft import Draft, WrongDraft
from models.plan import PlanState


def hand_out(desk: Desk, number: int, out: Path | None) -> None:
    """Write the draft to a file, or print it.

    Raises:
        NotFound: there is no such plan.
        WrongUse: the file cannot be written.
    """
    with desk.app().reading() as session:
        plan = drafts.held(session, number)
        text = draft_file.as_yaml(plan)
        draft = drafts.of_plan(plan)
        is_draft = plan.state is PlanState.DRAFT
    if out is None:
        shown = paint.found(text, _words(draft)) if desk.in_colour else text
        desk.say(shown.rstrip("\n"))
        return
    try:
        out.write_text(text, "utf-8")
    except OSError as error:
        raise WrongUse(f"--out: không ghi được {out}: {error.strerror}.") from error
    desk.say(f"Đã ghi {out}.")
    if is_draft:
        desk.say(f"Sửa xong, nạp lại: dondoc plan draft {number} --from {out}")
    else:
        desk.say("Kế hoạch này đã xác nhận; tệp chỉ để xem.")


def _words(draft: Draft) -> Iterator[tuple[str, str]]:
    """Yield what was recognised in the clauses, with its kind."""
    for clause in draft.clauses:
        for mark in clause.marks:
            yield clause.text[slice(*mark.span)], mark.what


def read_back(desk: Desk, number: int, given: Path, *, seen: int | None = None) -> None:
    """Put the edited draft in the place of the stored one.

    ``seen`` is the version that somebody has looked at and puts the file over, by default that
    which the file was made from.

    Raises:
        NotFound, WrongDraft: there is no such plan; the draft cannot be used.
        Changed: others edited it since; the message names both versions.
        WrongUse: the file cannot be read.
    """
    try:
        text = given.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise WrongUse(f"--from: không đọc được {given}; cần một tệp văn bản UTF-8.") from error
    with desk.app().transaction() as session:
        context = load_ward_context(session, drafts.held(session, number).ward_id)
        try:
            plan = draft_file.replace(
                session, number, text, actor=places.officer(context),
                now=desk.now(context.zone), version=seen,
            )  # fmt: skip
        except WrongDraft as error:
            raise WrongDraft(f"{given}: {error}") from error
        except Changed as error:
            held = drafts.held(session, number)
            if held.state is PlanState.DRAFT:
                error.add_note(
                    f"Giữ bản đã lưu: dondoc plan draft {number} --out TỆP, sửa lại trên tệp mới. "
                    f"Lấy tệp này: thêm --seen {held.version}."
                )
            raise
        warnings = [str(one.get("message", "")) for one in drafts.of_plan(plan).warnings]
    desk.say(f"Đã nạp lại dự thảo số {number}. Xác nhận: dondoc plan confirm {number}")
    desk.say_all(warning_lines(warnings))
