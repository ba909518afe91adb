# newsext: a SQLite extension that reads who said what.
#
#   make             builds ./newsext.so (./newsext.dylib on macOS)
#   make demo        sets up, builds, and shows what it does on the samples
#   make test        sets up, builds, and runs all tests
#   make SANITIZE=1 test    the same under the address and undefined-behaviour sanitizers
#   make python      installs the Python package where it disturbs nothing, and runs its tests
#   make browser     the tests of its pages, in Chromium; leaves pictures in SCREENSHOTS
#   make wheel       builds a wheel into build/wheels
#   make bench       speed and memory
#   make eval        the scorers of EVAL over ./newsext
#   make train       trains the weights on EVAL
#   make validate    how the page's model does on publishers that it has not seen
#   make fuzz        the fuzzer, for FUZZ_SECONDS
#   make lint        formatting and static analysis
#   make format      formats the sources
#   make install     into PREFIX
#   make clean

comma := ,

BUILD    ?= build$(if $(SANITIZE),/sanitize)$(if $(FUZZ),/fuzz)
EVAL     ?= ../shared/eval
PREFIX   ?= /usr/local
SANITIZE ?=
FUZZ_SECONDS ?= 60
FUZZ     ?=

SYSTEM := $(shell uname -s)
SUFFIX := $(if $(filter Darwin,$(SYSTEM)),dylib,so)
# Another build directory keeps its library to itself.
LIBRARY := $(if $(filter build,$(BUILD)),,$(BUILD)/)newsext.$(SUFFIX)
ARCHIVE := $(BUILD)/libnewsext.a

PACKAGES := libpcre2-8 libutf8proc
PKG_CONFIG ?= pkg-config
PACKAGE_FLAGS := $(shell $(PKG_CONFIG) --cflags $(PACKAGES) sqlite3 2>/dev/null)
# STATIC=1 takes PCRE2 and utf8proc into the library, for machines that have neither.
STATIC ?=
PACKAGE_LIBS  := $(if $(STATIC),\
  $(foreach package,$(PACKAGES),$(shell $(PKG_CONFIG) --variable=libdir $(package))/$(package).a),\
  $(shell $(PKG_CONFIG) --libs $(PACKAGES) 2>/dev/null))
PACKAGES_FOUND := $(shell $(PKG_CONFIG) --exists $(PACKAGES) sqlite3 2>/dev/null && echo yes)

WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror
SANITIZERS := $(if $(SANITIZE)$(FUZZ),-fsanitize=address$(comma)undefined$(if $(FUZZ),$(comma)fuzzer-no-link) \
                -fno-sanitize-recover=all -fno-omit-frame-pointer)
CFLAGS   ?= -O2 $(if $(SANITIZERS),-g)
# GCC reads the core as a whole when it links the library, which makes it a twentieth faster.
LTO := $(if $(SANITIZERS),,$(if $(findstring Free Software,$(shell $(CC) --version 2>/dev/null)),\
         -flto=auto -ffat-lto-objects))
COMPILE   = $(CC) -std=c11 $(WARNINGS) -fPIC -fvisibility=hidden $(SANITIZERS) \
            -I$(BUILD) -Iext/core $(PACKAGE_FLAGS) $(CPPFLAGS) $(CFLAGS) $(LTO)
LINK      = $(CC) $(SANITIZERS) $(LDFLAGS)
EXPORTS  := $(if $(filter Darwin,$(SYSTEM)),-dynamiclib -Wl$(comma)-exported_symbol$(comma)_sqlite3_newsext_init,\
            -shared -Wl$(comma)--version-script=ext/build/exports.map)

