//! What happened around someone or something, in order of time
//!
//! Meetings attended and deeds towards pacts, of a person, a state or an organization; or the
//! meetings about a pact or topic and what was done with it. Undated facts come last.
//!
//! param name name = "Hakan Fidan" — a person, state, organization, pact or topic
//! param since date = "" — from the first day of this year, month or day on
//! param until date = "9999" — to the last day of this year, month or day

MATCH (x)-[r:ATTENDED|ABOUT|PARTY_TO|SIGNED|REAFFIRMED|RATIFIED|PROPOSED
            |IMPLEMENTED|VIOLATED|WITHDREW_FROM|DISCUSSED]-(y)
WHERE x.name = $name OR $name IN x.aliases
WITH x, r, y, coalesce(r.date, y.date) AS date
WHERE (coalesce(date, '') >= $since OR $since STARTS WITH date)
  AND (coalesce(date, '9999') <= $until OR date STARTS WITH $until)
RETURN date, type(r) AS what, coalesce(y.kind, '') AS kind, coalesce(y.status, '') AS status, y.name AS which,
       [(y)-[:HELD_IN]->(place) | place.name] AS place,
       [(y)<-[:ATTENDED|PARTY_TO]-(other) WHERE other <> x | other.name] AS others
ORDER BY date, what, which;
