//! The statements of each row, as benches/peers/sys_chancery.py asks them.

use crate::made::{agreement, person, year};

/// A row asks several things, each by one statement or more.
pub type Row = (&'static str, Vec<Vec<String>>);

/// What is asked of a store that was just opened.
pub fn first() -> String {
    meetings(&person(7))
}

fn meetings(name: &str) -> String {
    format!(
        "MATCH (:Person {{name: '{name}'}})-[:PARTICIPATED]->(m:Meeting) RETURN m.id AS id, m.date AS date, m.title AS title ORDER BY date, id"
    )
}

fn about(agreement: &str) -> String {
    format!(
        "MATCH (:Agreement {{name: '{agreement}'}})<-[:DISCUSSED]-(m:Meeting), (a:Person)-[:PARTICIPATED]->(m)<-[:PARTICIPATED]-(b:Person)
         WHERE m.date >= date('2004-01-01') AND m.date <= date('2015-12-31') AND a.id < b.id
         RETURN DISTINCT a.name AS a, b.name AS b, m.date AS date"
    )
}

fn beyond(name: &str, year: u32) -> String {
    let within = |meeting: &str| {
        format!("{meeting}.date >= date('{year}-01-01') AND {meeting}.date <= date('{year}-12-31')")
    };
    format!(
        "MATCH (x:Person {{name: '{name}'}})-[:PARTICIPATED]->(m1:Meeting)<-[:PARTICIPATED]-(c:Person) WHERE {}
         MATCH (c)-[:PARTICIPATED]->(m2:Meeting)<-[:PARTICIPATED]-(d:Person) WHERE {} AND m2 <> m1 AND d <> x
         RETURN count(DISTINCT d) AS n",
        within("m1"),
        within("m2")
    )
}

fn path(function: &str, from: &str, to: &str, what: &str) -> String {
    format!(
        "MATCH p = {function}((:Person {{name: '{from}'}})-[:PARTICIPATED*]-(:Person {{name: '{to}'}})) RETURN {what} AS n"
    )
}

fn in_year(year: u32) -> String {
    format!("m.date >= date('{year}-01-01') AND m.date <= date('{year}-12-31')")
}

fn busiest(year: u32) -> String {
    format!(
        "MATCH (m:Meeting) WHERE {} MATCH (a:Person)-[:PARTICIPATED]->(m)<-[:PARTICIPATED]-(b:Person)
         WITH a, count(DISTINCT b) AS n RETURN a.name AS name, n ORDER BY n DESC, name LIMIT 20",
        in_year(year)
    )
}

fn reach(name: &str) -> Vec<String> {
    vec![
        format!("MATCH (:Person {{name: '{name}'}})-[*0..3]-(b) RETURN count(DISTINCT b) AS n"),
        format!(
            "MATCH (:Person {{name: '{name}'}})-[*0..2]-(b) WITH DISTINCT b MATCH (b)-[e]-() RETURN count(DISTINCT e) AS n"
        ),
    ]
}

fn between_states(when: &str) -> String {
    format!(
        "MATCH (s1:State)<-[:OF]-(:Role)<-[h1:HOLDS]-(p1:Person)-[:PARTICIPATED]->(m:Meeting)<-[:PARTICIPATED]-(p2:Person)-[h2:HOLDS]->(:Role)-[:OF]->(s2:State)
         WHERE {when}h1.from <= m.date AND (h1.to IS NULL OR h1.to >= m.date) AND h2.from <= m.date AND (h2.to IS NULL OR h2.to >= m.date) AND s1.id < s2.id
         RETURN m.date.year AS year, s1.code AS one, s2.code AS other, count(DISTINCT m) AS n"
    )
}

pub fn rows(people: u32) -> Vec<Row> {
    let numbers: Vec<u32> = (4..=13).map(|part| people / 14 * part).collect();
    let names: Vec<String> = numbers.iter().map(|number| person(*number)).collect();
    let agreements: Vec<String> = [0, 1, 2, 3, 5, 8, 13, 21, 34, 55].map(agreement).into();
    let pairs: Vec<(&String, &String)> = names.iter().zip(names.iter().skip(1)).collect();
    let years = [2003, 2009, 2014, 2019, 2024];
    let each = |list: Vec<String>| list.into_iter().map(|statement| vec![statement]).collect();
    let paths =
        |function, what| each(pairs.iter().map(|(from, to)| path(function, from, to, what)).collect());
    vec![
        ("Q1", each(names.iter().map(|name| meetings(name)).collect())),
        ("Q2", each(agreements.iter().map(|name| about(name)).collect())),
        ("Q3", each(numbers.iter().map(|number| beyond(&person(*number), year(*number, people))).collect())),
        ("Q4", paths("shortestPath", "length(p)")),
        ("Q5", paths("allShortestPaths", "count(*)")),
        ("Q6", each(years.map(busiest).into())),
        ("Q7", names[..5].iter().map(|name| reach(name)).collect()),
        ("Q8", each(years.map(|year| between_states(&(in_year(year) + " AND "))).into())),
        ("Q8all", each(vec![between_states("")])),
    ]
}
