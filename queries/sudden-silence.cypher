//! Which states stopped talking to each other
//!
//! Pairs of states that met regularly, whose last meeting lies more than so many months before the
//! newest meeting in the store. Absence from these articles is no proof of silence.
//!
//! param meetings integer = 2 — how many meetings there must have been
//! param months integer = 12 — how long the silence must have lasted

MATCH (every:Meeting {status: 'held'})
WITH toString(date(max(every.date)) - duration({months: $months})) AS cutoff
MATCH (a:State)<-[:OF|PART_OF*1..3]-(:Role)<-[:HOLDS]-(:Person)-[:ATTENDED]->(m:Meeting {status: 'held'}),
      (m)<-[:ATTENDED]-(:Person)-[:HOLDS]->(:Role)-[:OF|PART_OF*1..3]->(b:State)
WHERE a.name < b.name AND m.date IS NOT NULL
WITH cutoff, a, b, count(DISTINCT m) AS met, min(m.date) AS first, max(m.date) AS latest
WHERE met >= $meetings AND latest < cutoff
RETURN a.name AS state, b.name AS other, met AS meetings, first, latest
ORDER BY meetings DESC, latest, state, other;
