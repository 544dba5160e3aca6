#!/usr/bin/env bash
# Builds the real Toxiproxy once, starts it on a free loopback port and prints its URL:
#
#   TOXIPROXY_URL=$(.ci/real-toxiproxy.sh) npx vitest run harness/toxiproxy
#
# The server ends with the shell that called. Without Go, prints no URL and says so on stderr.
set -euo pipefail

version=2.12.0
cache="${XDG_CACHE_HOME:-$HOME/.cache}/yardstick"
binary="$cache/toxiproxy-server-$version"
caller=$PPID

if [ ! -x "$binary" ]; then
  if ! command -v go >/dev/null; then
    echo "real Toxiproxy not compared: there is no Go to build it with" >&2
    exit 0
  fi
  mkdir -p "$cache"
  build=$(mktemp -d "$cache/build.XXXXXX")
  trap 'rm -rf "$build"' EXIT
  GOBIN="$build" go install \
    -ldflags "-X github.com/Shopify/toxiproxy/v2.Version=$version" \
    "github.com/Shopify/toxiproxy/v2/cmd/server@v$version" >&2
  mv "$build/server" "$binary"
fi

port=$(node --eval '
  const server = require("node:net").createServer();
  server.listen(0, "127.0.0.1", () => {
    console.log(server.address().port);
    server.close();
  });')
"$binary" -host 127.0.0.1 -port "$port" >/dev/null 2>&1 &
server=$!
(
  while kill -0 "$caller" && kill -0 "$server"; do sleep 1; done
  kill "$server"
) >/dev/null 2>&1 &

for _ in $(seq 100); do
  if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
    echo "http://127.0.0.1:$port"
    exit 0
  fi
  sleep 0.1
done
echo "real Toxiproxy does not answer on 127.0.0.1:$port" >&2
exit 1
