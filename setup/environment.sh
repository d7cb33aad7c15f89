#!/bin/sh
# Which packages does this machine need before a command can run, and are they there already?
#
# Use: setup/environment.sh run|test
# Makes .venv from the hash-locked files in requirements/: with uv inside the venv, or with pip where uv will not
# install. A stamp in .venv remembers what was installed, so that the next start costs a fraction of a second.
set -eu
cd "$(dirname "$0")/.."
wanted=${1:?run or test}
stamp=.venv/.installed

say() { echo "setup: $*" >&2; }
fail() { say "$*"; exit 1; }

is_new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

# PYTHON=... overrides; otherwise the first interpreter that is new enough.
find_python() {
    for candidate in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
        if is_new_enough "$candidate"; then
            echo "$candidate"
            return
        fi
    done
    found=$(python3 --version 2>/dev/null || echo "no python3")
    fail "Python 3.11 or newer is needed, but found $found." \
        "Install it (on Debian or Ubuntu: apt-get install python3 python3-venv) or name one: make PYTHON=/path/to/python3."
}

make_venv() {
    python=$(find_python)
    if ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
        version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
        fail "Python's venv module is missing. On Debian or Ubuntu: apt-get install python$version-venv."
    fi
    say "making .venv with $("$python" --version)"
    rm -rf .venv
    "$python" -m venv .venv || fail "could not make .venv with $python; the message is above."
}

# What must be in .venv: the pins, the project's own entry points, and the place (scripts hold absolute paths).
fingerprint() {
    .venv/bin/python - "$1" <<'PYTHON'
import hashlib, os, pathlib, sys, tomllib
pins = [pathlib.Path(f"requirements/{name}.txt").read_bytes() for name in ("uv", sys.argv[1])]
project = tomllib.loads(pathlib.Path("pyproject.toml").read_text(encoding="utf-8"))["project"]
parts = [*pins, repr(project).encode(), os.path.realpath(".venv").encode(), sys.version.encode()]
print(sys.argv[1], hashlib.sha256(b"\0".join(parts)).hexdigest())
PYTHON
}

is_installed() { [ -f "$stamp" ] && grep -qxF "$(fingerprint "$1")" "$stamp"; }

# uv reads its own settings only: hand on a mirror that pip was told about, and trust the system's certificates.
tell_uv_about_pip() {
    if [ -z "${UV_DEFAULT_INDEX:-}${UV_INDEX_URL:-}" ]; then
        index=${PIP_INDEX_URL:-$(.venv/bin/pip config get global.index-url 2>/dev/null || true)}
        [ -z "$index" ] || export UV_DEFAULT_INDEX="$index"
    fi
    certificates=${SSL_CERT_FILE:-${PIP_CERT:-}}
    [ -z "$certificates" ] || export SSL_CERT_FILE="$certificates"
}

quiet_pip() { .venv/bin/python -m pip --disable-pip-version-check --quiet "$@"; }

install_with_uv() {
    quiet_pip install --require-hashes -r requirements/uv.txt 2>.venv/uv.log || return 1
    tell_uv_about_pip
    uv="env VIRTUAL_ENV=$(pwd)/.venv .venv/bin/uv --quiet pip install --python .venv/bin/python"
    $uv --require-hashes -r "requirements/$wanted.txt" 2>>.venv/uv.log &&
        $uv --no-deps --no-build-isolation --editable . 2>>.venv/uv.log
}

install_with_pip() {
    say "uv did not work here (see .venv/uv.log); installing with pip, which takes about a minute longer"
    quiet_pip install --require-hashes -r "requirements/$wanted.txt" &&
        quiet_pip install --no-deps --no-build-isolation --editable .
}

if [ -d .venv ] && ! .venv/bin/python -c 'import pip' 2>/dev/null; then
    say "the folder .venv is unfinished or its Python is gone; making it again"
    make_venv
fi
[ -d .venv ] || make_venv

# What the tests need includes what the site needs.
if is_installed test || is_installed "$wanted"; then
    exit 0
fi
if [ -f "$stamp" ] && ! grep -qxF "place $(pwd -P)" "$stamp"; then
    say "this folder has moved; making .venv again"
    make_venv
fi
say "installing the packages of requirements/$wanted.txt"
install_with_uv || install_with_pip ||
    fail "the packages could not be installed. Is the package index reachable from here? The messages are above."
{ echo "place $(pwd -P)"; fingerprint "$wanted"; } >"$stamp"
