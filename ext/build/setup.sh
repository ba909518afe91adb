#!/bin/sh
# Finds what newsext needs, says what is missing, and installs it with apt-get where there is one.
#
# Usage: setup.sh [build | test | browser | lint | fuzz]...    ("build" goes without saying)
set -eu

CC=${CC:-cc}
PKG_CONFIG=${PKG_CONFIG:-pkg-config}

found_command() { command -v "$1" >/dev/null 2>&1; }
found_library() { found_command "$PKG_CONFIG" && "$PKG_CONFIG" --exists "$1"; }
found_module()  { found_command python3 && python3 -c "import $1" >/dev/null 2>&1; }
found_fuzzer()  {
  folder=$(mktemp -d)
  echo 'int LLVMFuzzerTestOneInput(const char *d, unsigned long n) { return d && n > n; }' >"$folder/t.c"
  clang -fsanitize=fuzzer,address -o "$folder/t" "$folder/t.c" >/dev/null 2>&1 && result=0 || result=1
  rm -rf "$folder"
  return $result
}

missing=
debian=
fedora=
homebrew=

# need WHAT, the packages of Debian, Fedora and Homebrew, and the command that finds it
need() {
  what=$1 on_debian=$2 on_fedora=$3 on_homebrew=$4
  shift 4
  if ! "$@"; then
    missing="$missing  $what
"
    debian="$debian $on_debian" fedora="$fedora $on_fedora" homebrew="$homebrew $on_homebrew"
  fi
}

look() {
  missing='' debian='' fedora='' homebrew=''
  need 'a C compiler'             gcc             gcc             gcc        found_command "$CC"
  need 'make'                     make            make            make       found_command make
  need 'pkg-config'               pkg-config      pkgconf         pkg-config found_command "$PKG_CONFIG"
  need 'the sqlite3 shell'        sqlite3         sqlite          sqlite     found_command sqlite3
  need 'the headers of SQLite'    libsqlite3-dev  sqlite-devel    sqlite     found_library sqlite3
  need 'PCRE2'                    libpcre2-dev    pcre2-devel     pcre2      found_library libpcre2-8
  need 'utf8proc'                 libutf8proc-dev utf8proc-devel  utf8proc   found_library libutf8proc
  for part in "$@"; do
    case $part in
    build) ;;
    test)
      need 'cmocka'      libcmocka-dev  libcmocka-devel cmocka found_library cmocka
      need 'python3'     python3        python3         python found_command python3
      need 'pytest'      python3-pytest python3-pytest  pytest found_module pytest
      need 'python venv' python3-venv   python3         python found_module ensurepip
      ;;
    lint)
      need 'clang-format' clang-format clang-tools-extra clang-format found_command clang-format
      need 'clang-tidy'   clang-tidy   clang-tools-extra llvm         found_command clang-tidy
      need 'cppcheck'     cppcheck     cppcheck          cppcheck     found_command cppcheck
      ;;
    browser) need 'Chromium' chromium chromium chromium found_command chromium ;;
    fuzz) need "clang's fuzzer" clang clang llvm found_fuzzer ;;
    *) echo "setup.sh: no part is called '$part'" >&2; exit 2 ;;
    esac
  done
}

install_with_apt() {
  if [ "$(id -u)" = 0 ]; then
    as_root=
  elif found_command sudo; then
    as_root=sudo
  else
    return 1
  fi
  $as_root apt-get update -q </dev/null
  # shellcheck disable=SC2086 # a list of packages
  $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q $debian </dev/null
}

look "$@"
[ -n "$missing" ] || exit 0
printf 'newsext needs what was not found:\n%s' "$missing"
if found_command apt-get; then
  echo "Installing with apt-get:$debian"
  if install_with_apt; then
    look "$@"
    [ -n "$missing" ] || exit 0
    printf 'Still missing:\n%s' "$missing" >&2
    exit 1
  fi
fi
cat >&2 <<END
Install it, then run this again:
  Debian, Ubuntu:  apt-get install$debian
  Fedora:          dnf install$fedora
  Homebrew:        brew install$homebrew
END
exit 1
