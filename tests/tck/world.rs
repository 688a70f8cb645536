//! What a scenario happens in: a graph, parameters, procedures, and the outcome of the last statement.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chancery::error::{Error, Phase};
use chancery::graph::Graph;
use chancery::model::{Element, Value};
use chancery::query::procedures::Procedure;
use chancery::query::types::Types;
use chancery::query::value::equivalent;
use chancery::query::{Access, Answer, Options, Params, run};
use chancery::session::statements::split;

use crate::literal::Literal;
use crate::scenario::{Case, CaseStep};

pub struct World {
    root: PathBuf,
    graph: Graph,
    params: Params,
    options: Options,
    outcome: Option<Result<Answer, Error>>,
    /// The graph before the statement and after it.
    before: Observed,
    after: Observed,
}

/// What the TCK counts of a graph.
#[derive(Debug, Default, Clone, PartialEq)]
struct Observed {
    nodes: BTreeSet<u32>,
    relationships: BTreeSet<u32>,
    labels: BTreeSet<String>,
    properties: BTreeSet<(Element, String, String)>,
}

impl World {
    pub fn new(root: &Path) -> Self {
        World {
            root: root.to_owned(),
            graph: Graph::new(),
            params: Params::new(),
            options: Options::default(),
            outcome: None,
            before: Observed::default(),
            after: Observed::default(),
        }
    }

    pub fn run(mut self, case: &Case) -> Result<(), String> {
        let step_by_step = std::panic::AssertUnwindSafe(|| {
            for step in &case.steps {
                self.step(step).map_err(|reason| format!("{}\n{reason}", step.text))?;
            }
            Ok(())
        });
        std::panic::catch_unwind(step_by_step).unwrap_or_else(|_| Err("it panicked".to_owned()))
    }

    fn step(&mut self, step: &CaseStep) -> Result<(), String> {
        let text = step.text.trim_end_matches(':').trim();
        match text {
            "an empty graph" | "any graph" => Ok(()),
            "having executed" => self.prepare(step.docstring.as_deref().unwrap_or("")),
            "parameters are" | "parameter values are" => {
                for row in &step.table {
                    self.params.insert(row[0].clone(), Literal::parse(&row[1]).value());
                }
                Ok(())
            }
            "executing query" | "executing control query" => {
                self.execute(step.docstring.as_deref().unwrap_or(""));
                Ok(())
            }
            "the result should be empty" => self.rows(&[], false, false),
            "the result should be, in any order" => self.rows(&step.table, false, false),
            "the result should be, in order" => self.rows(&step.table, true, false),
            "the result should be (ignoring element order for lists)" => self.rows(&step.table, false, true),
            "the result should be, in order (ignoring element order for lists)" => {
                self.rows(&step.table, true, true)
            }
            "no side effects" => self.side_effects(&[]),
            "the side effects should be" => self.side_effects(&step.table),
            _ if text.starts_with("there exists a procedure") => self.procedure(text, &step.table),
            _ if text.contains("should be raised at") => self.error(text),
            _ => match text.strip_prefix("the ").and_then(|text| text.strip_suffix(" graph")) {
                Some(name) => self.named_graph(name),
                None => Err("this step is unknown".to_owned()),
            },
        }
    }

    fn prepare(&mut self, text: &str) -> Result<(), String> {
        run(text, &self.params, Access::Write(&mut self.graph), &self.options)
            .map(|_| ())
            .map_err(|error| format!("preparing: {error:?}"))
    }

    fn named_graph(&mut self, name: &str) -> Result<(), String> {
        let file = self.root.join("../graphs").join(name).join(format!("{name}.cypher"));
        let text = std::fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        split(&text).spans.into_iter().try_for_each(|span| self.prepare(span.of(&text)))
    }

    fn execute(&mut self, text: &str) {
        self.before = self.observe();
        let outcome = run(text, &self.params, Access::Write(&mut self.graph), &self.options);
        self.outcome = Some(outcome);
        self.after = self.observe();
    }

    fn observe(&self) -> Observed {
        let graph = &self.graph;
        let mut seen = Observed::default();
        let mut elements = Vec::new();
        for id in graph.nodes() {
            seen.nodes.insert(id.0);
            seen.labels.extend(graph.labels_of(id).map(|label| graph.label_name(label).to_string()));
            elements.push(Element::Node(id));
        }
        for id in graph.edges() {
            seen.relationships.insert(id.0);
            elements.push(Element::Edge(id));
        }
        for element in elements {
            for (key, value) in graph.properties(element) {
                let value = Literal::of(&value, &Answer::default()).canonical(false);
                seen.properties.insert((element, graph.key_name(key).to_string(), value));
            }
        }
        seen
    }

    fn answer(&self) -> Result<&Answer, String> {
        match &self.outcome {
            Some(Ok(answer)) => Ok(answer),
            Some(Err(Error::Input(input))) => Err(format!("failed: {} ({:?})", input.message, input.code)),
            Some(Err(error)) => Err(format!("failed: {error}")),
            None => Err("nothing was executed".to_owned()),
        }
    }

