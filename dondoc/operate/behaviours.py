"""How units and the officer behave in a play: who reports when, and what is answered."""

import random
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, TypeAdapter, ValidationError

from dondoc.rules.calendar import WorkCalendar
from dondoc.usecases import yaml_faults, yaml_text

MoveName = Literal[
    "ack", "report", "accept", "return", "ask", "extend", "refuse",
    "transfer", "sleep", "wake", "cancel",
]  # fmt: skip


class WrongBehaviour(Exception):
    """The behaviour file cannot be used; the message says where and why."""


@dataclass(frozen=True)
class Subject:
    """What a behaviour may look at: the code, the kind of duty, and the local deadline."""

    code: str
    kind: str
    due_on: date
    assigned_on: date


@dataclass(frozen=True, order=True)
class Step:
    """One move at a local moment; ``days`` is a term in working days, or an extension's."""

    at: datetime
    code: str
    move: MoveName
    text: str = ""
    days: int = 0
    figure: int = 0


Behaviour = Callable[[Subject], list[Step]]

MORNING, AFTERNOON = time(9, 0), time(14, 0)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class Office:
    """The ward's working days, for behaviours that count in them."""

    calendar: WorkCalendar

    def moment(self, subject: Subject, days: int, hour: time = MORNING) -> datetime:
        """Return the local moment some working days from the deadline, never before assignment."""
        earliest = self.calendar.add(subject.assigned_on, 1)
        return datetime.combine(max(self.calendar.add(subject.due_on, days), earliest), hour)

    def later(self, moment: datetime, days: int, hour: time = AFTERNOON) -> datetime:
        """Return a local moment some working days after another."""
        return datetime.combine(self.calendar.add(moment.date(), days), hour)


def none(_subject: Subject) -> list[Step]:
    """Nobody ever reports."""
    return []


def prompt(office: Office) -> Behaviour:
    """Each unit reports two working days before its deadline and is accepted the next day."""

    def steps(subject: Subject) -> list[Step]:
        reported = office.moment(subject, -2)
        return [
            _report(reported, subject, random.Random(subject.code)),  # noqa: S311 - a play
            Step(office.later(reported, 1), subject.code, "accept"),
        ]

    return steps


def mixed(office: Office, *, seed: int) -> Behaviour:
    """A ward as it is: most in time, some late, some returned, extended, or never reported."""

    def steps(subject: Subject) -> list[Step]:
        dice = random.Random(f"{seed}:{subject.code}")  # noqa: S311 - a play, not a secret
        kind = dice.choices(
            [_in_time, _returned, _late, _extended, _silent], weights=[52, 12, 18, 10, 8]
        )[0]
        return kind(office, subject, dice)

    return steps


REPORTS = (
    "Đã hoàn thành theo yêu cầu; kết quả nêu tại phần số liệu.",
    "Đã triển khai đầy đủ nội dung, có biên bản và hình ảnh lưu tại đơn vị.",
    "Đã tổ chức thực hiện, đoàn viên, hội viên tham gia tích cực.",
    "Đã tham mưu, trình lãnh đạo ký ban hành và gửi các đơn vị liên quan.",
)
EXAMPLES = (
    "Một tổ tự quản vận động bà con góp ngày công sửa tuyến đường liên tổ.",
    "Một hội viên giúp đỡ ba hộ khó khăn có vốn làm ăn, ổn định cuộc sống.",
    "Nhóm đoàn viên duy trì điểm hướng dẫn dịch vụ công trực tuyến vào cuối tuần.",
)


def _report(at: datetime, subject: Subject, dice: random.Random) -> Step:
    return Step(at, subject.code, "report", dice.choice(REPORTS), figure=dice.randint(4, 28))


def _ack(office: Office, subject: Subject, dice: random.Random) -> list[Step]:
    if dice.random() < 0.4:
        return []
    at = datetime.combine(office.calendar.add(subject.assigned_on, 1), time(8, 30))
    return [Step(at, subject.code, "ack")]


