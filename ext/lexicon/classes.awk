# Makes lexicon_classes.h: a bit number for each class that classes.txt names.
BEGIN { print "/* Made from ext/lexicon/classes.txt: do not edit. */\nenum {" }
/^#/ || /^$/ { next }
/[^a-z_]/ { print FILENAME ":" FNR ": '" $0 "' is no name of a class" > "/dev/stderr"; failed = 1; exit }
{ print "  NE_LEX_" toupper($0) " = " count++ "," }
END {
  if (count > 64) { print FILENAME ": more than 64 classes" > "/dev/stderr"; failed = 1 }
  if (failed) exit 1
  print "  NE_LEX_COUNT = " count "\n};"
}
