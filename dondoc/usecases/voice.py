"""What a mail needs to know of this installation: its address, its secret, its sender."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Voice:
    """``base_url`` has no slash at its end; ``secret`` makes the tokens of links."""

    base_url: str
    secret: bytes
    mail_from: str

    @property
    def domain(self) -> str:
        """The domain of the sender; every Message-ID ends in it."""
        return self.mail_from.rpartition("@")[2]
