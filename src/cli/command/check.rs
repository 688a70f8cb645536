//! `chancery check`: reads the whole store and its history, and holds the graph against its own rules.

use crate::cli::answer::counted;
use crate::cli::args::Global;
use crate::cli::console::Console;
use crate::cli::failure::{Failure, Outcome};
use crate::cli::place;
use crate::model::{EdgeId, Element, NodeId, PartialDate, Value};
use crate::session::{Report, Session};

/// The exit status of a damaged store.
pub const DAMAGED: u8 = 5;
/// So many faults are told one by one.
const TOLD: usize = 20;
/// Facts of the gazetteer's, which no sentence tells: what an office or a place belongs to.
const BY_THEMSELVES: [&str; 4] = ["OF", "PART_OF", "IN", "REPORTS"];

/// # Errors
/// Those of the store; status 5 where its file is damaged or a rule is broken.
pub fn run(global: &Global, console: &mut Console) -> Outcome {
    if global.articles.is_empty() {
        let path = place::named(global)?;
        let (sound, report) = Session::salvage(path)?;
        if tell_damage(&report, console) {
            let graph = sound.graph();
            let (nodes, edges) =
                (counted(graph.node_count(), "node"), counted(graph.edge_count(), "relationship"));
            let path = path.display();
            writeln!(
                console.out(),
                "{nodes} and {edges} are sound; chancery dump -s {path} > FILE brings them out, \
                 chancery restore -s NEW FILE makes a store of them"
            )?;
            console.flush()?;
            return Err(Failure::Status(DAMAGED));
        }
    }
    let mut session = place::for_reading(global, console)?;
    let batches = session.store_mut().log()?.len();
    // Taking back every batch reads all of the history.
    session.store_mut().as_of(i64::MIN)?;
    let faults = faults(&session);
    for fault in faults.iter().take(TOLD) {
        console.warn(fault);
    }
    if faults.len() > TOLD {
        console.warn(&format!("and {} more", faults.len() - TOLD));
    }
    let graph = session.graph();
    let (nodes, edges) = (counted(graph.node_count(), "node"), counted(graph.edge_count(), "relationship"));
    let verdict =
        if faults.is_empty() { "all of it holds".to_owned() } else { counted(faults.len(), "fault") };
    writeln!(
        console.out(),
        "{nodes}, {edges}, {}: {verdict}",
        counted(batches, "batch").replace("batchs", "batches")
    )?;
    console.flush()?;
    if faults.is_empty() { Ok(()) } else { Err(Failure::Status(DAMAGED)) }
}

/// Says what is damaged in a store's file, where, and what is lost by it; whether there was anything to say.
pub fn tell_damage(report: &Report, console: &mut Console) -> bool {
    for damage in &report.damage {
        console.warn(&format!("{damage} (affected: {})", damage.affects()));
    }
    if report.torn > 0 {
        let bytes = counted(report.torn as usize, "byte");
        console.note(&format!(
            "{bytes} at the end are of a batch that was never finished; the next writer cuts them"
        ));
    }
    !report.damage.is_empty()
}

/// What breaks a rule of the graph: facts without evidence, dates that are none.
fn faults(session: &Session) -> Vec<String> {
    let graph = session.graph();
    let meeting = graph.label("Meeting");
    let mut faults = Vec::new();
    for node in graph.nodes() {
        let needs = meeting.is_some_and(|label| graph.has_label(node, label));
        if needs && graph.evidence(Element::Node(node)).next().is_none() {
            faults.push(format!("node:{} is a meeting without evidence", node.0));
        }
        faults.extend(wrong_date(session, Element::Node(node)).map(|date| wrong_on("node", node.0, &date)));
    }
    for edge in graph.edges() {
        let known =
            graph.ends(edge).is_some_and(|(kind, _, _)| BY_THEMSELVES.contains(&&**graph.type_name(kind)));
        if !known && graph.evidence(Element::Edge(edge)).next().is_none() {
            faults.push(format!("edge:{} ({}) has no evidence", edge.0, described(session, edge)));
        }
        faults.extend(wrong_date(session, Element::Edge(edge)).map(|date| wrong_on("edge", edge.0, &date)));
    }
    faults
}

fn wrong_on(what: &str, number: u32, date: &str) -> String {
    format!("{what}:{number} has the date \"{date}\", which is none")
}

/// The date of an element of Chancery's own, where it is not as sharp as ISO dates come.
fn wrong_date(session: &Session, on: Element) -> Option<String> {
    let graph = session.graph();
    let precision = graph.key("precision")?;
    if graph.property(on, precision).is_null() {
        return None;
    }
    match graph.property(on, graph.key("date")?) {
        Value::String(text) if text.parse::<PartialDate>().is_err() => Some(text.to_string()),
        _ => None,
    }
}

fn described(session: &Session, edge: EdgeId) -> String {
    let graph = session.graph();
    let Some((kind, from, to)) = graph.ends(edge) else { return String::new() };
    let name = |node: NodeId| -> String {
        let named = graph.key("name").map(|key| graph.property(Element::Node(node), key));
        named.as_ref().and_then(Value::as_str).map_or_else(|| format!("node:{}", node.0), str::to_owned)
    };
    format!("{} {} {}", name(from), graph.type_name(kind), name(to))
}