CORE      := $(wildcard ext/core/*.c)
SQLITE    := $(wildcard ext/sqlite/*.c)
LISTS     := $(wildcard ext/lexicon/en/*.txt)
WEIGHT_FILES := $(sort $(wildcard ext/model/*.weights))
WEIGHTS   := $(if $(WEIGHT_FILES),$(BUILD)/weights_en.o)
CORE_OBJECTS   := $(CORE:%.c=$(BUILD)/%.o) $(BUILD)/lexicon_en.o $(WEIGHTS)
SQLITE_OBJECTS := $(SQLITE:%.c=$(BUILD)/%.o)
CORE_TESTS     := $(patsubst %.c,$(BUILD)/%,$(wildcard tests/core/test_*.c))
SQL_TESTS      := $(patsubst %.c,$(BUILD)/%,$(wildcard tests/sql/test_*.c))

.PHONY: all setup demo test check python browser wheel bench eval train validate fuzz lint format install clean
.DELETE_ON_ERROR:
.SECONDARY:

all: $(LIBRARY)

# ---- The library -------------------------------------------------------------

$(LIBRARY): $(SQLITE_OBJECTS) $(CORE_OBJECTS) ext/build/exports.map
	$(LINK) $(CFLAGS) $(LTO) $(EXPORTS) -o $@ $(SQLITE_OBJECTS) $(CORE_OBJECTS) $(PACKAGE_LIBS) -lm

$(ARCHIVE): $(CORE_OBJECTS)
	rm -f $@
	$(AR) rcs $@ $^

$(BUILD)/%.o: %.c | $(BUILD)/lexicon_classes.h $(BUILD)/pattern_list.h
	@mkdir -p $(@D)
	$(if $(PACKAGES_FOUND),,$(error $(PKG_CONFIG) does not find $(PACKAGES) and sqlite3: run 'make setup'))
	$(COMPILE) $(EXTRA_FLAGS) -MMD -MP -c -o $@ $<

# What news_debug() tells: the date is that of the sources, so that a build can be repeated.
SOURCE_DATE_EPOCH ?= $(shell git log -1 --format=%ct 2>/dev/null)
BUILD_DATE = $(if $(SOURCE_DATE_EPOCH),$(shell date -u -d @$(SOURCE_DATE_EPOCH) +%F 2>/dev/null \
               || date -u -r $(SOURCE_DATE_EPOCH) +%F))
$(BUILD)/ext/sqlite/debug.o: EXTRA_FLAGS = -DNEWSEXT_BUILD_DATE='"$(BUILD_DATE)"' \
  -DNEWSEXT_BUILD_FLAGS='"$(subst ",\",$(strip -std=c11 $(SANITIZERS) $(CPPFLAGS) $(CFLAGS)))"'

$(BUILD)/%_en.o: $(BUILD)/%_en.c
	$(COMPILE) -Wno-overlength-strings -MMD -MP -c -o $@ $<

# ---- What is generated: the word lists' table and the weights ------------------

$(BUILD)/lexicon_classes.h: ext/lexicon/classes.txt ext/lexicon/classes.awk
	@mkdir -p $(@D)
	awk -f ext/lexicon/classes.awk $< > $@

$(BUILD)/pattern_list.h: ext/lexicon/en/patterns.txt ext/lexicon/patterns.awk
	@mkdir -p $(@D)
	awk -f ext/lexicon/patterns.awk $< > $@

GENERATOR_OBJECTS := $(patsubst %,$(BUILD)/ext/%.o,lexicon/generate core/memory core/text core/scan \
                       core/word core/token core/tokens core/lexicon)

$(BUILD)/generate: $(GENERATOR_OBJECTS)
	$(LINK) -o $@ $^ $(PACKAGE_LIBS)

$(BUILD)/lexicon_en.c: $(BUILD)/generate ext/lexicon/classes.txt $(LISTS)
	ASAN_OPTIONS=detect_leaks=0 $(BUILD)/generate ext/lexicon/classes.txt ext/lexicon/en > $@

$(BUILD)/embed: $(BUILD)/ext/model/embed.o
	$(LINK) -o $@ $^

$(BUILD)/align: $(BUILD)/ext/model/align.o
	$(LINK) -o $@ $^

# The files' sections follow one another; en.weights, with the head, is the first.
$(BUILD)/all.weights: $(BUILD)/align $(WEIGHT_FILES)
	ASAN_OPTIONS=detect_leaks=0 $(BUILD)/align $(WEIGHT_FILES) > $@

$(BUILD)/weights_en.c: $(BUILD)/embed $(BUILD)/all.weights
	$(BUILD)/embed ne_weights_en $(BUILD)/all.weights > $@

TRAINER_PART := $(wildcard ext/model/*part*.c) ext/model/learner.c
TRAINER := $(filter-out %/embed.c %/align.c ext/model/%part.c ext/model/part_%,$(wildcard ext/model/*.c))

$(BUILD)/train: $(TRAINER:%.c=$(BUILD)/%.o) $(ARCHIVE)
	$(LINK) -o $@ $^ $(PACKAGE_LIBS) -lm

$(BUILD)/train_part: $(TRAINER_PART:%.c=$(BUILD)/%.o) $(ARCHIVE)
	$(LINK) -o $@ $^ $(PACKAGE_LIBS) -lsqlite3 -lm

train: $(BUILD)/train $(BUILD)/train_part
	$(BUILD)/train $(EVAL)/polnear ext/model/en.weights
	$(BUILD)/train_part $(EVAL) ext/model/part.weights

# How well the model of a page's parts reads the pages of publishers that it has not seen.
validate: $(BUILD)/train_part
	$(BUILD)/train_part $(EVAL) $(BUILD)/validation.jsonl --validate
	python3 $(EVAL)/score_structure.py $(EVAL)/structure-dev.jsonl $(BUILD)/validation.jsonl

# ---- Set-up, demo, tests ---------------------------------------------------------

setup:
	@sh ext/build/setup.sh build test lint fuzz

demo:
	@sh ext/build/setup.sh build
	@echo 'Building $(LIBRARY) ...'
	@$(MAKE) --no-print-directory -s all
	@sqlite3 -batch :memory: < sql/demo.sql

test:
	@sh ext/build/setup.sh build test
	@$(MAKE) --no-print-directory check

TEST_HELPERS := $(patsubst %.c,$(BUILD)/%.o,$(filter-out tests/core/test_%,$(wildcard tests/core/*.c)))

$(BUILD)/tests/core/test_%: $(BUILD)/tests/core/test_%.o $(TEST_HELPERS) $(ARCHIVE)
	$(LINK) -o $@ $^ $(shell $(PKG_CONFIG) --libs cmocka) $(PACKAGE_LIBS) -lm

$(BUILD)/tests/sql/test_%: $(BUILD)/tests/sql/test_%.o
	$(LINK) -o $@ $^ $(shell $(PKG_CONFIG) --libs cmocka sqlite3)

# The shell is not built with the sanitizers, so they have to come before it.
$(BUILD)/sqlite3:
	@mkdir -p $(@D)
	printf '#!/bin/sh\nLD_PRELOAD="%s %s" exec sqlite3 "$$@"\n' \
	  $$($(CC) -print-file-name=libasan.so) $$($(CC) -print-file-name=libubsan.so) > $@
	chmod +x $@

check: $(LIBRARY) $(CORE_TESTS) $(SQL_TESTS) $(if $(SANITIZE),$(BUILD)/sqlite3)
	@failed=0; \
	export NEWSEXT=$(abspath $(LIBRARY)); \
	for test in $(CORE_TESTS) $(SQL_TESTS); do $$test || failed=1; done; \
	$(if $(SANITIZE),SQLITE3=$(abspath $(BUILD))/sqlite3) EVAL='$(EVAL)' \
	  python3 -m pytest -q -rs -p no:cacheprovider tests || failed=1; \
	exit $$failed

# ---- The Python package ----------------------------------------------------------------

PYTHON  ?= python3
PYTHON_VENV := $(BUILD)/venv-python
SCREENSHOTS ?= $(BUILD)/screenshots

# The package as its users install it: a wheel of it, and what it asks for.
$(PYTHON_VENV)/installed: $(CORE) $(SQLITE) $(LISTS) $(WEIGHT_FILES) \
    $(shell find python/newsext python/pyproject.toml python/hatch_build.py sql/reports -type f 2>/dev/null)
	@test -x $(PYTHON_VENV)/bin/python || $(PYTHON) -m venv $(PYTHON_VENV)
	$(PYTHON_VENV)/bin/pip install -q --disable-pip-version-check './python[test]'
	$(PYTHON_VENV)/bin/pip install -q --disable-pip-version-check --force-reinstall --no-deps ./python
	@touch $@

python:
	@sh ext/build/setup.sh build test
	@$(MAKE) --no-print-directory $(PYTHON_VENV)/installed
	$(PYTHON_VENV)/bin/ruff check -q python
	$(PYTHON_VENV)/bin/ruff format -q --check python
	$(PYTHON_VENV)/bin/pytest -q -rs -p no:cacheprovider -m 'not browser' python/tests

browser:
	@sh ext/build/setup.sh build test browser
	@$(MAKE) --no-print-directory $(PYTHON_VENV)/installed
	SCREENSHOTS=$(abspath $(SCREENSHOTS)) \
	  $(PYTHON_VENV)/bin/pytest -q -rs -p no:cacheprovider -m browser python/tests

wheel:
	@sh ext/build/setup.sh build test
	$(PYTHON) -m pip wheel -q --disable-pip-version-check --no-deps -w $(BUILD)/wheels ./python

# ---- Speed, accuracy, fuzzing, style ------------------------------------------------

BENCH := $(patsubst %.c,$(BUILD)/%.o,$(wildcard tests/bench/*.c))
$(BENCH): EXTRA_FLAGS = -D_DEFAULT_SOURCE
BENCH_TEXTS ?= $(if $(wildcard $(EVAL)/polnear/dev/text),$(wildcard $(EVAL)/polnear/*/text),sql/samples)