    fn rows(&self, table: &[Vec<String>], ordered: bool, loose: bool) -> Result<(), String> {
        let answer = self.answer()?;
        let (header, body) = match table.split_first() {
            Some((header, body)) => (header.clone(), body),
            None => (answer.columns.iter().map(|name| name.to_string()).collect(), table),
        };
        let columns: BTreeSet<&str> = answer.columns.iter().map(|name| &**name).collect();
        if columns != header.iter().map(String::as_str).collect() {
            return Err(format!("columns {:?} instead of {header:?}", answer.columns));
        }
        let mut found: Vec<String> = answer
            .rows
            .iter()
            .map(|row| {
                let cell = |name: &String| {
                    let place =
                        answer.columns.iter().position(|column| **column == **name).expect("a column");
                    Literal::of(&row[place], answer).canonical(loose)
                };
                header.iter().map(cell).collect::<Vec<_>>().join(" | ")
            })
            .collect();
        let expected = body.iter().map(|row| {
            let cells = row.iter().map(|cell| Literal::parse(cell).canonical(loose));
            cells.collect::<Vec<_>>().join(" | ")
        });
        let mut expected: Vec<String> = expected.collect();
        if !ordered {
            found.sort();
            expected.sort();
        }
        if found == expected {
            return Ok(());
        }
        Err(format!("found\n  {}\ninstead of\n  {}", found.join("\n  "), expected.join("\n  ")))
    }

    fn side_effects(&self, table: &[Vec<String>]) -> Result<(), String> {
        fn difference<T: Ord>(left: &BTreeSet<T>, right: &BTreeSet<T>) -> usize {
            left.difference(right).count()
        }
        let (old, new) = (&self.before, &self.after);
        let found = BTreeMap::from([
            ("+nodes", difference(&new.nodes, &old.nodes)),
            ("-nodes", difference(&old.nodes, &new.nodes)),
            ("+relationships", difference(&new.relationships, &old.relationships)),
            ("-relationships", difference(&old.relationships, &new.relationships)),
            ("+labels", difference(&new.labels, &old.labels)),
            ("-labels", difference(&old.labels, &new.labels)),
            ("+properties", difference(&new.properties, &old.properties)),
            ("-properties", difference(&old.properties, &new.properties)),
        ]);
        let mut expected: BTreeMap<&str, usize> = found.keys().map(|name| (*name, 0)).collect();
        for row in table {
            expected.insert(&row[0], row[1].parse().expect("a count"));
        }
        if found == expected { Ok(()) } else { Err(format!("found {found:?}\ninstead of {expected:?}")) }
    }

    fn error(&self, text: &str) -> Result<(), String> {
        let (kind, rest) = text.split_once(" should be raised at ").expect("an error step");
        let kind = kind.trim_start_matches("an ").trim_start_matches("a ");
        let (phase, detail) = rest.split_once(": ").expect("a phase and a detail");
        if self.before != self.after {
            return Err("a statement that fails has changed the graph".to_owned());
        }
        let input = match &self.outcome {
            Some(Err(Error::Input(input))) => input,
            Some(Ok(answer)) => return Err(format!("no error, but {} rows", answer.rows.len())),
            other => return Err(format!("no error of the statement, but {other:?}")),
        };
        let found = match input.code.phase {
            Phase::Compile => "compile time",
            Phase::Runtime => "runtime",
        };
        let fits = input.code.kind == kind
            && (phase == "any time" || phase == found)
            && (detail == "*" || detail == input.code.detail);
        if fits {
            return Ok(());
        }
        Err(format!("{} at {found}: {} ({})", input.code.kind, input.code.detail, input.message))
    }

    /// `there exists a procedure test.my.proc(in :: INTEGER?) :: (out :: STRING?)` with a table of what
    /// it gives for what.
    fn procedure(&mut self, text: &str, table: &[Vec<String>]) -> Result<(), String> {
        let signature = text.trim_start_matches("there exists a procedure").trim();
        let (name, rest) = signature.split_once('(').ok_or("a signature")?;
        let (takes, gives) = rest.split_once(") :: (").ok_or("a signature")?;
        let takes = fields(takes);
        let gives = fields(gives.trim_end().trim_end_matches(')'));
        let inputs = takes.len();
        let rows: Vec<Vec<Value>> = table
            .iter()
            .skip(1)
            .map(|row| row.iter().map(|cell| Literal::parse(cell).value()).collect())
            .collect();
        let body = move |_: &Graph, arguments: &[Value], _: &chancery::query::Stop| {
            let fitting = rows.iter().filter(|row| row.iter().zip(arguments).all(|(l, r)| equivalent(l, r)));
            Ok(fitting.map(|row| row[inputs..].to_vec()).collect())
        };
        let name = name.trim().to_owned();
        self.options.procedures.add(Procedure {
            name,
            takes,
            optional: 0,
            gives,
            doc: "",
            body: Arc::new(body),
        });
        Ok(())
    }
}

fn fields(list: &str) -> Vec<(String, Types)> {
    let fields = list.split(',').filter(|field| !field.trim().is_empty());
    let typed = fields.map(|field| {
        let (name, kind) = field.split_once("::").expect("a field with a type");
        let types = match kind.trim().trim_end_matches('?') {
            "INTEGER" => Types::INTEGER,
            "FLOAT" | "NUMBER" => Types::NUMBER,
            "STRING" => Types::STRING,
            "BOOLEAN" => Types::BOOLEAN,
            _ => Types::ANY,
        };
        (name.trim().to_owned(), types)
    });
    typed.collect()
}
