"""How calendar points are written: days, weeks, months, quarters, halves and years."""

import re

_AT_YEAR = r"(?:\s*(?:/|[\-.]|,?\s*năm)\s*(?P<y>\d{4})|\s+(?:năm\s+(?P<next>sau|tới)))?"
_YEAR = rf"{_AT_YEAR}(?!\d)"
_LISTED = r"(?:\s*(?:,|và|hoặc|đến|-|–)\s*(?:ngày\s+)?(?P<d2>\d{1,2}))+"
_PART = r"(?P<part>đầu|giữa|cuối|trung\s+tuần|thượng\s+tuần|hạ\s+tuần)\s+"
PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (
            "week",
            r"tuần\s+(?:thứ\s+)?(?P<w>[1-4]|nhất|hai|ba|tư)\s+(?:của\s+)?tháng\s+"
            rf"(?P<m>\d{{1,2}}){_YEAR}",
        ),
        (
            "days",
            rf"(?:ngày\s+)?(?<![\d/.\-])(?P<d>\d{{1,2}}){_LISTED}"
            rf"\s*(?:/|\s+tháng\s+)\s*(?P<m>\d{{1,2}}){_YEAR}",
        ),
        (
            "day",
            r"(?:ngày\s+)?(?<![\d/])(?P<d>\d{1,2})\s*(?:/|\s+tháng\s+)\s*"
            rf"(?P<m>\d{{1,2}}){_YEAR}(?!\s*(?:ngày|số\b|tổng\b|hộ\b|diện\b|dân\b|giờ\b|phiếu\b|đại\b))",
        ),
        (
            "day",
            r"(?:ngày\s+)?(?<![\d/.\-])(?P<d>\d{1,2})(?P<s>[.\-])(?P<m>\d{1,2})(?P=s)(?P<y>\d{4})(?!\d)",
        ),
        ("months", rf"tháng\s+(?P<m0>\d{{1,2}})(?:\s*(?:,|và|-|–)\s*(?P<m>\d{{1,2}}))+{_YEAR}(?!\s*/)"),
        ("month", rf"(?<!\w)(?:{_PART})?tháng\s+(?P<m>\d{{1,2}}){_AT_YEAR}(?![\d/])"),
        (
            "quarters",
            r"qu[ýí]\s+(?P<q0>IV|I{1,3}|[1-4])\s*(?:,|và|-|–|đến)\s*(?P<q>IV|I{1,3}|[1-4])"
            rf"(?!\w|\s*/\s*\d{{1,2}}\b){_AT_YEAR}",
        ),
        ("quarter", rf"qu[ýí]\s+(?P<q>IV|I{{1,3}}|[1-4])\b{_AT_YEAR}"),
        ("monthyear", r"(?<![\d/])(?P<m>\d{1,2})/(?P<y>\d{4})(?![\d/])"),
        (
            "half",
            r"(?<!\d)(?:(?:0?6|sáu)\s+tháng|nửa)\s+(?P<h>đầu|cuối)\s+năm(?:\s+(?P<y>\d{4}))?",
        ),
        ("nine", r"(?<!\d)(?:0?9|chín)\s+tháng\s+đầu\s+năm(?:\s+(?P<y>\d{4}))?"),
        ("years", r"(?<![\d/.\-])(?P<y0>(?:19|20)\d{2})\s*[-–]\s*(?P<y>(?:19|20)\d{2})(?!\d)"),
        ("year", r"(?:năm\s+)?(?<![\d/.\-])(?P<y>(?:19|20)\d{2})(?![\d/])"),
        ("thisyear", r"(?:cuối|hết|trong)\s+năm(?:\s+nay\b|(?!\s*(?:\d|học))(?=\s*(?:[.,;)]|$)))"),
    )
)  # fmt: skip
#: What no calendar point can do without; spares the patterns most sentences.
ANY = re.compile(
    r"\d|nửa\s+\w+\s+năm|(?:sáu|chín)\s+tháng|qu[ýí]\s|cuối\s+năm|hết\s+năm|trong\s+năm",
    re.IGNORECASE,
)
