"""Orders of reorganisation as a person writes them, for the tests of units and wards."""

from dondoc.rules.reorganise import Order
from dondoc.rules.reorganise_wards import WardOrder
from dondoc.usecases import reorganise, reorganise_order, reorganise_undo
from dondoc.usecases.reorganise_view import Preview
from models.change import Reorganisation
from models.queries import assignments
from tests.factories import OFFICER, Office
from tests.usecases.play import local

REASON = "Nghị quyết số 12/NQ-HĐND"


def order(text: str, *, on: str = "2025-04-01") -> Order:
    """Return an order from its steps in YAML."""
    head = f"effective_on: {on}\nreason: {REASON}\n"
    found = reorganise_order.parse(head + text, name="sap-xep.yaml")
    assert isinstance(found, Order)
    return found


def ward_order(text: str, *, on: str = "2025-07-01") -> WardOrder:
    """Return an order about whole wards from its step in YAML."""
    head = f"effective_on: {on}\nreason: Nghị quyết số 1663/NQ-UBTVQH15\nwards: "
    found = reorganise_order.parse(head + text, name="sap-xep.yaml")
    assert isinstance(found, WardOrder)
    return found


def looked_at(ward: Office, wanted: Order, at: str) -> Preview:
    """Return what an order would do."""
    with ward.app.reading() as session:
        return reorganise.preview(session, ward.ward_id, wanted, now=local(at))


def given(ward: Office, wanted: Order, at: str, *, seen: str | None = None) -> Reorganisation:
    """Give an order as the officer does."""
    with ward.app.transaction() as session:
        return reorganise.give(
            session, ward.ward_id, wanted, actor=OFFICER, now=local(at), seen=seen
        )


def undone(ward: Office, number: int | None, at: str) -> Reorganisation:
    """Take a reorganisation back."""
    with ward.app.transaction() as session:
        return reorganise_undo.undo(
            session, ward.ward_id, number or 0, actor=OFFICER, now=local(at)
        )


def holders(ward: Office) -> dict[str, tuple[str, str]]:
    """Return state and unit of each assignment by its code."""
    from dondoc.usecases.context import load_ward_context

    with ward.app.reading() as session:
        context = load_ward_context(session, ward.ward_id)
        works = assignments.work(session, ward.ward_id)
    return {
        w.assignment.code: (w.assignment.state.value, context.unit(w.assignment.unit_id).key)
        for w in works
    }
