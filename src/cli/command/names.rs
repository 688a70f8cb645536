//! `chancery names`: the names in the store, or what one leads to and why.

use crate::cli::answer::{self, View};
use crate::cli::args::{Global, Names};
use crate::cli::console::Console;
use crate::cli::engine::{self, Limits};
use crate::cli::failure::Outcome;
use crate::cli::place;
use crate::error::Error;
use crate::model::name::fold;
use crate::model::{Element, Value, Verdict};
use crate::query::{Answer, Params};
use crate::session::Session;
use crate::verbs::{self, Wanted};

const ALL: &str = "MATCH (n) WHERE n:Person OR n:State OR n:Organization OR n:Agreement OR n:Place OR n:Topic \
    RETURN labels(n)[0] AS kind, n.name AS name, n.aliases AS aliases, n AS _node ORDER BY kind, name";

/// # Errors
/// Those of the store; where nothing bears the name.
pub fn run(args: &Names, global: &Global, console: &mut Console) -> Outcome {
    let mut session = place::for_reading(global, console)?;
    if args.name.is_empty() {
        let found = all(&mut session)?;
        return answer::show(&found, ALL, View::default(), console);
    }
    let (found, notes) = named(&session, &args.name.join(" "))?;
    answer::show(&found, "", View::default(), console)?;
    for note in notes {
        console.note(&note);
    }
    Ok(())
}

/// Every name in the store.
///
/// # Errors
/// Those of the statement.
pub fn all(session: &mut Session) -> Outcome<Answer> {
    engine::execute(session, ALL, &Params::new(), &Limits::default())
}

/// All that a name may mean, and what was decided about it.
///
/// # Errors
/// Where nothing bears the name.
pub fn named(session: &Session, name: &str) -> Outcome<(Answer, Vec<String>)> {
    let graph = session.graph();
    let candidates = verbs::candidates(graph, name, Wanted::Anything);
    if candidates.is_empty() {
        verbs::resolve(graph, name, Wanted::Anything)?;
        return Err(Error::usage(format!("\"{name}\" leads to nothing")).into());
    }
    let aliases =
        |node| graph.key("aliases").map(|key| graph.property(Element::Node(node), key)).unwrap_or_default();
    let rows = candidates.iter().map(|found| {
        vec![
            Value::from(&*found.label),
            Value::String(found.name.clone()),
            Value::from(found.known_as.as_str()),
            aliases(found.node),
        ]
    });
    let rows: Vec<Vec<Value>> = rows.collect();
    let mut forms: Vec<String> = Vec::new();
    for row in &rows {
        forms.extend(row[1].as_str().map(fold));
        if let Value::List(list) = &row[3] {
            forms.extend(list.iter().filter_map(Value::as_str).map(fold));
        }
    }
    Ok((answer::rows_of(&["kind", "name", "known as", "aliases"], rows), decisions(session, &forms)))
}

/// What was decided about any of these names, one line a decision.
fn decisions(session: &Session, forms: &[String]) -> Vec<String> {
    let name = |key: &str| key.rsplit_once('#').map_or(key, |(_, name)| name).to_owned();
    let about = session.graph().decisions().filter(|decision| {
        [&decision.left, &decision.right].into_iter().any(|key| forms.contains(&fold(&name(key))))
    });
    about
        .map(|decision| {
            let verdict = match decision.verdict {
                Verdict::Same => "is the same as",
                Verdict::Different => "is not",
                Verdict::Accepted => "is accepted",
                Verdict::Rejected => "is rejected",
                Verdict::Uncertain => "may be",
            };
            let by = if decision.by_hand { ", by hand" } else { "" };
            let reasons = decision.reasons.join("; ");
            let said = format!("{} {verdict} {}", name(&decision.left), name(&decision.right));
            format!("{} ({:.2}{by}): {reasons}", said.trim_end(), decision.score)
        })
        .collect()
}
