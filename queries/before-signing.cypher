//! Which meetings came before a signing
//!
//! For every dated signature, the meetings in the days before it at which at least two of the
//! signing sides were present: how the pact was made.
//!
//! param days integer = 180 — how far to look back
//! param pact name = "" — only this pact; "" for all

MATCH (pact:Agreement)<-[s:SIGNED]-(signer)
WHERE ($pact = '' OR pact.name = $pact OR $pact IN pact.aliases)
  AND s.precision = 'day'
MATCH (signer)-[:HOLDS|OF|PART_OF*0..3]->(side:State)
MATCH (side)<-[:HOLDS|OF|PART_OF*0..3]-(present)-[:ATTENDED]->(m:Meeting)
WHERE m.status = 'held'
  AND m.precision = 'day'
  AND m.date < s.date
  AND date(m.date) >= date(s.date) - duration({days: $days})
WITH pact, min(s.date) AS signed, m, collect(DISTINCT side.name) AS sides
WHERE size(sides) > 1
RETURN pact.name AS pact, signed, m.date AS met,
       duration.inDays(date(m.date), date(signed)).days AS daysBefore, sides,
       [(p:Person)-[:ATTENDED]->(m) | p.name] AS present
ORDER BY signed, pact, met;
