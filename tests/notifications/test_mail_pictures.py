"""Each mail in a real browser: nothing sticks out, everything can be read, by day and by night."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from notifications.compose import compose_round
from notifications.message import Address, Message
from notifications.views import Item, RoundMail, Section, SectionKind, Sender
from tests.notifications import samples

pytestmark = pytest.mark.browser

WIDTHS = (390, 700)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
#: Gmail cuts a mail off beyond this many bytes of HTML.
GMAIL_CUTS_AT = 102_400

STICKS_OUT = """() => {
  const seen = document.documentElement.clientWidth;
  return [...document.querySelectorAll('*')]
    .filter(e => e.getBoundingClientRect().right > seen + 0.5)
    .map(e => e.tagName + ': ' + e.textContent.trim().slice(0, 60));
}"""

#: Every element with words of its own whose contrast is below what WCAG 2 AA asks of small text.
HARD_TO_READ = """() => {
  const parse = c => (c.match(/[\\d.]+/g) || []).map(Number);
  const shine = ([r, g, b]) => {
    const part = v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
    return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  };
  const ground = e => {
    for (; e; e = e.parentElement) {
      const c = parse(getComputedStyle(e).backgroundColor);
      if (c.length === 3 || c[3] > 0) return c;
    }
    return [255, 255, 255];
  };
  const own = e => [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
  return [...document.body.querySelectorAll('*')].filter(own).map(e => {
    const a = shine(parse(getComputedStyle(e).color)), b = shine(ground(e));
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    return [ratio, e.textContent.trim().slice(0, 60)];
  }).filter(([ratio]) => ratio < 4.5);
}"""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        yield browser
        browser.close()


@pytest.fixture(params=[(width, scheme) for width in WIDTHS for scheme in SCHEMES])
def page(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[Page]:
    width, scheme = request.param
    context = chromium.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, offline=True
    )
    yield context.new_page()
    context.close()


def long_name(item: Item) -> Item:
    return replace(
        item,
        unit_name="Ban Chấp hành Đoàn Thanh niên Cộng sản Hồ Chí Minh và Hội Liên hiệp Thanh niên "
        "Việt Nam Phường An Hòa Tân Quy Đông",
        duty_text="https://phuong4.example/" + "mot-duong-dan-rat-dai-khong-co-khoang-trang" * 4,
        code=f"{item.code}-{'x' * 60}",
    )


def many(sender: Sender, count: int) -> Message:
    items = tuple(
        samples.ordered(number, kind="escalation", days_late=number, reason="Chờ hướng dẫn.")
        for number in range(1, count + 1)
    )
    mail = RoundMail(
        to=samples.CHAIRMAN,
        sections=(Section(SectionKind.ESCALATION, None, items),),
        today=samples.TODAY,
    )
    return compose_round(mail, sender, message_id="<a@b.example>", now=samples.NOW)


def long_words(sender: Sender) -> Message:
    items = (long_name(samples.RADIO_ITEM), long_name(samples.FRONT_ITEM))
    mail = RoundMail(
        to=Address("Nguyễn Phan Hoàng Thị Tuyết Nhung Ngọc Trâm", f"{'a' * 60}@{'b' * 60}.example"),
        sections=(
            Section(SectionKind.OVERDUE, None, items),
            Section(SectionKind.ASSIGNMENT, None, items),
        ),
        today=samples.TODAY,
    )
    long = replace(sender, officer_email=f"{'c' * 60}@{'d' * 60}.example")
    return compose_round(mail, long, message_id="<a@b.example>", now=samples.NOW)


def check(page: Page, message: Message) -> None:
    page.set_content(message.html)

    assert page.evaluate(STICKS_OUT) == []
    assert page.evaluate(HARD_TO_READ) == []


@pytest.mark.parametrize("kind", samples.KINDS)
def test_each_kind_of_mail_fits_and_can_be_read(kind: str, page: Page, sender: Sender) -> None:
    check(page, samples.KINDS[kind](sender))


def test_long_names_and_sixty_items_fit(page: Page, sender: Sender) -> None:
    check(page, long_words(sender))
    check(page, many(sender, 60))


def test_the_night_is_dark(chromium: Browser, sender: Sender) -> None:
    html = samples.reminder(sender).html
    ground = "() => getComputedStyle(document.body).backgroundColor"
    found = []
    for scheme in SCHEMES:
        page = chromium.new_page(color_scheme=scheme)
        page.set_content(html)
        found.append(page.evaluate(ground))
        page.close()

    assert found == ["rgb(238, 241, 244)", "rgb(20, 24, 29)"]


def test_a_sheet_of_sixty_items_is_not_cut_off(sender: Sender) -> None:
    assert len(many(sender, 60).html.encode()) < GMAIL_CUTS_AT
