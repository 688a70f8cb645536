//! Where states meet on someone else's soil
//!
//! Meetings held in a state from which nobody at the table came: the hosts of other people's talks.

MATCH (m:Meeting {status: 'held'})-[:HELD_IN]->(place:Place)-[:IN]->(host:State)
MATCH (m)<-[:ATTENDED]-(:Person)-[:HOLDS]->(:Role)-[:OF|PART_OF*1..3]->(s:State)
WITH m, place, host, collect(DISTINCT s) AS states
WHERE size(states) > 1 AND NOT host IN states
RETURN host.name AS host, place.name AS place, m.date AS date, [s IN states | s.name] AS states,
       [(m)<-[:ATTENDED]-(p:Person) | p.name] AS people
ORDER BY host, date, place;
