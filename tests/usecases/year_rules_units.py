"""Random reorganisations, undone now and then: units, and the ward itself."""

from collections.abc import Collection

from hypothesis import strategies as st
from hypothesis.stateful import rule

from dondoc.rules.reorganise import Contacts, Ending, NewContact, NewUnit, Order, Renaming
from dondoc.rules.reorganise_wards import WardOrder
from dondoc.rules.successors import lives
from dondoc.usecases import reorganise, reorganise_undo
from models.queries import reorganising
from models.ward import Ward
from tests.factories import OFFICER
from tests.usecases.year_rules import picks, texts
from tests.usecases.year_rules_people import PeopleOfAWard, addresses

#: Mostly at once, now and then some days ahead or back.
whens = st.sampled_from([0, 0, 0, -20, 1, 6])
names = st.sampled_from(["Ban Văn hóa", "Tổ Truyền thông", "Hội Phụ nữ", "Văn phòng"])
contacts = st.sampled_from(["auto", "auto", "follow", "end"])


class ReorganisedWard(PeopleOfAWard):
    """What the officer may order about the units themselves."""

    def living(self, pick: int, more: int = 1) -> list[str]:
        """Return the keys of some units that live today."""
        year = self.year
        known = [u.key for u in year.context().own_units if lives(u, year.day(0))]
        return [known[(pick + n) % len(known)] for n in range(min(more, len(known)))]

    def order(self, when: int, text: str, **parts: object) -> None:
        year = self.year
        given = Order(effective_on=year.day(when), reason=text, **parts)  # type: ignore[arg-type]
        year.act(
            lambda session: reorganise.give(
                session, year.ward_id, given, actor=OFFICER, now=year.now
            ),
            log=(1, 2),
        )

    @rule(pick=picks, name=names, when=whens, text=texts)
    def a_unit_is_renamed(self, pick: int, name: str, when: int, text: str) -> None:
        (unit,) = self.living(pick)
        self.order(when, text, renamed=(Renaming(unit=unit, name=name),))

    @rule(pick=picks, many=st.integers(2, 3), when=whens, text=texts, kept=contacts)
    def units_are_merged(self, pick: int, many: int, when: int, text: str, kept: Contacts) -> None:
        into, *old = self.living(pick, many)
        ended = tuple(Ending(unit=key, kind="merge", successor=into, contacts=kept) for key in old)
        self.order(when, text, ended=ended)

    @rule(pick=picks, number=st.integers(1, 3), name=names, email=addresses, when=whens, text=texts)
    def a_unit_is_split(
        self, pick: int, number: int, name: str, email: str, when: int, text: str
    ) -> None:
        year = self.year
        (unit,) = self.living(pick)
        key = f"moi-{number}"
        given = (NewContact(name="An", email=email),) if email.isascii() else ()
        mine = [
            row.code
            for row in year.facts.rows.values()
            if year.context().unit(row.unit_id).key == unit and row.closed_at is None
        ]
        other = self.living(pick + 1)[0]
        ending = Ending(
            unit=unit, kind="split", successor=key, heirs=(key, other),
            works={mine[pick % len(mine)]: other} if mine and other != unit else {},
        )  # fmt: skip
        new = (NewUnit(key=key, name=f"{name} {number}", contacts=given),)
        self.order(when, text, new=new, ended=(ending,))

    @rule(pick=picks, goes_on=st.booleans(), when=whens, text=texts)
    def a_unit_is_dissolved(self, pick: int, goes_on: bool, when: int, text: str) -> None:
        unit, heir = (self.living(pick, 2) * 2)[:2]
        self.order(
            when, text,
            ended=(Ending(unit=unit, kind="dissolve", successor=heir if goes_on else ""),),
        )  # fmt: skip

    def order_of_wards(self, order: WardOrder, *, log: Collection[int] | None = None) -> bool:
        year = self.year
        return year.act(
            lambda session: reorganise.give_wards(session, order, actor=OFFICER, now=year.now),
            log=log,
        )

    @rule(name=st.sampled_from(["Phường Sa Đéc", "Phường 4", "Xã Tân Mới"]), text=texts)
    def the_ward_gets_another_name(self, name: str, text: str) -> None:
        year = self.year
        key = year.context().ward.key
        self.order_of_wards(
            WardOrder(
                effective_on=year.day(0), reason=text, kind="ward-rename", wards=(key,), name=name
            )
        )

    @rule(when=whens, text=texts)
    def the_ward_becomes_part_of_another(self, when: int, text: str) -> None:
        year = self.year
        key = year.context().ward.key
        if not year.others:
            year.add_ward(f"{key}-moi")
        with year.app.reading() as session:
            heir = session.get_one(Ward, year.others[0]).key
        self.order_of_wards(
            WardOrder(
                effective_on=year.day(when), reason=text, kind="ward-merge", wards=(key,),
                into=(heir,),
            ),
            log=range(40),
        )  # fmt: skip

    @rule(pick=st.integers(0, 3))
    def a_reorganisation_is_taken_back(self, pick: int) -> None:
        year = self.year
        with year.app.reading() as session:
            found = [row for i in year.ward_ids() for row in reorganising.of_ward(session, i)]
        if not found:
            return
        one = found[pick % len(found)]
        year.act(
            lambda session: reorganise_undo.undo(
                session, one.ward_id, one.id or 0, actor=OFFICER, now=year.now
            ),
            log=range(40) if one.kind == "ward-merge" else (1, 2),
        )
