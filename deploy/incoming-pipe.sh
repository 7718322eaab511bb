#!/bin/sh
# A mail server hands in one mail on standard input; $1 is the address to which it came.
# Whatever goes wrong ends in 75 (EX_TEMPFAIL), so that the server keeps the mail and tries again:
# with any other number it would send a bounce to whoever wrote.
cd "$(dirname "$(readlink -f "$0")")/.." || exit 75
if [ -r /etc/dondoc/env ]; then
    set -a
    . /etc/dondoc/env
    set +a
fi
.venv/bin/python -m dondoc incoming --pipe --recipient "$1" || exit 75
