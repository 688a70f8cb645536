//! Which offices someone was seen in
//!
//! Every office under which the person appears in the news, of which state or body, on which days
//! first and last seen, and how many articles say so. `former` marks an office already left.
//!
//! param who name = "Wang Yi" — the person asked about

MATCH (who:Person)-[h:HOLDS]->(office:Role)
WHERE who.name = $who OR $who IN who.aliases
OPTIONAL MATCH (office)-[:OF]->(body)
UNWIND evidence(h) AS e
RETURN who.name AS person, office.title AS office, body.name AS body,
       coalesce(h.from, h.firstSeen) AS first, coalesce(h.to, h.lastSeen) AS last,
       coalesce(h.former, false) AS former, count(DISTINCT e.article) AS sources
ORDER BY first, office, body;
