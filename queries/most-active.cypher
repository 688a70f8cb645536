//! Who has met the most people
//!
//! People by the number of meetings they attended, with how many others, how many states those
//! others speak for, and the latest meeting.
//!
//! param since date = "" — from the first day of this year, month or day on
//! param top integer = 15 — how many people to show

MATCH (p:Person)-[:ATTENDED]->(m:Meeting {status: 'held'})
WHERE coalesce(m.date, '') >= $since OR $since STARTS WITH m.date
OPTIONAL MATCH (m)<-[:ATTENDED]-(other:Person)
WHERE other <> p
OPTIONAL MATCH (other)-[:HOLDS]->(:Role)-[:OF|PART_OF*1..3]->(s:State)
RETURN p.name AS person, count(DISTINCT m) AS meetings, count(DISTINCT other) AS people,
       count(DISTINCT s) AS states, max(m.date) AS latest
ORDER BY meetings DESC, people DESC, person
LIMIT $top;
