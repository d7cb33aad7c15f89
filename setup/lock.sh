#!/bin/sh
# Which exact versions, with which hashes, does everybody get?
#
# Reads pyproject.toml and writes requirements/{uv,run,test}.txt. Versions stay as they are unless a dependency asks
# for another; setup/lock.sh --upgrade takes the newest of all. No index address is written into the files.
set -eu
cd "$(dirname "$0")/.."

compile() {
    output=$1
    shift
    .venv/bin/uv --quiet pip compile --universal --generate-hashes --no-emit-index-url --no-annotate --no-header \
        --python-version 3.11 --output-file "requirements/$output" $upgrade "$@" >/dev/null
}

upgrade=${1:-}
echo uv | compile uv.txt -
echo 'flit_core>=3.12' | compile run.txt pyproject.toml -
compile test.txt --extra test --constraint requirements/run.txt pyproject.toml
