//! Who held an office, one after the other
//!
//! Everyone seen in an office of a state or body, in order of the day they were first seen in it.
//!
//! param office text = "Foreign Minister" — part of the office's title
//! param body name = "Iran" — the state or body

MATCH (p:Person)-[h:HOLDS]->(office:Role)-[:OF]->(body)
WHERE toLower(office.title) CONTAINS toLower($office)
  AND (body.name = $body OR $body IN body.aliases)
RETURN p.name AS person, office.title AS office, coalesce(h.from, h.firstSeen) AS first,
       coalesce(h.to, h.lastSeen) AS last, coalesce(h.former, false) AS former
ORDER BY first, person;
