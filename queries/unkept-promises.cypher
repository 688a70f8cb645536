//! Which pacts are praised but not carried out
//!
//! Agreements that were signed or reaffirmed and that no article reports as implemented or ratified;
//! those reported as violated or left come with the count.

MATCH (pact:Agreement)<-[r:SIGNED|REAFFIRMED|DISCUSSED|VIOLATED|WITHDREW_FROM]-(who)
WHERE NOT (pact)<-[:IMPLEMENTED|RATIFIED]-()
WITH pact,
     sum(CASE type(r) WHEN 'SIGNED' THEN 1 ELSE 0 END) AS signed,
     sum(CASE type(r) WHEN 'REAFFIRMED' THEN 1 ELSE 0 END) AS reaffirmed,
     sum(CASE WHEN type(r) IN ['VIOLATED', 'WITHDREW_FROM'] THEN 1 ELSE 0 END) AS broken,
     max(r.date) AS latest
WHERE signed + reaffirmed + broken > 0
RETURN pact.name AS pact, pact.date AS date, signed, reaffirmed, broken, latest
ORDER BY broken DESC, reaffirmed DESC, latest DESC, pact;
