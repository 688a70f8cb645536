//! Which meetings rest on one article
//!
//! Meetings of which a single article tells, with the sentence: what to check before it is repeated.
//!
//! param since date = "" — from the first day of this year, month or day on

MATCH (m:Meeting)
WHERE coalesce(m.date, '') >= $since OR $since STARTS WITH m.date
UNWIND evidence(m) AS e
WITH m, count(DISTINCT e.article) AS articles, head(collect(e)) AS e
WHERE articles = 1
RETURN m.date AS date, m.kind AS kind, m.status AS status,
       [(m)<-[:ATTENDED]-(p) | p.name] AS present, e.publisher AS publisher, e.sentence AS sentence
ORDER BY date, sentence;
