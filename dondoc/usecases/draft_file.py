"""The draft as a YAML file: out for a person to edit, and back.

Lines and marks place words in the document and would only be in a reader's way; they are left out
and found again by the path of the clause, else by its words.
"""

import re
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any, Literal

from pydantic import Field, ValidationError, model_validator
from sqlmodel import Session

from dondoc.rules.moves import Refused
from dondoc.rules.wave_patterns import patterns
from dondoc.usecases import draft_elsewhere, draft_log, wave_choice, yaml_faults, yaml_text
from dondoc.usecases.actor import Actor
from dondoc.usecases.changed import Changed, since
from dondoc.usecases.context import WardRows, load_ward_context
from dondoc.usecases.draft import (
    Draft,
    DraftClause,
    DraftDuty,
    DraftElsewhere,
    DraftUnit,
    DraftWave,
    Part,
    WrongDraft,
    check_paths,
    held,
    of_plan,
)
from dondoc.usecases.draft_change import hold, store
from dondoc.usecases.draft_edit import Reread, insert
from dondoc.usecases.draft_marks import fitted
from dondoc.usecases.draft_reread import reader
from dondoc.usecases.draft_warnings import directory_of
from models.plan import Plan, PlanState

_HEAD = """\
# Bản dự thảo phân công của kế hoạch số {id}: {title}
# Sửa rồi nạp lại: dondoc plan draft {id} --from TỆP
#   version: phiên bản của dự thảo khi ghi tệp này; giữ nguyên để không ghi đè lên việc của người khác.
#   Đơn vị:  units là mã trong danh bạ; để [] là đơn vị chưa có trong danh bạ.
#   Việc:    kind là loại việc, cadence là định kỳ hoặc ngày:
#            {{form: dates, dates: [{{on: 2026-06-15, expected: 2026-06-10}}]}}  ngày ghi rõ, kèm ngày dự kiến
#            {{form: monthly, day: 31, short: skip}}          tháng không có ngày 31 thì bỏ qua
#            {{form: rrule, rule: "FREQ=WEEKLY;BYDAY=FR"}}    quy tắc theo RFC 5545
#            {{form: after, anchor: ngay-bau-cu, anchor_name: ngày bầu cử, days: -23, unit: calendar}}
#                trước mốc 23 ngày; thêm anchor_on: 2026-03-15 nếu đã biết ngày, chưa biết thì việc
#                tạm dừng chờ mốc; unit: working (mặc định) là ngày làm việc
#            expected_before: 3 là ngày dự kiến, trước hạn cuối 3 ngày làm việc
#            ladder (bên cạnh cadence) là thang nhắc riêng, chỉ ghi những gì khác thang nhắc chung:
#            ladder: {{before: [10, 5], on_day: true, after: [2], then_every: null, confirm: 5}}
#   Tách:    chép mục thành hai, mỗi mục một path riêng, chia text và duties cho từng mục.
#   Gộp:     nối text và duties vào mục trước, xóa mục sau.
#   Bỏ, lấy lại: chuyển mục từ clauses xuống dropped, hoặc ngược lại.
#   Thêm:    viết thêm một mục; không viết lead, duties thì chương trình đọc từ text.
#   Đợt:     waves để [] là các đợt chung của phường, xã, hoặc hai nửa; ghi từng đợt, hoặc tên một mẫu
#            (waves: quarters), chương trình điền các đợt theo mẫu:
{patterns}
#   Việc ở phần khác (elsewhere): use: duty và to: V.2/1 là gắn ngày vào nhiệm vụ 1 của mục V.2;
#            use: clause là thành một mục riêng; use: aside là không theo dõi.
"""
_NAME = "Bản dự thảo"
_IN_DOCUMENT = {"line", "more_lines", "marks"}


class _Clause(Part):
    """A clause as people write it."""

    path: str = Field(min_length=1)
    text: str
    mode: Literal["assign", "request"] = "assign"
    lead: list[DraftUnit]
    support: list[DraftUnit] = Field(default_factory=list)
    duties: list[DraftDuty]
    scanned: bool = False


class _Elsewhere(Part):
    """An item found elsewhere; its phrases are shown, not read back."""

    path: str
    text: str
    lead: list[str] = Field(default_factory=list)
    phrases: list[str] = Field(default_factory=list)
    use: Literal["", "duty", "clause", "aside"] = ""
    to: str = ""


class _File(Part):
    """The whole file; ``version`` is that of the draft from which it was made."""

    version: int | None = None
    clauses: list[_Clause]
    waves: list[DraftWave] = Field(default_factory=list)
    elsewhere: list[_Elsewhere] = Field(default_factory=list)
    dropped: list[_Clause] = Field(default_factory=list)
    warnings: list[dict[str, Any]] = Field(default_factory=list)

    @model_validator(mode="after")
    def _paths_differ(self) -> "_File":
        check_paths(clause.path for clause in self.clauses)
        return self


