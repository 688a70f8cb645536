//! A question with its names resolved, written as a Cypher statement with parameters.

use std::fmt::Write as _;

use crate::error::{Error, Result};
use crate::graph::Graph;
use crate::model::{Element, NodeId, Value};
use crate::query::Params;
use crate::verbs::grammar::{self, Asked, Clause, Kind};
use crate::verbs::names::{self, Found, Wanted};

/// A question in words as the engine runs it.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    pub cypher: String,
    pub params: Params,
    /// What was understood of the names, one line each, where it is more than the user wrote.
    pub notes: Vec<String>,
}

/// Compiles a question in words against the names of a graph.
///
/// # Errors
/// Where the words are no question, or a name leads to nothing or to several things.
pub fn compile(text: &str, graph: &Graph) -> Result<Question> {
    let asked = grammar::read(text, &|phrase| names::known(graph, phrase))?;
    let mut writer =
        Writer { graph, asked: &asked, cypher: String::new(), params: Params::new(), notes: Vec::new() };
    match asked.form.kind {
        Kind::Met => writer.met()?,
        Kind::WhenMet => writer.when_met()?,
        Kind::Timeline => writer.timeline()?,
        Kind::Path => writer.path()?,
        Kind::WhoIs => writer.who_is()?,
        Kind::WhoHeld => writer.who_held()?,
        Kind::WhatAbout => writer.what_about()?,
        Kind::Agreements => writer.agreements()?,
    }
    Ok(Question { cypher: writer.cypher, params: writer.params, notes: writer.notes })
}

/// What a row of meetings shows after its first columns.
const MEETING_COLUMNS: &str = "[(m)-[:HELD_IN]->(place) | place.name] AS place, \
    [(m)-[:ABOUT]->(t) | t.name] AS about, \
    size([(source:Article)-[:REPORTS]->(m) | source]) AS sources";

/// Edges that lead from one actor to another through what they did together.
const PATH_TYPES: &str = "ATTENDED|ABOUT|SIGNED|REAFFIRMED|RATIFIED|PROPOSED|IMPLEMENTED|VIOLATED|WITHDREW_FROM|DISCUSSED|PARTY_TO";

/// Steps a path may have where the question names no `max`.
const PATH_STEPS: u32 = 10;

struct Writer<'a> {
    graph: &'a Graph,
    asked: &'a Asked,
    cypher: String,
    params: Params,
    notes: Vec<String>,
}

