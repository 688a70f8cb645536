#!/usr/bin/env python3
"""Counts the instructions that rows of the bench "graph" take: instructions.py [ROW ...], by default the hottest three.

Clocks vary from run to run; instructions hardly do. valgrind's callgrind runs the bench twice, with one round and with
many more; the difference, shared among these, is what asking the statements of the row once takes. CHANCERY_EDGES is the bench's.
"""
import json, os, re, subprocess, sys, tempfile

HOTTEST = ['Q8all', 'Q8', 'Q6']
MORE = 16  # rounds; making and importing the graph on two threads differs by some ten million instructions


def program():
    built = subprocess.run(['cargo', 'bench', '--bench', 'graph', '--no-run', '--message-format', 'json'],
                           check=True, stdout=subprocess.PIPE).stdout
    made = [json.loads(line) for line in built.splitlines() if line.startswith(b'{')]
    return next(m['executable'] for m in made if m.get('executable') and m['target']['name'] == 'graph')


def instructions(bench, row, rounds):
    with tempfile.TemporaryDirectory() as folder:
        told = subprocess.run(['valgrind', '--tool=callgrind', f'--callgrind-out-file={folder}/out', bench, row],
                              env={**os.environ, 'ROUNDS': str(rounds)}, check=True, stderr=subprocess.PIPE,
                              stdout=subprocess.DEVNULL, text=True).stderr
    return int(re.search(r'Collected : (\d+)', told).group(1))


def main():
    bench = program()
    for row in sys.argv[1:] or HOTTEST:
        each = (instructions(bench, row, 1 + MORE) - instructions(bench, row, 1)) / MORE
        print(f'{row:6} {each / 1e6:10.1f} million instructions', flush=True)


main()
