"""Chancery, driven over a pipe: one `chancery query --stream --format columns` answers all statements.

The interface is that of the other peers' adapters: a class System with load, open, close, children and one
method a query; see README.md. CHANCERY names the program, without it the one on the PATH.
"""
import os, select, shutil, subprocess, tempfile, time
from pathlib import Path
from common import Base, NODE, EDGE, canon_q1, canon_q2, canon_q6

# Seconds that an answer is waited for awake.
AWAKE = 300e-6
PROGRAM = os.environ.get('CHANCERY') or shutil.which('chancery')
TYPES = {'id': 'id:ID{id-type:int}', 'born': 'born:int', 'date': 'date:date', 'signed': 'signed:date',
         'since': 'since:date', 'from': 'from:date', 'to': 'to:date'}
Y = "m.date >= date('%(y)s-01-01') AND m.date <= date('%(y)s-12-31')"
Q1 = "MATCH (:Person {name: %(name)s})-[:PARTICIPATED]->(m:Meeting) RETURN m.id AS id, m.date AS date, m.title AS title ORDER BY date, id"
Q2 = """MATCH (:Agreement {name: %(name)s})<-[:DISCUSSED]-(m:Meeting), (a:Person)-[:PARTICIPATED]->(m)<-[:PARTICIPATED]-(b:Person)
WHERE m.date >= date(%(d0)s) AND m.date <= date(%(d1)s) AND a.id < b.id RETURN DISTINCT a.name AS a, b.name AS b, m.date AS date"""
Q3 = """MATCH (x:Person {name: %(name)s})-[:PARTICIPATED]->(m1:Meeting)<-[:PARTICIPATED]-(c:Person)
WHERE m1.date >= date(%(d0)s) AND m1.date <= date(%(d1)s)
MATCH (c)-[:PARTICIPATED]->(m2:Meeting)<-[:PARTICIPATED]-(d:Person)
WHERE m2.date >= date(%(d0)s) AND m2.date <= date(%(d1)s) AND m2 <> m1 AND d <> x RETURN count(DISTINCT d) AS n"""
Q4 = "MATCH p = shortestPath((:Person {name: %(a)s})-[:PARTICIPATED*]-(:Person {name: %(b)s})) RETURN length(p) AS n"
Q5 = "MATCH p = allShortestPaths((:Person {name: %(a)s})-[:PARTICIPATED*]-(:Person {name: %(b)s})) RETURN count(*) AS n"
Q6 = f"""MATCH (m:Meeting) WHERE {Y} MATCH (a:Person)-[:PARTICIPATED]->(m)<-[:PARTICIPATED]-(b:Person)
WITH a, count(DISTINCT b) AS n RETURN a.name AS name, n ORDER BY n DESC, name LIMIT 20"""
Q7N = "MATCH (:Person {name: %(name)s})-[*0..3]-(b) RETURN count(DISTINCT b) AS n"
Q7E = "MATCH (:Person {name: %(name)s})-[*0..2]-(b) WITH DISTINCT b MATCH (b)-[e]-() RETURN count(DISTINCT e) AS n"
Q8 = """MATCH (s1:State)<-[:OF]-(:Role)<-[h1:HOLDS]-(p1:Person)-[:PARTICIPATED]->(m:Meeting)<-[:PARTICIPATED]-(p2:Person)-[h2:HOLDS]->(:Role)-[:OF]->(s2:State)
WHERE %(when)sh1.from <= m.date AND (h1.to IS NULL OR h1.to >= m.date) AND h2.from <= m.date AND (h2.to IS NULL OR h2.to >= m.date) AND s1.id < s2.id
RETURN m.date.year AS year, s1.code AS one, s2.code AS other, count(DISTINCT m) AS n"""


def text(value):
    return "'" + value.replace('\\', '\\\\').replace("'", "\\'") + "'"


def reader():
    """What reads JSON: orjson, where it is installed."""
    try:
        from orjson import loads
    except ImportError:
        from json import loads
    return loads


