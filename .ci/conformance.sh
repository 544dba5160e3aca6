#!/usr/bin/env bash
# Runs the conformance matrix and fails where reports/conformance-matrix.md is no longer true. Servers
# written in JavaScript come with the dependencies; pycrdt-websocket is installed into a folder of its own,
# which goes away with this script. Without Python one line says that it was not run; y-sweet (Rust) runs
# where it is installed.
set -euo pipefail

pnpm() { npx --yes pnpm@12 "$@"; }

venv=$(mktemp -d)
trap 'rm -rf "$venv"' EXIT
if python3 -m venv "$venv" >/dev/null 2>&1 &&
  "$venv/bin/pip" install --quiet --disable-pip-version-check \
    -r nodes/targets/pycrdt-websocket/requirements.txt >&2; then
  export VIRTUAL_ENV="$venv"
else
  echo "pycrdt-websocket not run: no Python 3 with venv and pip could install it" >&2
fi

pnpm conformance --matrix --check "$@"
