"""What a mail needs to know of this installation: its address, its secret, its sender."""

from dataclasses import dataclass

from dondoc.rules.return_path import ReturnPath


@dataclass(frozen=True)
class Voice:
    """``base_url`` has no slash at its end; ``secret`` makes the tokens of links.

    ``return_path`` is where answers and bounces arrive; without one nobody reads them here.
    """

    base_url: str
    secret: bytes
    mail_from: str
    return_path: ReturnPath | None = None

    @property
    def domain(self) -> str:
        """The domain of the sender; every Message-ID ends in it."""
        return self.mail_from.rpartition("@")[2]

    @property
    def own_addresses(self) -> frozenset[str]:
        """Every address of this installation, in lower case."""
        own = {self.mail_from.casefold()}
        return frozenset(
            own | ({self.return_path.address.casefold()} if self.return_path else set())
        )

    def envelope_for(self, message_id: str) -> str:
        """Return the envelope sender of one mail: the address to which its bounces go."""
        return self.return_path.for_mail(message_id, "b") if self.return_path else self.mail_from
