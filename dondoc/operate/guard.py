"""Ends the children when their supervisor is killed without a chance to do so itself.

``python -m dondoc.operate.guard MARK`` reads a pipe that only the supervisor holds open.
The kernel closes it in every case of death, ``kill -9`` included. (A death signal set by the
child itself would need code between fork and exec, which is not safe beside threads.)
"""

import sys

from dondoc.operate.processes import end_marked

GRACE_SECONDS = 5.0


def main(mark: str) -> None:
    """Wait for the supervisor's end, then leave nothing of it behind."""
    sys.stdin.buffer.read()
    end_marked(mark, grace_seconds=GRACE_SECONDS)


if __name__ == "__main__":
    main(sys.argv[1])