def as_yaml(plan: Plan) -> str:
    """Return the draft as a YAML text for the officer to edit."""
    draft = of_plan(plan)
    shape = draft.model_dump(mode="json", by_alias=True, exclude={"clauses", "dropped"})
    shape["elsewhere"] = [_shown(item) for item in draft.elsewhere]
    clauses = [_written(clause) for clause in draft.clauses]
    dropped = [_written(clause) for clause in draft.dropped]
    head = _HEAD.format(id=plan.id, title=plan.title, patterns=_pattern_lines())
    parts = {"version": plan.version, "clauses": clauses} | shape | {"dropped": dropped}
    return head + yaml_text.dump(parts)


def _pattern_lines() -> str:
    names = {one.key: one.name for one in patterns().patterns}
    return "\n".join(f"#            {key:<20}{name}" for key, name in names.items())


def _written(clause: DraftClause) -> dict[str, Any]:
    shape = clause.model_dump(mode="json", by_alias=True, exclude=_IN_DOCUMENT)
    if not clause.scanned:
        del shape["scanned"]
    return shape


def _shown(item: DraftElsewhere) -> dict[str, Any]:
    phrases = [str(deadline["phrase"]) for deadline in item.deadlines]
    return _Elsewhere(
        path=item.path, text=item.text, lead=item.lead, phrases=phrases, use=item.use, to=item.to
    ).model_dump(mode="json")


def replace(
    session: Session,
    plan_id: int,
    text: str,
    *,
    actor: Actor,
    now: datetime,
    version: int | None = None,
    keep: Collection[str] = (),
) -> Plan:
    """Put an edited draft in the place of the stored one.

    ``version`` is the draft's as the person saw it, by default that of the file. ``keep`` are
    paths of clauses that stay as they are stored, whatever the file says. A file that says what is
    stored changes nothing.

    Raises:
        WrongDraft: it is no YAML, a value is wrong, or a unit key is unknown.
        NotFound, Refused, Changed: as ``draft_change.hold``.
    """
    try:
        plan = hold(session, plan_id, version=version_in(text) if version is None else version)
    except Changed as error:
        plan = held(session, plan_id)
        if plan.state is PlanState.DRAFT and _is_same(
            read_draft(session, plan, text), of_plan(plan)
        ):
            return plan
        for line in both_sides(session, plan_id, text, error):
            error.add_note(line)
        raise
    draft = read_draft(session, plan, text)
    if keep:
        draft = with_stored(draft, of_plan(plan), keep)
    if _is_same(draft, of_plan(plan)):
        return plan
    return store(session, plan, draft, what="Nạp bản dự thảo từ tệp", actor=actor, now=now)


def _is_same(one: Draft, other: Draft) -> bool:
    """Tell whether two drafts say the same; what is warned of follows from that."""
    return one.model_dump(exclude={"warnings"}) == other.model_dump(exclude={"warnings"})


def both_sides(session: Session, plan_id: int, text: str, error: Changed) -> list[str]:
    """Return, for each part of the draft that others changed since, what is stored and in the file."""
    plan = held(session, plan_id)
    stored, given = of_plan(plan), read_draft(session, plan, text)
    others = {
        change.label for entry in since(session, error.subject) for change in entry.changes
    }  # fmt: skip
    sides = [
        dict(fact for clause in draft.clauses for fact in draft_log.clause_facts(clause))
        for draft in (stored, given)
    ]
    return [
        f"{name}: đã lưu “{sides[0].get(name, '')}”, trong tệp “{sides[1].get(name, '')}”."
        for name in dict.fromkeys([*sides[0], *sides[1]])
        if name in others and sides[0].get(name) != sides[1].get(name)
    ]


def version_in(text: str) -> int | None:
    """Return the version of the draft that a file was made from; None where it does not say."""
    found = re.search(r"^version: *(\d+) *$", text, re.MULTILINE)
    return int(found[1]) if found else None


def with_stored(draft: Draft, stored: Draft, paths: Collection[str]) -> Draft:
    """Return a draft in which these clauses are as stored; those that are not stored are left out."""
    kept = {clause.path: clause for clause in stored.clauses if clause.path in paths}
    found = [
        kept.pop(one.path, one)
        for one in draft.clauses
        if one.path in kept or one.path not in paths
    ]
    dropped = [one for one in draft.dropped if one.path not in paths]
    made = draft.model_copy(update={"clauses": found, "dropped": dropped})
    for clause in kept.values():
        made = insert(made, clause)
    return made


def read_draft(session: Session, plan: Plan, text: str) -> Draft:
    """Return the draft that a file holds, placed in the plan's document; stores nothing.

    Raises:
        WrongDraft: it is no YAML, a value is wrong, or a unit key is unknown.
    """
    context = load_ward_context(session, plan.ward_id)
    reread = reader(directory_of(context), year=plan.year)
    before = of_plan(plan)
    given = _parse(_with_waves(_loaded(text), plan, context, text), text, reread)
    _check_units(given, text, {unit.key for unit in context.own_units})
    draft = Draft(
        clauses=_placed(given.clauses, before),
        waves=given.waves,
        dropped=_placed(given.dropped, before),
        elsewhere=before.elsewhere,
        warnings=given.warnings,
    )
    return _with_uses(draft, given.elsewhere, text, reread)


