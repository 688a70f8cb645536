//! Who met someone about something
//!
//! Everyone who sat in a meeting with the person asked about, when and where, the office held
//! that day, what was on the table and how many articles tell of it.
//!
//! param who name = "Qassem al-Araji" — the person asked about
//! param about text = "security" — part of the name of a pact or topic; "" for anything
//! param since date = "" — from the first day of this year, month or day on

MATCH (who:Person)-[:ATTENDED]->(m:Meeting)<-[a:ATTENDED]-(other:Person)
WHERE (who.name = $who OR $who IN who.aliases)
  AND m.status = 'held'
  AND (coalesce(m.date, '') >= $since OR $since STARTS WITH m.date)
OPTIONAL MATCH (m)-[:ABOUT]->(subject)
WITH m, other, a, collect(DISTINCT subject) AS subjects
WHERE $about = ''
   OR any(s IN subjects WHERE any(n IN [s.name] + coalesce(s.aliases, [])
                                  WHERE toLower(n) CONTAINS toLower($about)))
OPTIONAL MATCH (m)-[:HELD_IN]->(place:Place)
UNWIND evidence(m) AS e
RETURN m.date AS date, other.name AS met, a.as AS office, place.name AS place,
       [s IN subjects | s.name] AS about, count(DISTINCT e.article) AS sources
ORDER BY date, met;
