#!/usr/bin/env python3
"""How well near-duplicates of text are found: pairs of texts, one edited at a known rate, whose exact
Jaccard index is computed here from the same shingles.

Texts are drawn (prose of made-up words) and real (documentation and licences that every Debian machine
has). A pair counts for recall when its index is at or above the threshold, and for the false rate when it
is 0.25 or more below. With --datasketch, MinHashLSH of that library answers for the same pairs.

  cmake --build --preset release --target near_pairs
  python3 bench/dedup/near_quality.py --pairs 4000
  python3 bench/dedup/near_quality.py --pairs 4000 --datasketch .deps/datasketch   # a venv; made when missing

Exit 1: recall below 0.95 or a false rate above 0.01 anywhere.
"""
import argparse
import glob
import gzip
import json
import os
import random
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
THRESHOLDS = (0.7, 0.8, 0.9)
BELOW = 0.25
LEAST_RECALL = 0.95
MOST_FALSE = 0.01
RATES = (0.0, 0.003, 0.006, 0.01, 0.015, 0.02, 0.03, 0.04, 0.05, 0.06, 0.08, 0.1, 0.12, 0.15, 0.2, 0.3)
WORD_SHINGLE, CHARACTER_SHINGLE = 3, 5  # as src/dedup/shingles.h
DATASKETCH = 'datasketch==2.0.0'


def made_up_vocabulary(draw):
    consonants, vowels = 'bcdfghjklmnprstvwz', 'aeiou'
    words = set()
    while len(words) < 8000:
        words.add(''.join(draw.choice(consonants) + draw.choice(vowels) + draw.choice(['', 'n', 'r', 's'])
                          for _ in range(draw.choice((1, 1, 2, 2, 3, 4)))))
    words = sorted(words)
    draw.shuffle(words)
    return words


def drawn_text(draw, vocabulary, count):
    # As in real text, few words are most of it: ranks by a power law.
    return [vocabulary[min(int(draw.paretovariate(0.7)) - 1, len(vocabulary) - 1)] if draw.random() < 0.7
            else draw.choice(vocabulary) for _ in range(count)]


def real_texts():
    texts = []
    for path in sorted(glob.glob('/usr/share/doc/**/*', recursive=True) + glob.glob('/usr/share/common-licenses/*')):
        if not os.path.isfile(path):
            continue
        try:
            with (gzip.open if path.endswith('.gz') else open)(path, 'rb') as file:
                text = file.read(100_000).decode('utf-8')
        except (OSError, EOFError, UnicodeDecodeError):
            continue
        words = text.split()
        if len(words) >= 100:
            texts.append(words)
    return texts


def edited(draw, words, rate, other):
    """Each word with this probability replaced, dropped, doubled by a new one, or misspelt."""
    out = []
    for word in words:
        if draw.random() >= rate:
            out.append(word)
            continue
        kind = draw.randrange(4)
        if kind == 0:
            out.append(other())
        elif kind == 1:
            pass
        elif kind == 2:
            out += [word, other()]
        else:
            at = draw.randrange(len(word))
            out.append(word[:at] + draw.choice('abcdefghijklmnopqrstuvwxyz0123456789') + word[at + 1:])
    return out


def make_pairs(draw, corpus, count):
    vocabulary = made_up_vocabulary(draw) if corpus == 'generated' else None
    texts = real_texts() if corpus == 'real' else None
    if texts is not None and len(texts) < 50:
        sys.exit('fewer than 50 texts below /usr/share/doc: this machine leaves documentation out')
    for _ in range(count):
        words = int(10 ** draw.uniform(0.8, 3.3))  # 6 to 2,000
        if corpus == 'generated':
            text = drawn_text(draw, vocabulary, words)
            other = lambda: draw.choice(vocabulary)
        else:
            source, another = draw.choice(texts), draw.choice(texts)
            start = draw.randrange(max(1, len(source) - words))
            text = source[start:start + words]
            other = lambda: draw.choice(another)
        if draw.random() < 0.1:  # two texts that have nothing to do with each other
            if corpus == 'generated':
                twin = drawn_text(draw, vocabulary, words)
            else:
                start = draw.randrange(max(1, len(another) - words))
                twin = another[start:start + words]
        else:
            twin = edited(draw, text, draw.choice(RATES), other)
        space = draw.choice((' ', '\n', '  '))
        yield {'a': ' '.join(text), 'b': space.join(twin), 'texts': True}


def shingles(text, kind):
    if kind == 'characters':
        return {text[i:i + CHARACTER_SHINGLE] for i in range(len(text) - CHARACTER_SHINGLE + 1)}
    words = text.split(' ')
    return {' '.join(words[i:i + WORD_SHINGLE]) for i in range(len(words) - WORD_SHINGLE + 1)}


def jaccard(a, b):
    return len(a & b) / len(a | b) if a or b else 0.0


