"""Does `confidence` mean what it says? Of the quotes in each tenth of it, how many are right?

    calibration.py FOLDER PREDICTIONS [--json]

FOLDER is annotated articles as score.py reads them, PREDICTIONS what predict.py prints for them.
A quote is right where a reference attribution shares at least half of the words of either's
content, and names its source by a word that the quote's source has too: score.py's own rules.
"""

import importlib.util
import json
import sys
from pathlib import Path

BINS = 10


def load_scorer(folder):
    path = Path(folder).parents[1] / "score.py"
    spec = importlib.util.spec_from_file_location("score", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def judged(folder, predictions):
    """(confidence, right) of each quote."""
    score = load_scorer(folder)
    said = {row["id"]: row["quotes"] for row in map(json.loads, predictions)}
    for name, article, references in score.load_gold(str(folder)):
        for quote in said.get(name, []):
            for content, source in score.predicted(article, [quote]):
                yield quote["confidence"], any(
                    len(wanted & content) * 2 >= len(wanted | content)
                    and article.same_source(whose, source)
                    for wanted, whose in references[0]
                )


def table(folder, predictions):
    """A row a tenth: quotes, mean confidence, share that is right."""
    bins = [[] for _ in range(BINS)]
    for confidence, right in judged(folder, predictions):
        bins[min(BINS - 1, int(confidence * BINS))].append((confidence, right))
    return [
        (len(b), sum(c for c, _ in b) / len(b), sum(r for _, r in b) / len(b)) for b in bins if b
    ]


def calibration_error(rows):
    return sum(n * abs(promised - right) for n, promised, right in rows) / sum(n for n, *_ in rows)


def main():
    folder, path, *options = sys.argv[1:]
    rows = table(folder, Path(path).read_text(encoding="utf-8").splitlines())
    if options == ["--json"]:
        print(json.dumps({"calibration_error": calibration_error(rows)}))
        return
    print(f"{'quotes':>7}{'confidence':>12}{'right':>7}")
    for n, promised, right in rows:
        print(f"{n:7}{promised:12.2f}{right:7.2f}")
    print(f"calibration error {calibration_error(rows):.3f}")


if __name__ == "__main__":
    main()
