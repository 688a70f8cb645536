//! Which pacts nobody has met about for a while
//!
//! Agreements whose last meeting, or where there was none whose own date, lies more than so many
//! months before the newest meeting in the store.
//!
//! param months integer = 12 — how long the silence must have lasted

MATCH (every:Meeting {status: 'held'})
WITH toString(date(max(every.date)) - duration({months: $months})) AS cutoff
MATCH (pact:Agreement)
OPTIONAL MATCH (m:Meeting {status: 'held'})-[:ABOUT]->(pact)
WITH cutoff, pact, count(m) AS meetings, max(m.date) AS latest
WHERE coalesce(latest, pact.date) < cutoff
RETURN pact.name AS pact, pact.date AS date, [(party)-[:PARTY_TO]->(pact) | party.name] AS parties,
       meetings, latest
ORDER BY coalesce(latest, date), pact;
