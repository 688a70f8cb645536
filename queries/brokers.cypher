//! Who stands between two states
//!
//! People of neither state who met officials of both, and how often they had both in one room.
//! Those who meet both sides but never together carry messages; those who do it together mediate.
//!
//! param first name = "Russia" — one state
//! param second name = "Ukraine" — the other
//! param since date = "" — from the first day of this year, month or day on

MATCH (a:State), (b:State)
WHERE (a.name = $first OR $first IN a.aliases)
  AND (b.name = $second OR $second IN b.aliases)
MATCH (broker:Person)-[:ATTENDED]->(m:Meeting {status: 'held'})<-[:ATTENDED]-(side:Person),
      (side)-[:HOLDS]->(:Role)-[:OF|PART_OF*1..3]->(s:State)
WHERE s IN [a, b]
  AND (coalesce(m.date, '') >= $since OR $since STARTS WITH m.date)
  AND NOT EXISTS {
    MATCH (broker)-[:HOLDS]->(:Role)-[:OF|PART_OF*1..3]->(own:State)
    WHERE own IN [a, b]
  }
WITH broker, m, collect(DISTINCT s) AS states, a, b
WITH broker,
     sum(CASE WHEN a IN states THEN 1 ELSE 0 END) AS withFirst,
     sum(CASE WHEN b IN states THEN 1 ELSE 0 END) AS withSecond,
     sum(CASE WHEN size(states) = 2 THEN 1 ELSE 0 END) AS together,
     max(m.date) AS latest
WHERE withFirst > 0 AND withSecond > 0
RETURN broker.name AS broker,
       [(broker)-[:HOLDS]->(:Role)-[:OF]->(body) | body.name] AS speaksFor,
       withFirst, withSecond, together, latest
ORDER BY together DESC, withFirst + withSecond DESC, broker;
