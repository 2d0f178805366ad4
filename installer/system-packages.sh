#!/usr/bin/env bash
# Make sure that the machine has what pip cannot bring: libraries Qt loads, and tools the tests use.
#
#   system-packages.sh run     what the window needs
#   system-packages.sh test    that, and the independent checkers the tests call
#
# Looks first and is done in a moment when all is there. Installs on Debian and Ubuntu when run as root or
# when sudo asks no password; otherwise says in one sentence what to install.
set -euo pipefail

what=${1:-run}
missing=()
libraries=$( (ldconfig -p 2>/dev/null || /sbin/ldconfig -p 2>/dev/null) || true)

need_library() { # soname package
  [[ $libraries == *"$1 "* ]] || missing+=("$2")
}
need_tool() { # command package
  command -v "$1" >/dev/null 2>&1 || missing+=("$2")
}
need_file() { # path package
  [[ -e $1 ]] || missing+=("$2")
}

[[ $(uname -s) == Linux ]] || exit 0

python=${PYTHON:-python3}
if ! "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
  missing+=(python3-venv)
fi
need_library libEGL.so.1 libegl1
need_library libGL.so.1 libgl1
need_library libX11-xcb.so.1 libx11-xcb1
need_library libdbus-1.so.3 libdbus-1-3
need_library libfontconfig.so.1 libfontconfig1
need_library libglib-2.0.so.0 libglib2.0-0
need_library libxcb-cursor.so.0 libxcb-cursor0
need_library libxcb-icccm.so.4 libxcb-icccm4
need_library libxcb-image.so.0 libxcb-image0
need_library libxcb-keysyms.so.1 libxcb-keysyms1
need_library libxcb-randr.so.0 libxcb-randr0
need_library libxcb-render-util.so.0 libxcb-render-util0
need_library libxcb-shape.so.0 libxcb-shape0
need_library libxcb-xkb.so.1 libxcb-xkb1
need_library libxkbcommon.so.0 libxkbcommon0
need_library libxkbcommon-x11.so.0 libxkbcommon-x11-0

if [[ $what == test ]]; then
  need_tool git git
  need_tool pdfsig poppler-utils
  need_tool qpdf qpdf
  need_tool javac openjdk-17-jdk-headless
  need_file /usr/share/java/preflight.jar libpdfbox2-java
  need_file /usr/share/java/jaxb-api.jar libjaxb-api-java
  need_file /usr/share/java/commons-io.jar libcommons-io-java
  need_tool Xvfb xvfb
  need_tool softhsm2-util softhsm2
  [[ -n $(compgen -G "/usr/lib/postgresql/*/bin/postgres") ]] || missing+=(postgresql)
fi

((${#missing[@]})) || exit 0

if ! command -v apt-get >/dev/null 2>&1; then
  echo "Please install with the package manager of this system what Debian calls: ${missing[*]}" >&2
  exit 1
fi
if ((EUID == 0)); then
  as_root=(env DEBIAN_FRONTEND=noninteractive)
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
  as_root=(sudo -n env DEBIAN_FRONTEND=noninteractive)
else
  echo "Please run once as an administrator: apt-get install ${missing[*]}" >&2
  exit 1
fi
echo "Installing system packages: ${missing[*]}"
"${as_root[@]}" apt-get update -q
"${as_root[@]}" apt-get install -q -y --no-install-recommends "${missing[@]}"