impl Writer<'_> {
    fn met(&mut self) -> Result<()> {
        let who = self.name(&self.asked.first.clone(), Wanted::Party)?;
        self.side("a", &who, "who");
        self.line("MATCH (a)-[:ATTENDED]->(m:Meeting)<-[x:ATTENDED]-(b)");
        // A state or body that somebody spoke for was met in that person.
        let unspoken = "NOT EXISTS { MATCH (m)<-[:ATTENDED]-(:Person)-[:HOLDS]->(:Role)-[:OF]->(b) }";
        let mut conditions =
            vec!["m.status = 'held'".to_owned(), "NOT b IN side".to_owned(), unspoken.to_owned()];
        if let Some(phrase) = self.asked.phrase(Clause::And).cloned() {
            let also = self.name(&phrase, Wanted::Party)?;
            conditions.push(self.took_part(&also, "and"));
            conditions.push(self.is_not_of("b", &also, "and"));
        }
        if let Some(phrase) = self.asked.phrase(Clause::With).cloned() {
            let with = self.name(&phrase, Wanted::Party)?;
            conditions.push(self.took_part(&with, "with"));
        }
        if let Some(phrase) = self.asked.phrase(Clause::As).cloned() {
            self.set("as", phrase.text().to_lowercase());
            conditions.push("toLower(x.as) CONTAINS $as".to_owned());
        }
        self.meeting_conditions(&mut conditions)?;
        self.filter(&conditions);
        let _ = write!(
            self.cypher,
            "RETURN DISTINCT b.name AS who, x.as AS office, {}, {MEETING_COLUMNS}, m AS _meeting\nORDER BY date, who",
            self.date_column("m.date")?
        );
        Ok(())
    }

    fn when_met(&mut self) -> Result<()> {
        let first = self.name(&self.asked.first.clone(), Wanted::Party)?;
        let second = self.name(&self.asked.second.clone(), Wanted::Party)?;
        self.side("a", &first, "who");
        self.line("MATCH (a)-[:ATTENDED]->(m:Meeting)");
        let mut conditions = vec!["m.status = 'held'".to_owned(), self.took_part(&second, "with")];
        self.meeting_conditions(&mut conditions)?;
        self.filter(&conditions);
        let _ = write!(
            self.cypher,
            "RETURN DISTINCT {}, m.kind AS kind, {MEETING_COLUMNS}, m AS _meeting\nORDER BY date",
            self.date_column("m.date")?
        );
        Ok(())
    }

    fn timeline(&mut self) -> Result<()> {
        let phrase = self.asked.first.clone();
        match names::find(self.graph, &phrase, Wanted::Anything) {
            Ok(found) if matches!(&*found.label, "Person" | "State" | "Organization") => {
                self.note(&phrase.text(), &found);
                self.side("a", &found, "who");
                self.line("MATCH (a)-[e]->(x)");
                self.line("WITH a, e, x, coalesce(e.date, x.date, e.from, e.firstSeen) AS day");
                let mut conditions =
                    vec!["NOT type(e) IN ['OF', 'PART_OF']".to_owned(), "day IS NOT NULL".to_owned()];
                self.between("day", &mut conditions)?;
                self.filter(&conditions);
                let _ = write!(
                    self.cypher,
                    "RETURN {} , CASE type(e) WHEN 'ATTENDED' THEN x.kind + CASE x.status WHEN 'held' THEN '' ELSE ' (' + x.status + ')' END \
                     WHEN 'HOLDS' THEN 'seen as ' + x.title ELSE toLower(replace(type(e), '_', ' ')) + ' ' + x.name END AS what, \
                     [(x)<-[:ATTENDED]-(b) WHERE b <> a | b.name] AS with, [(x)-[:HELD_IN]->(place) | place.name] AS place, \
                     [(x)-[:ABOUT]->(t) | t.name] AS about, e AS _edge, x AS _what\nORDER BY date, what",
                    self.date_column("day")?
                );
                Ok(())
            }
            // A name that several bear is told, unless it is also the name of a topic.
            Err(error) => self.what_about().map_err(|none| match &error {
                Error::Name(name) if name.is_ambiguous() => error,
                _ => none,
            }),
            Ok(_) => self.what_about(),
        }
    }

    fn path(&mut self) -> Result<()> {
        let from = self.name(&self.asked.first.clone(), Wanted::Anything)?;
        let to = self.name(&self.asked.second.clone(), Wanted::Anything)?;
        self.one("a", &from, "from");
        self.one("b", &to, "to");
        let steps = self.asked.max()?.map_or(PATH_STEPS, |steps| steps.saturating_mul(2));
        let mut allowed = "all(n IN nodes(p) WHERE NOT n:Meeting OR n.status = 'held'".to_owned();
        if let Some(since) = self.asked.date(Clause::Since)? {
            self.set("since", since.to_string());
            allowed.push_str(" AND (n.date >= $since OR $since STARTS WITH n.date)");
        }
        allowed.push(')');
        let hops = |this: &mut Self, name: &str, from: &str, to: &str| {
            this.line(&format!("MATCH {name} = shortestPath(({from})-[:{PATH_TYPES}*1..{steps}]-({to}))"));
            this.line(&format!("WHERE {}", allowed.replace("nodes(p)", &format!("nodes({name})"))));
        };
        let parts = match self.asked.phrase(Clause::Via).cloned() {
            None => {
                hops(self, "p", "a", "b");
                "[p]"
            }
            Some(phrase) => {
                let via = self.name(&phrase, Wanted::Anything)?;
                self.one("v", &via, "via");
                hops(self, "p", "a", "v");
                hops(self, "q", "v", "b");
                "[p, q]"
            }
        };
        self.line(&format!("UNWIND {parts} AS part"));
        self.line("UNWIND range(0, length(part) - 1) AS i");
        self.line("WITH part, i, nodes(part)[i] AS x, relationships(part)[i] AS e, nodes(part)[i + 1] AS y");
        self.line(
            "RETURN x.name AS from, CASE WHEN startNode(e) = x THEN toLower(replace(type(e), '_', ' ')) \
             ELSE toLower(replace(type(e), '_', ' ')) + ' by' END AS link, y.name AS to, \
             coalesce(e.date, x.date, y.date) AS date, \
             size(reduce(seen = [], s IN evidence(e) | CASE WHEN s.article IN seen THEN seen ELSE seen + s.article END)) AS sources, \
             e AS _edge, part AS _path",
        );
        Ok(())
    }

    fn who_is(&mut self) -> Result<()> {
        let phrase = self.asked.first.clone();
        let found = self.name(&phrase, Wanted::Party)?;
        self.one("a", &found, "who");
        let mut conditions = Vec::new();
        if &*found.label == "Person" {
            self.line("MATCH (a)-[h:HOLDS]->(r:Role)");
        } else {
            self.line("MATCH (holder:Person)-[h:HOLDS]->(r:Role)-[:OF]->(a)");
        }
        self.held_on(&mut conditions)?;
        self.filter(&conditions);
        let first = if &*found.label == "Person" {
            "a.name AS name, a.aliases AS aliases"
        } else {
            "holder.name AS name"
        };
        self.office_rows(first);
        Ok(())
    }

    fn who_held(&mut self) -> Result<()> {
        let phrase = self.asked.first.clone();
        let titles = names::titles(self.graph, &phrase)?;
        self.params.insert("titles".into(), Value::from(titles));
        self.line("MATCH (holder:Person)-[h:HOLDS]->(r:Role)");
        let mut conditions = vec!["r.title IN $titles".to_owned()];
        if let Some(phrase) = self.asked.phrase(Clause::Of).cloned() {
            let of = self.name(&phrase, Wanted::Body)?;
            let pattern = self.pattern("", &of, "of");
            conditions.push(format!("(r)-[:OF]->{pattern}"));
        }
        self.held_on(&mut conditions)?;
        self.filter(&conditions);
        self.office_rows("holder.name AS name");
        Ok(())
    }

    fn office_rows(&mut self, first: &str) {
        let _ = write!(
            self.cypher,
            "RETURN {first}, r.title AS office, [(r)-[:OF]->(of) | of.name] AS of, \
             coalesce(h.from, h.firstSeen) AS since, coalesce(h.to, h.lastSeen) AS until, \
             CASE WHEN h.former THEN 'former' ELSE '' END AS note, h AS _holds\nORDER BY name, since, office"
        );
    }

    /// Holds the offices seen around a day: certain between first and last sight, else not excluded by
    /// what a text says of beginning and end.
    fn held_on(&mut self, conditions: &mut Vec<String>) -> Result<()> {
        let Some(day) = self.asked.date(Clause::On)? else { return Ok(()) };
        self.set("on", day.to_string());
        conditions.push(
            "(coalesce(h.from, h.firstSeen) <= $on OR coalesce(h.from, h.firstSeen) STARTS WITH $on)".into(),
        );
        conditions
            .push("(coalesce(h.to, h.lastSeen) >= $on OR $on STARTS WITH coalesce(h.to, h.lastSeen))".into());
        Ok(())
    }

    fn what_about(&mut self) -> Result<()> {
        let phrase = self.asked.first.clone();
        let topics = self.topics(&phrase)?;
        self.params.insert("about".into(), topics);
        self.line("MATCH (m:Meeting)-[about:ABOUT]->(t)");
        let mut conditions = vec!["t.name IN $about".to_owned()];
        self.between("m.date", &mut conditions)?;
        self.filter(&conditions);
        let _ = write!(
            self.cypher,
            "RETURN DISTINCT {}, m.kind AS kind, m.status AS status, [(m)<-[:ATTENDED]-(b) | b.name] AS who, \
             {MEETING_COLUMNS}, m AS _meeting\nORDER BY date, kind",
            self.date_column("m.date")?
        );
        Ok(())
    }

    fn agreements(&mut self) -> Result<()> {
        let first = self.name(&self.asked.first.clone(), Wanted::Body)?;
        let second = self.name(&self.asked.second.clone(), Wanted::Body)?;
        self.one("a", &first, "a");
        self.one("b", &second, "b");
        self.line("MATCH (a)-[:PARTY_TO]->(g:Agreement)<-[:PARTY_TO]-(b)");
        let mut conditions = Vec::new();
        self.between("g.date", &mut conditions)?;
        self.filter(&conditions);
        let _ = write!(
            self.cypher,
            "RETURN g.name AS agreement, g.kind AS kind, {}, \
             [(x)-[e]->(g) WHERE NOT type(e) IN ['PARTY_TO', 'REPORTS', 'ABOUT'] | \
             toLower(replace(type(e), '_', ' ')) + coalesce(' ' + e.date, '') + ' by ' + x.name] AS history, \
             size([(source:Article)-[:REPORTS]->(g) | source]) AS sources, g AS _agreement\nORDER BY date, agreement",
            self.date_column("g.date")?
        );
        Ok(())
    }

    /// Conditions of every question about meetings: topic, place, time.
    fn meeting_conditions(&mut self, conditions: &mut Vec<String>) -> Result<()> {
        if let Some(phrase) = self.asked.phrase(Clause::About).cloned() {
            let topics = self.topics(&phrase)?;
            self.params.insert("about".into(), topics);
            conditions.push("any(t IN [(m)-[:ABOUT]->(topic) | topic.name] WHERE t IN $about)".into());
        }
        if let Some(phrase) = self.asked.phrase(Clause::In).cloned() {
            let place = self.name(&phrase, Wanted::Place)?;
            let pattern = self.pattern("", &place, "place");
            conditions.push(match &*place.label {
                // A building is named with its town: "Niavaran Palace, Tehran" is in Tehran.
                "Place" => {
                    self.set("town", format!(", {}", place.name));
                    format!(
                        "((m)-[:HELD_IN]->{pattern} OR any(venue IN [(m)-[:HELD_IN]->(v) | v.name] \
                         WHERE venue ENDS WITH $town))"
                    )
                }
                _ => format!("((m)-[:HELD_IN]->(:Place)-[:IN]->{pattern})"),
            });
        }
        self.between("m.date", conditions)
    }

    /// `since` counts from the first day of its period, `until` to its last; a date that is less sharp
    /// than the bound stays in where it may fall into the range.
    fn between(&mut self, date: &str, conditions: &mut Vec<String>) -> Result<()> {
        if let Some(since) = self.asked.date(Clause::Since)? {
            self.set("since", since.to_string());
            conditions.push(format!("({date} >= $since OR $since STARTS WITH {date})"));
        }
        if let Some(until) = self.asked.date(Clause::Until)? {
            self.set("until", until.to_string());
            conditions.push(format!("({date} <= $until OR {date} STARTS WITH $until)"));
        }
        let meeting = !matches!(self.asked.form.kind, Kind::WhoIs | Kind::WhoHeld);
        if let Some(on) = self.asked.date(Clause::On)?.filter(|_| meeting) {
            self.set("on", on.to_string());
            conditions.push(format!("({date} STARTS WITH $on OR $on STARTS WITH {date})"));
        }
        Ok(())
    }

    /// The date, marked `~` where it is less sharp than a bound it may fall beyond.
    fn date_column(&self, date: &str) -> Result<String> {
        let bounds: Vec<&str> = [Clause::Since, Clause::Until, Clause::On]
            .into_iter()
            .filter(|clause| self.asked.phrase(*clause).is_some())
            .map(Clause::word)
            .collect();
        if bounds.is_empty() {
            return Ok(format!("{date} AS date"));
        }
        let unsure: Vec<_> = bounds
            .iter()
            .map(|bound| format!("(${bound} STARTS WITH {date} AND size({date}) < size(${bound}))"))
            .collect();
        Ok(format!("CASE WHEN {} THEN '~' + {date} ELSE {date} END AS date", unsure.join(" OR ")))
    }

    /// Binds `var` to everyone who speaks for a party: the person, or the state or body itself and all
    /// who hold its offices; `side` is the list of them.
    fn side(&mut self, var: &str, found: &Found, param: &str) {
        self.one("party", found, param);
        if &*found.label == "Person" {
            self.line(&format!("WITH party AS {var}, [party] AS side"));
        } else {
            self.line("OPTIONAL MATCH (party)<-[:OF]-(:Role)<-[:HOLDS]-(holder:Person)");
            self.line("WITH party, collect(DISTINCT holder) + [party] AS side");
            self.line(&format!("UNWIND side AS {var}"));
        }
    }

    fn one(&mut self, var: &str, found: &Found, param: &str) {
        let pattern = self.pattern(var, found, param);
        self.line(&format!("MATCH {pattern}"));
        if !found.unique {
            self.line(&format!("WHERE id({var}) = ${param}"));
        }
    }

    /// A node pattern that matches what was found.
    fn pattern(&mut self, var: &str, found: &Found, param: &str) -> String {
        if found.unique {
            self.set(param, found.name.to_string());
            format!("({var}:{} {{{}: ${param}}})", found.label, found.key)
        } else {
            self.params.insert(param.into(), Value::Integer(i64::from(found.node.0)));
            format!("({var}:{})", found.label)
        }
    }

    /// The condition that a party had somebody in meeting `m`.
    fn took_part(&mut self, found: &Found, param: &str) -> String {
        let same = self.same("y", found, param);
        if &*found.label == "Person" {
            format!("EXISTS {{ MATCH (m)<-[:ATTENDED]-(y:Person) WHERE {same} }}")
        } else {
            format!(
                "(EXISTS {{ MATCH (m)<-[:ATTENDED]-(y) WHERE {same} }} OR \
                 EXISTS {{ MATCH (m)<-[:ATTENDED]-(:Person)-[:HOLDS]->(:Role)-[:OF]->(y) WHERE {same} }})"
            )
        }
    }

    /// The condition that `var` is not the party and speaks not for it.
    fn is_not_of(&mut self, var: &str, found: &Found, param: &str) -> String {
        let same = self.same(var, found, param);
        if &*found.label == "Person" {
            format!("NOT {same}")
        } else {
            let office = self.same("y", found, param);
            format!(
                "NOT ({same}) AND NOT EXISTS {{ MATCH ({var})-[:HOLDS]->(:Role)-[:OF]->(y) WHERE {office} }}"
            )
        }
    }

    fn same(&mut self, var: &str, found: &Found, param: &str) -> String {
        if found.unique {
            self.set(param, found.name.to_string());
            format!("({var}:{} AND {var}.{} = ${param})", found.label, found.key)
        } else {
            self.params.insert(param.into(), Value::Integer(i64::from(found.node.0)));
            format!("id({var}) = ${param}")
        }
    }

    fn name(&mut self, phrase: &grammar::Phrase, wanted: Wanted) -> Result<Found> {
        let found = names::find(self.graph, phrase, wanted).map_err(|error| {
            names::unknown_word(self.graph, phrase, wanted, self.asked.form).unwrap_or(error)
        })?;
        self.note(&phrase.text(), &found);
        Ok(found)
    }

    /// The names of all topics and agreements that a phrase may mean.
    fn topics(&mut self, phrase: &grammar::Phrase) -> Result<Value> {
        let found = names::topics(self.graph, phrase)?;
        let said: Vec<String> = found.iter().map(|node| self.label_of(*node)).collect();
        self.notes.push(format!("\"{}\" is {}", phrase.text(), said.join("; ")));
        Ok(Value::from(said))
    }

    fn label_of(&self, node: NodeId) -> String {
        let name = self.graph.key("name").map(|key| self.graph.property(Element::Node(node), key));
        name.as_ref().and_then(Value::as_str).unwrap_or_default().to_owned()
    }

    fn note(&mut self, said: &str, found: &Found) {
        if said != &*found.name {
            let note = format!("\"{said}\" is {}", found.describe());
            if !self.notes.contains(&note) {
                self.notes.push(note);
            }
        }
    }

    fn set(&mut self, param: &str, value: impl Into<Value>) {
        self.params.insert(param.into(), value.into());
    }

    fn filter(&mut self, conditions: &[String]) {
        if !conditions.is_empty() {
            self.line(&format!("WHERE {}", conditions.join("\n  AND ")));
        }
    }

    fn line(&mut self, text: &str) {
        self.cypher.push_str(text);
        self.cypher.push('\n');
    }
}
