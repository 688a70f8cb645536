//! The circle around someone
//!
//! The person, the meetings attended, who else was there, where and about what, as paths: made for
//! drawing (`export dot --script queries/circle.cypher`).
//!
//! param who name = "Abbas Araghchi" — the person in the middle
//! param since date = "2025" — from the first day of this year, month or day on

MATCH p = (who:Person)-[:ATTENDED]->(m:Meeting)<-[:ATTENDED]-(other:Person)
WHERE (who.name = $who OR $who IN who.aliases)
  AND (coalesce(m.date, '') >= $since OR $since STARTS WITH m.date)
OPTIONAL MATCH about = (m)-[:ABOUT]->()
OPTIONAL MATCH place = (m)-[:HELD_IN]->(:Place)
RETURN p, about, place;