def _loaded(text: str) -> Any:
    try:
        return yaml_text.load(text)
    except yaml_text.NotYaml as error:
        raise WrongDraft(f"{_NAME}, {error}.") from error


def _with_waves(values: Any, plan: Plan, context: WardRows, text: str) -> Any:
    """Put the waves of a pattern where the file only names it."""
    if not isinstance(values, dict) or not isinstance(values.get("waves"), str):
        return values
    day = context.day(plan.imported_at)
    try:
        waves = wave_choice.chosen(plan, context, values["waves"], today=day)
    except Refused as error:
        line = yaml_faults.line_at(text, ("waves",))
        raise WrongDraft(f"{_NAME}, dòng {line}, khóa waves: {error}") from error
    given = [one.model_dump(by_alias=True) for one in wave_choice.as_draft(waves)]
    return values | {"waves": given}


def _parse(values: Any, text: str, reread: Reread) -> _File:
    try:
        return _File.model_validate(_filled(values, reread))
    except ValidationError as error:
        raise WrongDraft(yaml_faults.explain(error, text, name=_NAME)) from error


def _filled(values: Any, reread: Reread) -> Any:
    """Read the clauses that give no more than their path, their text and perhaps their mode."""
    if not isinstance(values, dict) or not isinstance(values.get("clauses"), list):
        return values
    return values | {"clauses": [_filled_clause(one, reread) for one in values["clauses"]]}


def _filled_clause(given: Any, reread: Reread) -> Any:
    bare = isinstance(given, dict) and {"path", "text"} <= given.keys() <= {"path", "text", "mode"}
    if not bare or not isinstance(given["text"], str) or not given["text"].strip():
        return given
    read = reread(given["text"]).model_dump(
        mode="json", include={"mode", "lead", "support", "duties"}
    )
    return read | given


def _check_units(given: _File, text: str, known: set[str]) -> None:
    for number, clause in enumerate(given.clauses):
        for role in ("lead", "support"):
            for place, unit in enumerate(getattr(clause, role)):
                for key in unit.units:
                    if key not in known:
                        line = yaml_faults.line_at(text, ("clauses", number, role, place, "units"))
                        raise WrongDraft(
                            f"{_NAME}, dòng {line}, mục {clause.path}: danh bạ không có mã đơn vị "
                            f"“{key}”; hãy ghi một mã có trong danh bạ hoặc để units: []."
                        )


def _placed(given: Iterable[_Clause], before: Draft) -> list[DraftClause]:
    """Give clauses their lines and marks back."""
    stored = [*before.clauses, *before.dropped]
    found = []
    for clause in given:
        shape = clause.model_dump()
        old = next((one for one in stored if one.path == clause.path), None)
        old = old or next((one for one in stored if clause.text in one.text), None)
        if old is not None:
            shape |= {
                "line": old.line,
                "more_lines": old.more_lines,
                "marks": fitted(old.marks, old.text, clause.text),
            }
        found.append(DraftClause.model_validate(shape))
    return found


def _with_uses(draft: Draft, given: Iterable[_Elsewhere], text: str, reread: Reread) -> Draft:
    """Carry out what the file says of things found elsewhere."""
    known = {(item.path, item.text): place for place, item in enumerate(draft.elsewhere)}
    for number, wanted in enumerate(given):
        place = known.get((wanted.path, wanted.text))
        try:
            if place is None:
                raise WrongDraft(
                    "văn bản không có việc này; giữ nguyên path và text, chỉ sửa use và to"
                )
            draft = _with_use(draft, place, wanted, reread)
        except WrongDraft as error:
            line = yaml_faults.line_at(text, ("elsewhere", number))
            words = str(error).rstrip(".")
            raise WrongDraft(f"{_NAME}, dòng {line}, phần elsewhere: {words}.") from error
    return draft


def _with_use(draft: Draft, place: int, wanted: _Elsewhere, reread: Reread) -> Draft:
    stored = draft.elsewhere[place]
    if (stored.use, stored.to) == (wanted.use, wanted.to):
        return draft
    draft = draft_elsewhere.open_again(draft, place)
    if wanted.use == "duty":
        path, _, duty = wanted.to.rpartition("/")
        if not path or not duty.isdecimal():
            raise WrongDraft("to cần ghi mục và số thứ tự nhiệm vụ, ví dụ V.2/1")
        return draft_elsewhere.attach(draft, place, path=path, duty=int(duty))
    if wanted.use == "clause":
        return draft_elsewhere.as_clause(draft, place, reread(stored.text))
    return draft_elsewhere.set_aside(draft, place) if wanted.use == "aside" else draft