class System(Base):
    def load(self, data, db):
        """Imports the files as they are, under heads of their own in neo4j-admin's dialect."""
        with tempfile.TemporaryDirectory(prefix='chancery-') as folder:
            def head(kind, columns):
                Path(folder, kind).write_text(','.join(columns))
                return f'{folder}/{kind},{data}/{kind}.csv'
            groups = []
            for kind, columns in NODE.items():
                groups += ['--nodes', f'{kind.capitalize()}=' + head(kind, [TYPES.get(c, c) for c in columns])]
            for kind, (start, end, columns) in EDGE.items():
                ends = [f'{start}:START_ID', f'{end}:END_ID']
                groups += ['--relationships', f'{kind.upper()}=' + head(kind, ends + [TYPES.get(c, c) for c in columns])]
            self.process = subprocess.Popen([PROGRAM, 'import', '--store', db, *groups], stdout=subprocess.DEVNULL)
            _, status, self.usage = os.wait4(self.process.pid, 0)
            self.process.returncode = os.waitstatus_to_exitcode(status)
            if self.process.returncode:
                raise RuntimeError(f'chancery import ended with status {self.process.returncode}')

    def open(self, db):
        self.process = subprocess.Popen([PROGRAM, 'query', '--stream', '--format', 'columns', '--store', db],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=0)
        os.set_blocking(self.process.stdout.fileno(), False)
        # While the store is opened there.
        self.loads = reader()
        # So many parts are waited for asleep before waiting awake is tried again, and so many will be when that is in vain.
        self.asleep, self.next = 0 if (os.cpu_count() or 1) > 1 else 1 << 60, 1

    def close(self):
        if self.process.stdin:
            self.process.stdin.close()
            self.process.wait()

    def children(self):
        return [self.process.pid]

    def columns(self, form, **literals):
        self.process.stdin.write((form % literals + ';\n').encode())
        answer = self.part()
        if not answer.endswith(b'\n\n'):
            answer = bytearray(answer)
            while not answer.endswith(b'\n\n'):
                answer += self.part()
        return self.loads(answer)

    def rows(self, form, **literals):
        return list(zip(*self.columns(form, **literals).values()))

    def part(self):
        """What has come of an answer. As Chancery waits for statements, it is waited for awake for a short while, and less
        often where that was in vain."""
        read, part = self.process.stdout.read, None
        if self.asleep:
            self.asleep -= 1
        else:
            end = time.perf_counter() + AWAKE
            while (part := read(1 << 16)) is None and time.perf_counter() < end:
                pass
            self.asleep, self.next = (self.next, min(2 * self.next, 1024)) if part is None else (0, 1)
        while part is None:
            select.select([self.process.stdout], [], [])
            part = read(1 << 16)
        if not part:
            raise RuntimeError('chancery has ended')
        return part

    def number(self, form, **literals):
        rows = self.rows(form, **literals)
        return rows[0][0] if rows else -1

    def q1(self, x):
        return canon_q1(self.rows(Q1, name=text(x['name'])))

    def q2(self, x):
        return canon_q2(self.rows(Q2, name=text(x['name']), d0=text(x['d0']), d1=text(x['d1'])))

    def q3(self, x):
        return self.number(Q3, name=text(x['name']), d0=text(x['d0']), d1=text(x['d1']))

    def q4(self, x):
        return self.number(Q4, a=text(x['a']), b=text(x['b']))

    def q5(self, x):
        return self.number(Q5, a=text(x['a']), b=text(x['b']))

    def q6(self, year):
        return canon_q6(self.rows(Q6, y=year))

    def q7(self, x):
        return [self.number(Q7N, name=text(x['name'])), self.number(Q7E, name=text(x['name']))]

    def q8(self, year):
        # What canon_q8 makes of rows.
        counts = self.columns(Q8, when=Y % {'y': year} + ' AND ' if year else '')['n']
        return [len(counts), sum(counts)]

    def q8all(self, _):
        return self.q8(None)
