"""Asks datasketch the same as near_pairs: near_quality.py runs this in a venv that has it.

JSON lines of two lists of shingles in; what the estimate is, and which thresholds' MinHashLSH finds the first given
the second, out. Its thresholds shape the bands by its own defaults, and it checks nothing behind them.
"""
import json
import sys

from datasketch import MinHash, MinHashLSH

COMPONENTS = 128


def main():
    thresholds = [float(argument) for argument in sys.argv[1:]]
    for line in sys.stdin:
        sketches = []
        for shingles in json.loads(line):
            sketch = MinHash(num_perm=COMPONENTS)
            sketch.update_batch([shingle.encode('utf-8', 'surrogateescape') for shingle in shingles])
            sketches.append(sketch)
        found = []
        for threshold in thresholds:
            index = MinHashLSH(threshold=threshold, params=shape(threshold))
            index.insert('a', sketches[0])
            found.append(bool(index.query(sketches[1])))
        print(json.dumps({'estimate': sketches[0].jaccard(sketches[1]), 'found': found}))


SHAPES = {}


def shape(threshold):
    """Bands and rows of the library's choice, which takes it a while: asked once for each threshold."""
    if threshold not in SHAPES:
        index = MinHashLSH(threshold=threshold, num_perm=COMPONENTS)
        SHAPES[threshold] = (index.b, index.r)
    return SHAPES[threshold]


main()
