//! The life of a pact
//!
//! Who proposed, signed, ratified, reaffirmed, carried out, broke or left a pact, and which meetings spoke
//! of it, in order of time, with the sentence behind each.
//!
//! param pact name = "border security agreement" — the pact, by any of its names

MATCH (pact:Agreement)-[r:ABOUT|PARTY_TO|SIGNED|REAFFIRMED|RATIFIED|PROPOSED
                         |IMPLEMENTED|VIOLATED|WITHDREW_FROM|DISCUSSED]-(who)
WHERE pact.name = $pact OR any(n IN [pact.name] + coalesce(pact.aliases, []) WHERE toLower(n) = toLower($pact))
WITH pact, r, who, head(evidence(r)) AS e
RETURN coalesce(r.date, who.date) AS date, type(r) AS deed, coalesce(who.name, who.kind) AS who,
       e.publisher AS publisher, e.sentence AS sentence
ORDER BY date, deed, who;
