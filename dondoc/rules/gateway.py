"""What a gateway's HTTP answer means, put as a mail server would have said it.

So a gateway and a mail server are judged by one rule, ``classify``. Status codes: RFC 9110.
"""

from dondoc.rules.delivery import Outcome, Stage, classify

#: What a gateway may name as the fault of a mail it refuses, in ``{"error": …}``.
RECIPIENT, CONTENT = "recipient", "content"

#: Status code -> at which stage a mail server says so, by which code.
_ANSWERS: dict[int, tuple[Stage, int | None]] = {
    401: (Stage.LOGIN, 535),
    403: (Stage.LOGIN, 535),
    404: (Stage.CONNECT, 554),
    405: (Stage.CONNECT, 554),
    407: (Stage.LOGIN, 535),
    408: (Stage.DATA, 451),
    409: (Stage.DATA, 451),
    410: (Stage.CONNECT, 554),
    421: (Stage.CONNECT, 421),
    425: (Stage.DATA, 451),
    429: (Stage.CONNECT, 421),
    500: (Stage.DATA, 451),
    502: (Stage.CONNECT, 421),
    503: (Stage.CONNECT, 421),
    # Whoever stands before the gateway gave up waiting: the gateway may have the message.
    504: (Stage.CONTENT, None),
}


def judge(status: int, *, error: str = "", words: str = "") -> Outcome:
    """Judge a status that is no success; ``error`` is what the gateway named as the fault.

    A redirection is a wrong address: a signed message is never sent on to another one.
    """
    if error == RECIPIENT and 400 <= status < 500:
        return classify(stage=Stage.RCPT, code=550, enhanced="5.1.1", words=words)
    if error == CONTENT and 400 <= status < 500:
        return classify(stage=Stage.DATA, code=554, enhanced=None, words="")
    stage, code = _ANSWERS.get(status) or _usual(status)
    # The words are the gateway's own: what they say of relays and logins means nothing here.
    return classify(stage=stage, code=code, enhanced=None, words="")


def _usual(status: int) -> tuple[Stage, int]:
    if status < 400:
        return Stage.CONNECT, 554
    return Stage.DATA, 451 if status >= 500 else 554