class Tally:
    def __init__(self):
        self.found = self.of = 0

    def add(self, found):
        self.found += bool(found)
        self.of += 1

    def rate(self):
        return self.found / self.of if self.of else None

    def __str__(self):
        return f'{self.rate():.4f} of {self.of}' if self.of else 'none'


def answers_of_datasketch(venv, sets):
    python = os.path.join(venv, 'bin', 'python')
    if not os.path.exists(python):
        subprocess.run([sys.executable, '-m', 'venv', venv], check=True)
        subprocess.run([python, '-m', 'pip', 'install', '-q', DATASKETCH], check=True)
    lines = '\n'.join(json.dumps([sorted(a), sorted(b)]) for a, b in sets)
    out = subprocess.run([python, os.path.join(HERE, 'datasketch_pairs.py'), *map(str, THRESHOLDS)],
                         input=lines, text=True, capture_output=True, check=True).stdout
    return [json.loads(line) for line in out.splitlines()]


def evaluate(args, corpus):
    draw = random.Random(f'{args.seed} {corpus}')
    pairs = [json.dumps(pair) for pair in make_pairs(draw, corpus, args.pairs)]
    out = subprocess.run([args.binary], input='\n'.join(pairs) + '\n', text=True, capture_output=True, check=True).stdout
    said = [json.loads(line) for line in out.splitlines()]
    assert len(said) == len(pairs)
    kept, parted, unsigned = [], [], 0
    for one in said:
        if one['kind_a'] != one['kind_b']:
            # Either side of the number of words where shingles change: compared as characters here.
            parted.append(jaccard(shingles(one['a'], 'characters'), shingles(one['b'], 'characters')))
            continue
        a, b = shingles(one['a'], one['kind_a']), shingles(one['b'], one['kind_b'])
        exact = jaccard(a, b)
        # The program counts hashes, this counts texts: they must say the same.
        assert abs(exact - one['jaccard']) < 1e-9, (exact, one['jaccard'])
        if not one['signed']:
            unsigned += 1
            continue
        kept.append((one, a, b, exact))
    theirs = answers_of_datasketch(args.datasketch, [(a, b) for _, a, b, _ in kept]) if args.datasketch else None

    result = {'corpus': corpus, 'pairs': len(pairs), 'without_signature': unsigned, 'different_shingles': len(parted),
              'thresholds': []}
    print(f'\n{corpus}: {len(pairs)} pairs; {unsigned} too short for a signature; {len(parted)} on both sides of the '
          f'number of words where shingles change ({sum(j >= 0.8 for j in parted)} with 0.8 of their characters)')
    failed = False
    for which in ('aegis', 'datasketch'):
        if which == 'datasketch' and theirs is None:
            continue
        estimates = [(one['estimate'] if which == 'aegis' else theirs[i]['estimate'], exact)
                     for i, (one, _, _, exact) in enumerate(kept) if 0 < exact < 1]
        error = (sum((e - j) ** 2 for e, j in estimates) / max(1, len(estimates))) ** 0.5
        print(f'  {which}: root mean square error of the estimate {error:.4f}')
        for t, threshold in enumerate(THRESHOLDS):
            recall, near, false = Tally(), Tally(), Tally()
            for i, (one, _, _, exact) in enumerate(kept):
                found = one['found'][t] if which == 'aegis' else theirs[i]['found'][t]
                if exact >= threshold:
                    recall.add(found)
                if threshold <= exact < threshold + 0.03:
                    near.add(found)
                if exact <= threshold - BELOW:
                    false.add(found)
            print(f'    at {threshold}: recall {recall}; within 0.03 above {near}; false, {BELOW} below, {false}')
            result['thresholds'].append({'of': which, 'threshold': threshold, 'recall': recall.rate(), 'pairs': recall.of,
                                         'recall_just_above': near.rate(), 'pairs_just_above': near.of,
                                         'false_rate': false.rate(), 'pairs_below': false.of, 'rms_error': error})
            if which == 'aegis' and (recall.of == 0 or false.of == 0 or recall.rate() < LEAST_RECALL or
                                     false.rate() > MOST_FALSE):
                failed = True
    return result, failed


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--binary', default='build/release/bench/near_pairs')
    parser.add_argument('--pairs', type=int, default=4000, help='of each corpus')
    parser.add_argument('--seed', default='1')
    parser.add_argument('--datasketch', metavar='VENV')
    parser.add_argument('--json', metavar='FILE')
    args = parser.parse_args()
    if args.pairs < 1:
        parser.error('--pairs must be positive')
    outcomes = [evaluate(args, corpus) for corpus in ('generated', 'real')]
    if args.json:
        with open(args.json, 'w') as file:
            json.dump([result for result, _ in outcomes], file, indent=1)
            file.write('\n')
    if any(failed for _, failed in outcomes):
        print('\nbelow what is promised', file=sys.stderr)
        return 1
    return 0


if __name__ == '__main__':
    sys.exit(main())
