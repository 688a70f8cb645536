//! Whom two people both know
//!
//! Everyone who met the one and the other, with the latest meeting with each: who could make an introduction.
//!
//! param first name = "Antony Blinken" — one person
//! param second name = "Abbas Araghchi" — the other

MATCH (a:Person)-[:ATTENDED]->(m1:Meeting {status: 'held'})<-[:ATTENDED]-(c:Person),
      (c)-[:ATTENDED]->(m2:Meeting {status: 'held'})<-[:ATTENDED]-(b:Person)
WHERE (a.name = $first OR $first IN a.aliases)
  AND (b.name = $second OR $second IN b.aliases)
RETURN c.name AS contact, [(c)-[:HOLDS]->(o:Role)-[:OF]->(s) | o.title + ', ' + s.name] AS offices,
       count(DISTINCT m1) AS meetingsWithFirst, max(m1.date) AS latestWithFirst,
       count(DISTINCT m2) AS meetingsWithSecond, max(m2.date) AS latestWithSecond
ORDER BY meetingsWithFirst + meetingsWithSecond DESC, contact;