$(BUILD)/bench: $(BENCH)
	$(LINK) -o $@ $^ $(shell $(PKG_CONFIG) --libs sqlite3) -lm

bench: $(LIBRARY) $(BUILD)/bench
	$(BUILD)/bench $(abspath $(LIBRARY)) $(if $(ONLY),-only $(ONLY)) $(BENCH_TEXTS)

eval: $(LIBRARY)
	python3 tests/eval/evaluate.py '$(EVAL)' $(abspath $(LIBRARY))

# clang alone has libFuzzer.
fuzz:
	@sh ext/build/setup.sh build fuzz
	@$(MAKE) --no-print-directory FUZZ=1 CC=clang build/fuzz/fuzz_document
	@mkdir -p build/fuzz/corpus
	build/fuzz/fuzz_document -max_total_time=$(FUZZ_SECONDS) -max_len=4096 -timeout=10 \
	  -print_final_stats=1 -artifact_prefix=build/fuzz/ build/fuzz/corpus tests/fuzz/corpus sql/samples

$(BUILD)/fuzz_document: $(BUILD)/tests/fuzz/fuzz_document.o $(BUILD)/tests/core/helper.o $(ARCHIVE)
	$(LINK) -fsanitize=fuzzer -o $@ $^ $(PACKAGE_LIBS) -lm

