//! How two people are connected
//!
//! The shortest way from one person to another over the meetings they sat in and the pacts they
//! signed or spoke about, with the date of every step. No way longer than eight steps is looked for.
//!
//! param from name = "Qassem al-Araji" — where the way begins
//! param to name = "Sergei Lavrov" — where it ends

MATCH (a:Person), (b:Person)
WHERE (a.name = $from OR $from IN a.aliases)
  AND (b.name = $to OR $to IN b.aliases)
  AND a <> b
MATCH p = shortestPath((a)-[:ATTENDED|SIGNED|REAFFIRMED|RATIFIED|PROPOSED|IMPLEMENTED|DISCUSSED*..8]-(b))
RETURN length(p) AS steps,
       [n IN nodes(p) | coalesce(n.name, n.kind)] AS way,
       [r IN relationships(p) | coalesce(r.date, 'undated')] AS dates
ORDER BY steps;
