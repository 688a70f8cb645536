//! Which meetings were planned, put off or denied
//!
//! Meetings that were announced, cancelled or disputed, with the sentence, and the first meeting that two
//! of the same people did hold afterwards.
//!
//! param since date = "" — from the first day of this year, month or day on

MATCH (m:Meeting)
WHERE m.status <> 'held'
  AND (coalesce(m.date, '') >= $since OR $since STARTS WITH m.date)
OPTIONAL MATCH (m)<-[:ATTENDED]-(one:Person)-[:ATTENDED]->(after:Meeting {status: 'held'}),
               (m)<-[:ATTENDED]-(two:Person)-[:ATTENDED]->(after)
WHERE one.name < two.name AND after.date > m.date
WITH m, min(after.date) AS heldLater
RETURN m.date AS date, m.status AS status, m.kind AS kind,
       [(m)<-[:ATTENDED]-(p) | p.name] AS expected, heldLater, head(evidence(m)).sentence AS sentence
ORDER BY date, sentence;
