"""The moment at which a day is over for those who must deliver."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
CLOSES_AT = time(17)


def close(day: date, moment: time | None) -> datetime:
    """Return the last moment of a local day: the hour that the text gives, else 17:00."""
    return datetime.combine(day, moment or CLOSES_AT, tzinfo=ZONE)
