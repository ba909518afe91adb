"""Runs the scorers of a folder of annotated articles over newsext.

    evaluate.py FOLDER LIBRARY             prints the scorers' tables
    evaluate.py FOLDER LIBRARY --figures   one figure a line, as floors.txt names them

FOLDER has the data, predict.py, and a scorer for each kind of data but for `confidence`, whose
scorer is calibration.py beside this file.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path


def of_triples(table):
    """{"name": [precision, recall, f1], ...} in percent."""
    return {name: row[2] for name, row in table.items()}


def of_speakers(table):
    names = [name for name in ("detection", "speaker") if table[name][2] is not None]
    return {name: 100 * table[name][2] for name in names}


def of_calibration(table):
    return {name: 100 * value for name, value in table.items()}


def of_datelines(table):
    figures = table["figures"]["all"]
    return {name: 100 * figures[name] for name in ("exact", "false_positives")}


def of_structure(table):
    figures = table["results"]["all"]
    lists = ("byline", "body", "body_lines", "captions")
    return {name: 100 * figures[name] for name in ("headline", "published")} | {
        name: 100 * figures[name]["f1"] for name in lists
    }


CALIBRATION = Path(__file__).with_name("calibration.py").resolve()

# Of each set: the gold data, what to ask newsext, the scorer, how to read its JSON.
SETS = {
    "polnear": ("polnear/dev", "quotes", "score.py", of_triples),
    "confidence": ("polnear/dev", "quotes", CALIBRATION, of_calibration),
    "spans": ("spans-dev.jsonl", "quotes", "score_spans.py", of_triples),
    "speakers-polnear": ("speakers-polnear-dev.jsonl", "quotes", "score_speakers.py", of_speakers),
    "speakers-general": ("speakers-general-dev.jsonl", "quotes", "score_speakers.py", of_speakers),
    "datelines": ("datelines-dev.jsonl", "dateline", "score_dateline.py", of_datelines),
    "structure": ("structure-dev.jsonl", "article", "score_structure.py", of_structure),
}


def python(*arguments):
    done = subprocess.run(
        [sys.executable, *map(str, arguments)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{arguments[0]}: {done.stderr.strip()}")
    return done.stdout


class Evaluation:
    """The predictions for one set, scored when asked."""

    def __init__(self, folder, library, name):
        gold, question, scorer, self.read = SETS[name]
        folder = Path(folder)
        self.gold, self.scorer = folder / gold, folder / scorer
        with tempfile.TemporaryDirectory() as work:
            texts = self.gold
            if name == "spans":  # its sentences are kept as tokens
                texts = Path(work, "texts.jsonl")
                texts.write_text(python(self.scorer, "--texts", self.gold), encoding="utf-8")
            self.predictions = python(folder / "predict.py", library, question, texts)

    def score(self, *options):
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
            file.write(self.predictions)
            file.flush()
            return python(self.scorer, self.gold, file.name, *options)

    def figures(self):
        return self.read(json.loads(self.score("--json")))


def main():
    folder, library, *options = sys.argv[1:]
    for name in SETS:
        evaluation = Evaluation(folder, library, name)
        if options == ["--figures"]:
            for figure, value in evaluation.figures().items():
                print(f"{name} {figure} {value:.1f}")
        else:
            print(f"==== {name} ====\n{evaluation.score()}", flush=True)


if __name__ == "__main__":
    main()
