#!/bin/sh
# Puts the locked packages into a virtual environment: the same set, by hash, on every machine.
#
#   PYTHON=python3.11 sh deploy/environment.sh .venv requirements.txt
#
# uv does it in seconds; where uv cannot (it does not know every way in which pip is told where
# packages come from), pip does the same in a minute or two.
set -eu

venv=$1
lock=$2
python=${PYTHON:-python3}

say() { printf '%s\n' "$*"; }

"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    say "dondoc cần Python 3.11 trở lên; $python là bản cũ hơn. Chọn bản khác: make PYTHON=python3.11 …" >&2
    exit 2
}

if ! [ -x "$venv/bin/python" ]; then
    say "Tạo môi trường Python trong $venv …"
    "$python" -m venv "$venv"
fi

# uv is one package of the development lock: its pin and its hashes are read from there.
if ! [ -x "$venv/bin/uv" ]; then
    pin=$(mktemp)
    trap 'rm -f "$pin"' EXIT
    sed -n '/^uv==/,/^    #/p' requirements-dev.txt | sed '/^    #/d' > "$pin"
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps \
        --require-hashes -r "$pin" || say "Không cài được uv; dùng pip."
fi

# uv does not read pip's configuration; what pip knows of the network is handed on.
known_to_pip() { "$venv/bin/python" -m pip config get "global.$1" 2>/dev/null || true; }
index=${PIP_INDEX_URL:-$(known_to_pip index-url)}
certificates=${PIP_CERT:-$(known_to_pip cert)}
if [ -n "$index" ] && [ -z "${UV_DEFAULT_INDEX:-}${UV_INDEX_URL:-}" ]; then
    export UV_DEFAULT_INDEX="$index"
fi
if [ -n "$certificates" ] && [ -z "${SSL_CERT_FILE:-}" ]; then
    export SSL_CERT_FILE="$certificates"
fi
export UV_SYSTEM_CERTS="${UV_SYSTEM_CERTS:-true}"

say "Cài các gói đã khóa trong $lock …"
if [ -x "$venv/bin/uv" ] && "$venv/bin/uv" pip install --quiet --no-deps --require-hashes \
    --python "$venv/bin/python" -r "$lock"; then
    :
else
    say "Cài bằng pip, mất một hai phút …"
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps \
        --require-hashes -r "$lock"
fi
