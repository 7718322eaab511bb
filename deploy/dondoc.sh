#!/bin/sh
# `dondoc …` for this checkout, which is run and not installed; make puts it into .venv/bin.
bin=$(dirname "$(readlink -f "$0")")
PYTHONPATH="$bin/../..${PYTHONPATH:+:$PYTHONPATH}"
export PYTHONPATH
exec "$bin/python" -P -m dondoc "$@"
