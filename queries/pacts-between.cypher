//! Which pacts bind two states
//!
//! Agreements to which both states are party, or which both or their officials signed: kind, date,
//! who held the pen, and how often they have been the subject of a meeting since.
//!
//! param first name = "Iraq" — one state
//! param second name = "Iran" — the other

MATCH (a:State), (b:State)
WHERE (a.name = $first OR $first IN a.aliases)
  AND (b.name = $second OR $second IN b.aliases)
MATCH (a)<-[:HOLDS|OF|PART_OF*0..3]-(one)-[:PARTY_TO|SIGNED]->(pact:Agreement)
      <-[:PARTY_TO|SIGNED]-(two)-[:HOLDS|OF|PART_OF*0..3]->(b)
WITH DISTINCT pact
OPTIONAL MATCH (p:Person)-[:SIGNED]->(pact)
WITH pact, collect(DISTINCT p.name) AS signers
OPTIONAL MATCH (m:Meeting {status: 'held'})-[:ABOUT]->(pact)
RETURN pact.date AS date, pact.kind AS kind, pact.name AS pact,
       signers,
       count(DISTINCT m) AS meetings, max(m.date) AS latest
ORDER BY date, pact;
