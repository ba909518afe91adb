# Turns patterns.txt into the list that pattern.h includes. A line is a name, a
# tab and a pattern; @{name} in a pattern stands for the fragment that an
# earlier line "@name TAB fragment" gives.
BEGIN {
  FS = "\t"
  print "/* Generated from patterns.txt by patterns.awk. */"
  printf "#define NE_PATTERN_LIST(X)"
}

function expanded(source,    before, name, open, shut) {
  before = ""
  while ((open = index(source, "@{")) > 0) {
    shut = index(source, "}")
    while (shut && shut < open)
      shut += index(substr(source, shut + 1), "}")
    name = substr(source, open + 2, shut - open - 2)
    if (!(name in fragment)) {
      print "patterns.txt: no fragment " name > "/dev/stderr"
      exit 1
    }
    before = before substr(source, 1, open - 1) fragment[name]
    source = substr(source, shut + 1)
  }
  return before source
}

function quoted(source,    i, c, out) {
  out = ""
  for (i = 1; i <= length(source); i++) {
    c = substr(source, i, 1)
    out = out (c == "\\" || c == "\"" ? "\\" : "") c
  }
  return out
}

/^#/ || NF < 2 { next }
/^@/ { fragment[substr($1, 2)] = expanded($2); next }
{ printf " \\\n  X(%s, \"%s\")", toupper($1), quoted(expanded($2)) }
END { print "" }
