"""Every promise of the mail path has a test that carries its number: ``test_r3_…``."""

import ast
import re
from collections import defaultdict
from pathlib import Path

TESTS = Path(__file__).parent
#: What each promise says, so that a missing test is missed by its meaning, not by a number.
PROMISES = {
    1: "a due reminder is sent, or its non-sending has a recorded reason",
    2: "running anything twice, or two at once, adds no mail",
    3: "a crash loses no mail, and repeats a mail at most once",
    4: "an outage delays mail, and stamps nothing as sent",
    5: "after downtime one mail for each recipient",
    6: "no mail about what is done, returned, extended or withdrawn",
    7: "another deadline arms the ladder anew, and repeats no rung",
    8: "nothing leaves on days off or outside hours, and legal deadlines stay",
    9: "editing the chain does not break running cases",
    10: "each level gets at most one escalation mail a working day",
    11: "a GET, a HEAD or a scanner changes nothing",
    12: "a link lets its holder do that task only, until it expires",
    13: "Vietnamese subjects, names and bodies arrive exact",
    14: "auto-replies and bounces never create reports or mails back",
    15: "a hard bounce stops mails to the address, not to the unit",
    16: "a summary is printed again identically",
    17: "a stopped scheduler is noticed by someone outside it",
    18: "time jumps do no harm",
    19: "two people cannot overwrite each other in silence",
    20: "every change can be attributed",
    21: "a restored backup does not send history again",
}
NAMED = re.compile(r"test_r0?(\d+)_")


def named_tests() -> dict[int, list[str]]:
    """Return the tests in the files that pytest collects, by the number in their names."""
    found: dict[int, list[str]] = defaultdict(list)
    for path in TESTS.rglob("test_*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and (
                number := NAMED.match(node.name)
            ):
                found[int(number.group(1))].append(f"{path.name}::{node.name}")
    return found


def test_each_promise_has_a_test_of_its_number() -> None:
    found = named_tests()

    assert {number: says for number, says in PROMISES.items() if not found[number]} == {}
