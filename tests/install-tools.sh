#!/bin/sh
# Installs what the tests drive for real, where it is missing: a Chromium for the report, LibreOffice Calc for CSV and xlsx.
set -eu

have() { command -v "$1" >/dev/null 2>&1; }

missing=""
have chromium || have chromium-browser || have google-chrome || [ -n "${POLARIZE_CHROMIUM:-}" ] || missing="$missing chromium"
have soffice || have libreoffice || missing="$missing libreoffice-calc-nogui"
# The driver of the browser tests is linked with it, and a bare Debian does not have it.
if have apt-get && ! ldconfig -p 2>/dev/null | grep -q libatomic.so.1; then missing="$missing libatomic1"; fi
[ -n "$missing" ] || exit 0

if have apt-get; then
    as_root=""
    [ "$(id -u)" = 0 ] || as_root="sudo"
    if [ -z "$as_root" ] || have sudo; then
        echo "Installing for the tests:$missing"
        $as_root apt-get update -qq
        # shellcheck disable=SC2086 - a list of packages
        DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq $missing >/dev/null
        exit 0
    fi
fi
echo "The tests need$missing: install them, or set POLARIZE_NO_BROWSER=1 and POLARIZE_NO_SPREADSHEET=1 to leave their tests out." >&2
[ -n "${POLARIZE_NO_BROWSER:-}" ] && [ -n "${POLARIZE_NO_SPREADSHEET:-}" ]
