"""Keeps mails in memory: for the simulation, and for whoever wants to look before sending."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from notifications.channel import Accepted, DeliveryError, Envelope, OnBegin, begin, check_recipient


@dataclass(slots=True)
class CaptureChannel:
    """Takes every mail, except those to addresses for which a refusal is given."""

    refusals: Mapping[str, DeliveryError] = field(default_factory=dict)
    taken: list[Envelope] = field(default_factory=list)

    async def deliver(self, envelope: Envelope, *, on_begin: OnBegin | None = None) -> Accepted:
        check_recipient(envelope)
        await begin(on_begin)
        if error := self.refusals.get(envelope.rcpt_to):
            raise error
        self.taken.append(envelope)
        return Accepted(250, "đã giữ lại trong bộ nhớ")

    async def close(self) -> None:
        """Nothing is held open."""
