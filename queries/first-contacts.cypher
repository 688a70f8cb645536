//! Which states met for the first time
//!
//! For each pair of states the first meeting on record, where it falls after a given day: who came,
//! and where. First on record means first in these articles.
//!
//! param since date = "2025" — from the first day of this year, month or day on

MATCH (a:State)<-[:OF|PART_OF*1..3]-(:Role)<-[:HOLDS]-(one:Person)-[:ATTENDED]->(m:Meeting {status: 'held'}),
      (m)<-[:ATTENDED]-(two:Person)-[:HOLDS]->(:Role)-[:OF|PART_OF*1..3]->(b:State)
WHERE a.name < b.name AND m.date IS NOT NULL
WITH a, b, m, collect(DISTINCT one.name) + collect(DISTINCT two.name) AS people
ORDER BY m.date
WITH a, b, head(collect({meeting: m, people: people})) AS first
WHERE first.meeting.date >= $since OR $since STARTS WITH first.meeting.date
WITH a, b, first.meeting AS m, first.people AS people
OPTIONAL MATCH (m)-[:HELD_IN]->(place:Place)
RETURN m.date AS date, a.name AS state, b.name AS other, people, place.name AS place
ORDER BY date, state, other;
