"""The same article in other styles of marks and lines, with its gold segments moved along.

    styles.py GOLD.jsonl STYLE      prints the file of speakers as it would read in that style
"""

import json
import sys

LITTER = ("Advertisement", "Share this article", "Sign up for our newsletter", "0 comments")
END = "’\u200b"  # of what ‘ began, told from an apostrophe until a style is chosen
OPENS_AFTER = " \u00a0\n\t([{-–—/“‘«"


def paired(text):
    """The marks as “double” and ‘single’, whichever they are; apostrophes as ’."""
    out, double, single = [], False, False
    for i, c in enumerate(text):
        begins = i == 0 or text[i - 1] in OPENS_AFTER
        if c == "\n":
            double = single = False
        elif c in '"“”':
            double = c == "“" or (c == '"' and (begins or not double))
            c = "“" if double else "”"
        elif c in "'‘’":
            ends = single and not text[i + 1 : i + 2].isalnum()
            single = not ends and (single or (double and begins and c != "’"))
            c = END if ends else "‘" if begins and c != "’" else "’"
        out.append(c)
    return out


def replaced(table):
    table = {END: "’"} | table
    return lambda text: [table.get(c, c) for c in paired(text)]


def littered(text):
    """A line of page furniture after every second paragraph."""
    pieces, count = list(text), 0
    for i, c in enumerate(text):
        if c == "\n" and text[i - 1 : i] not in ("\n", "") and text[i + 1 :].strip():
            count += 1
            if count % 2 == 0:
                pieces[i] = f"\n\n{LITTER[count // 2 % len(LITTER)]}\n\n"
    return pieces


# Of each style: the text as pieces, one for each of its characters.
STYLES = {
    "straight": replaced({"“": '"', "”": '"', "‘": "'", "’": "'", END: "'"}),
    "curly": replaced({}),
    "single": replaced({"“": "‘", "”": "’", "‘": "“", END: "”"}),
    "straight-single": replaced({"“": "'", "”": "'", "‘": '"', "’": "'", END: '"'}),
    "guillemets": replaced({"“": "«", "”": "»"}),
    "crlf": lambda text: ["\r\n" if c == "\n" else c for c in text],
    "nbsp": lambda text: ["\u00a0" if c == " " else c for c in text],
    "litter": littered,
}


def restyled(row, style):
    """A row of a speakers file in another style."""
    pieces = STYLES[style](row["text"])
    places, text = [], ""
    for piece in pieces:
        places.append(len(text))
        text += piece
    places.append(len(text))
    segments = []
    for segment in row["segments"]:
        first = segment["start"] - 1
        last = first + segment["length"] - 1
        start, end = places[first], places[last] + len(pieces[last])
        segments.append(segment | {"start": start + 1, "length": end - start})
    return row | {"text": text, "segments": segments}


def main():
    gold, style = sys.argv[1:]
    with open(gold, encoding="utf-8") as lines:
        for line in lines:
            print(json.dumps(restyled(json.loads(line), style), ensure_ascii=False))


if __name__ == "__main__":
    main()