SOURCES := $(CORE) $(SQLITE) $(wildcard ext/lexicon/*.c ext/model/*.c tests/*/*.c)
HEADERS := $(wildcard ext/*.h ext/*/*.h tests/*/*.h)

TIDY_FLAGS = -std=c11 -D_DEFAULT_SOURCE -I$(BUILD) -Iext/core $(PACKAGE_FLAGS)

# One file a time: of several, clang-tidy's va_list check takes what it saw in one for the next.
lint:
	@sh ext/build/setup.sh build lint test
	@$(MAKE) --no-print-directory $(BUILD)/lexicon_classes.h $(BUILD)/pattern_list.h
	@failed=0; set -x; \
	clang-format --dry-run -Werror $(SOURCES) $(HEADERS) || failed=1; \
	printf '%s\n' $(SOURCES) | xargs -P $$(nproc) -I FILE clang-tidy --quiet FILE -- $(TIDY_FLAGS) || failed=1; \
	cppcheck --quiet --error-exitcode=1 --std=c11 --inline-suppr --enable=warning,portability,performance \
	  -D__GNUC__ -I$(BUILD) -Iext/core --suppress=missingIncludeSystem $(SOURCES) || failed=1; \
	exit $$failed

FILES ?= $(SOURCES)

format: $(BUILD)/lexicon_classes.h $(BUILD)/pattern_list.h
	-clang-tidy --quiet --fix --checks=-*,readability-braces-around-statements $(FILES) -- $(TIDY_FLAGS)
	clang-format -i $(FILES) $(if $(filter $(SOURCES),$(FILES)),$(HEADERS))

# ---- The rest --------------------------------------------------------------------------

install: all
	install -d $(DESTDIR)$(PREFIX)/lib
	install -m 755 $(LIBRARY) $(DESTDIR)$(PREFIX)/lib/

clean:
	rm -rf $(BUILD) $(LIBRARY)

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
