//! Which two people meet most often
//!
//! Pairs by the number of meetings they had, the span of time between first and last, and how many
//! articles tell of them.
//!
//! param since date = "" — from the first day of this year, month or day on
//! param top integer = 20 — how many pairs to show

MATCH (a:Person)-[:ATTENDED]->(m:Meeting {status: 'held'})<-[:ATTENDED]-(b:Person)
WHERE a.name < b.name
  AND (coalesce(m.date, '') >= $since OR $since STARTS WITH m.date)
UNWIND evidence(m) AS e
RETURN a.name AS one, b.name AS other, count(DISTINCT m) AS meetings,
       min(m.date) AS first, max(m.date) AS latest, count(DISTINCT e.article) AS sources
ORDER BY meetings DESC, sources DESC, one, other
LIMIT $top;