def _in_time(office: Office, subject: Subject, dice: random.Random) -> list[Step]:
    reported = office.moment(subject, -dice.randint(0, 5))
    accepted = Step(office.later(reported, dice.randint(1, 2)), subject.code, "accept")
    return [*_ack(office, subject, dice), _report(reported, subject, dice), accepted]


def _late(office: Office, subject: Subject, dice: random.Random) -> list[Step]:
    reported = office.moment(subject, dice.randint(1, 12))
    return [
        _report(reported, subject, dice),
        Step(office.later(reported, 1), subject.code, "accept"),
    ]


def _returned(office: Office, subject: Subject, dice: random.Random) -> list[Step]:
    first = office.moment(subject, -dice.randint(1, 3))
    back = office.later(first, 1)
    again = office.later(back, dice.randint(1, 2), MORNING)
    reason = "Báo cáo chưa có số liệu cụ thể, đề nghị bổ sung số người tham gia và hình ảnh."
    return [
        *_ack(office, subject, dice),
        _report(first, subject, dice),
        Step(back, subject.code, "return", reason, days=3),
        _report(again, subject, dice),
        Step(office.later(again, 1), subject.code, "accept"),
    ]


def _extended(office: Office, subject: Subject, dice: random.Random) -> list[Step]:
    asked = office.moment(subject, -2)
    answered = office.later(asked, 1)
    reason = "Đang chờ tổng hợp số liệu của các tổ, khóm nên cần thêm thời gian."
    days = dice.choice([5, 7, 10])
    if dice.random() < 0.25:
        refusal = Step(answered, subject.code, "refuse", "Phải tổng hợp báo cáo cấp trên đúng kỳ.")
        reported = office.moment(subject, 0)
        reported = max(reported, office.later(answered, 1, MORNING))
        end = [refusal, _report(reported, subject, dice)]
    else:
        grant = Step(answered, subject.code, "extend", "Đồng ý, đề nghị bảo đảm hạn mới.", days)
        reported = office.moment(subject, days - 1)
        reported = max(reported, office.later(answered, 1, MORNING))
        end = [grant, _report(reported, subject, dice)]
    accepted = Step(office.later(reported, 1), subject.code, "accept")
    return [Step(asked, subject.code, "ask", reason, days), *end, accepted]


def _silent(_office: Office, _subject: Subject, _dice: random.Random) -> list[Step]:
    return []


def _in_the_morning(on: object) -> object:
    """A day without an hour means nine in the morning."""
    return f"{on}T{MORNING:%H:%M}" if isinstance(on, str) and _DAY.fullmatch(on) else on


class GivenStep(BaseModel):
    """One line of a behaviour file."""

    model_config = ConfigDict(extra="forbid")

    on: Annotated[datetime, BeforeValidator(_in_the_morning)]
    assignment: str
    move: MoveName
    text: str = ""
    days: int = 0


def from_file(path: Path) -> list[Step]:
    """Read a behaviour file: a YAML list of ``{on, assignment, move, text}``.

    Raises:
        WrongBehaviour: the file is missing or a line in it cannot be used.
    """
    text = ""
    try:
        text = path.read_text("utf-8-sig")
        given = TypeAdapter(list[GivenStep]).validate_python(yaml_text.load(text))
    except (OSError, UnicodeDecodeError) as error:
        raise WrongBehaviour(f"Không đọc được tệp hành vi {path}.") from error
    except yaml_text.NotYaml as error:
        raise WrongBehaviour(f"{path}, {error}.") from error
    except ValidationError as error:
        raise WrongBehaviour(yaml_faults.explain(error, text, name=str(path))) from error
    return [
        Step(step.on.replace(tzinfo=None), step.assignment, step.move, step.text, step.days)
        for step in given
    ]


def given(steps: Iterable[Step]) -> Behaviour:
    """Play exactly these steps."""
    by_code: dict[str, list[Step]] = {}
    for step in steps:
        by_code.setdefault(step.code, []).append(step)
    return lambda subject: by_code.get(subject.code, [])


ONE_TICK = timedelta(minutes=10)
