//! Who replaced whom in talks
//!
//! Two holders of the same office who both dealt with the same counterpart, one after the other:
//! when the first was last in the room and when the successor first was.
//!
//! param counterpart name = "" — only talks with this person; "" for everyone

MATCH (earlier:Person)-[:HOLDS]->(office:Role)<-[:HOLDS]-(later:Person)
MATCH (earlier)-[:ATTENDED]->(m1:Meeting {status: 'held'})<-[:ATTENDED]-(other:Person),
      (other)-[:ATTENDED]->(m2:Meeting {status: 'held'})<-[:ATTENDED]-(later)
WHERE ($counterpart = '' OR other.name = $counterpart OR $counterpart IN other.aliases)
  AND NOT (other)-[:HOLDS]->(office)
OPTIONAL MATCH (office)-[:OF]->(body)
WITH office, body, earlier, later, other, max(m1.date) AS lastOfEarlier, min(m2.date) AS firstOfLater
WHERE lastOfEarlier < firstOfLater
RETURN office.title AS office, body.name AS body, other.name AS counterpart,
       earlier.name AS earlier, lastOfEarlier, later.name AS later, firstOfLater
ORDER BY firstOfLater, office, counterpart;
