#!/usr/bin/env bash
# Installs what the project needs: npm packages and, for the browser tests on Debian, Chromium.
# Usage: scripts/setup.sh [--browser]
set -euo pipefail
cd "$(dirname "$0")/.."

# What every package accepts; `engines` in package.json says the same.
need_node='Xanopy needs Node.js 20.19, 22.13, 24 or newer (https://nodejs.org).'
command -v node >/dev/null || { echo "$need_node" >&2; exit 1; }
node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit((a === 20 && b >= 19) || (a === 22 && b >= 13) || a >= 24 ? 0 : 1)' ||
  { echo "$need_node This is $(node --version)." >&2; exit 1; }

# The stamp holds the lock file that the installed packages belong to.
stamp=node_modules/.installed-lock
if ! cmp -s package-lock.json "$stamp"; then
  echo 'Installing the packages of package-lock.json (once; a minute or two) ...'
  npm ci --no-audit --no-fund --loglevel=error
  cp package-lock.json "$stamp"
fi

has_chromium() {
  [ -n "${CHROMIUM:-}" ] && [ -x "$CHROMIUM" ] || [ -x /usr/bin/chromium-headless-shell ] || [ -x /usr/bin/chromium ]
}
if [ "${1:-}" = --browser ] && ! has_chromium; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    install='apt-get install -q -y --no-install-recommends fonts-dejavu-core'
    apt-get update -q
    DEBIAN_FRONTEND=noninteractive $install chromium-headless-shell || DEBIAN_FRONTEND=noninteractive $install chromium
  else
    echo 'The browser tests need Chromium: install it and set CHROMIUM to its path.' >&2
    exit 1
  fi
fi
