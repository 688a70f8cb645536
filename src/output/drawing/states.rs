//! States and how often their people met: one node a state, one line a pair.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::Caption;
use super::dot::{self, html, quoted, quoted_lines, spoken};
use super::meeting::{below, comment};
use super::palette::hue;
use super::scene::{Kind, Scene};

pub(super) fn write(scene: &Scene, caption: &Caption) -> String {
    let mut out = String::new();
    dot::open(
        &mut out,
        &caption.title,
        &comment(scene, caption, "states"),
        "LR",
        &caption.title,
        &below(scene, caption),
    );
    let pairs = pairs(scene);
    let drawn: BTreeSet<usize> = pairs.keys().flat_map(|(one, other)| [*one, *other]).collect();
    out.push_str("  layout=neato; overlap=false; sep=\"+24\";\n\n  // ---- nodes\n");
    for at in drawn {
        let (state, hue) = (&scene.states[at], hue(Some(at)));
        let people = scene.people().filter(|person| person.state.as_ref() == Some(state)).count();
        let _ = writeln!(
            out,
            "  {} [shape=ellipse, style=filled, color=\"{}\", fillcolor=\"{}\", label=<<B>{}</B><BR/><FONT POINT-SIZE=\"9\">{}</FONT>>, tooltip={}];",
            quoted(state),
            hue.line,
            hue.ground,
            html(state),
            if people == 1 { "1 person".to_owned() } else { format!("{people} people") },
            quoted(state)
        );
    }
    out.push_str("\n  // ---- edges\n");
    for ((one, other), dates) in &pairs {
        let lines: Vec<String> =
            dates.iter().map(|date| date.as_deref().map_or_else(|| "undated".to_owned(), spoken)).collect();
        let _ = writeln!(
            out,
            "  {} -> {} [dir=none, penwidth={:.1}, label=<{}>, tooltip={}];",
            quoted(&scene.states[*one]),
            quoted(&scene.states[*other]),
            1.0 + (dates.len() as f64).ln() * 1.5,
            dates.len(),
            quoted_lines(&lines)
        );
    }
    out.push_str("}\n");
    out
}

/// Meetings between two states, as places among the scene's states, with their sorted dates.
fn pairs(scene: &Scene) -> BTreeMap<(usize, usize), Vec<Option<String>>> {
    let mut pairs: BTreeMap<(usize, usize), Vec<Option<String>>> = BTreeMap::new();
    for at in (0..scene.figures.len()).filter(|at| scene.figures[*at].kind == Kind::Meeting) {
        let present: BTreeSet<usize> = scene
            .guests(at)
            .into_iter()
            .filter_map(|guest| scene.state_place(&scene.figures[guest]))
            .collect();
        for one in &present {
            for other in present.range(one + 1..) {
                pairs.entry((*one, *other)).or_default().push(scene.figures[at].date.clone());
            }
        }
    }
    pairs.values_mut().for_each(|dates| dates.sort());
    pairs
}
