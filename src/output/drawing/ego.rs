//! One person in the middle, around him those he met, each line with how often and when.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::Caption;
use super::dot::{self, html, quoted, quoted_lines, spoken, wrapped};
use super::meeting::{below, comment, tooltip};
use super::palette::hue;
use super::scene::{Figure, Kind, Scene};

pub(super) fn write(scene: &Scene, caption: &Caption) -> String {
    let mut out = String::new();
    dot::open(
        &mut out,
        &caption.title,
        &comment(scene, caption, "ego"),
        "LR",
        &caption.title,
        &below(scene, caption),
    );
    let center = center(scene, caption);
    let met = meetings_with(scene, center);
    out.push_str("  layout=twopi; overlap=false;\n\n  // ---- nodes\n");
    for (at, figure) in scene.figures.iter().enumerate() {
        if at == center || met.contains_key(&at) {
            let _ = writeln!(out, "  {}", node(scene, figure, at == center));
        }
    }
    out.push_str("\n  // ---- edges\n");
    for (other, dates) in &met {
        let count = if dates.len() == 1 { String::new() } else { format!("{} times, ", dates.len()) };
        let last = dates.last().and_then(Option::as_deref).map_or_else(|| "undated".to_owned(), spoken);
        let lines: Vec<String> =
            dates.iter().map(|date| date.as_deref().map_or_else(|| "undated".to_owned(), spoken)).collect();
        let _ = writeln!(
            out,
            "  {} -> {} [dir=none, penwidth={}, label=<{}>, tooltip={}];",
            quoted(&scene.figures[center].id),
            quoted(&scene.figures[*other].id),
            1.0 + (dates.len() as f64).ln(),
            html(&format!("{count}{last}")),
            quoted_lines(&lines)
        );
    }
    out.push_str("}\n");
    out
}

/// The person asked about, else whoever was in most meetings.
fn center(scene: &Scene, caption: &Caption) -> usize {
    let named = caption.about.as_ref().and_then(|name| {
        scene.figures.iter().position(|figure| figure.kind == Kind::Person && figure.name == *name)
    });
    named.unwrap_or_else(|| {
        let busy = |at: usize| scene.deeds.iter().filter(|deed| deed.from == at).count();
        (0..scene.figures.len())
            .filter(|at| scene.figures[*at].kind == Kind::Person)
            .max_by_key(|at| (busy(*at), std::cmp::Reverse(*at)))
            .unwrap_or(0)
    })
}

/// Whom the centre met, with the sorted dates.
fn meetings_with(scene: &Scene, center: usize) -> BTreeMap<usize, Vec<Option<String>>> {
    let mut met: BTreeMap<usize, Vec<Option<String>>> = BTreeMap::new();
    for at in (0..scene.figures.len()).filter(|at| scene.figures[*at].kind == Kind::Meeting) {
        let guests = scene.guests(at);
        if guests.contains(&center) {
            for guest in guests.into_iter().filter(|guest| *guest != center) {
                met.entry(guest).or_default().push(scene.figures[at].date.clone());
            }
        }
    }
    met.values_mut().for_each(|dates| dates.sort());
    met
}

fn node(scene: &Scene, figure: &Figure, center: bool) -> String {
    let hue = hue(scene.state_place(figure));
    let mut label = format!("<B>{}</B>", html(&figure.name));
    let detail = [Some(figure.detail.clone()).filter(|text| !text.is_empty()), figure.state.clone()];
    let detail = detail.into_iter().flatten().collect::<Vec<_>>().join(", ");
    if !detail.is_empty() {
        let _ = write!(label, "<BR/><FONT POINT-SIZE=\"10\">{}</FONT>", wrapped(&detail, 26));
    }
    let look = if center {
        format!("root=true, penwidth=3, fillcolor=\"{}\"", hue.ground)
    } else {
        format!("fillcolor=\"{}\"", hue.ground)
    };
    let mut attributes = vec![look, format!("color=\"{}\"", hue.line), format!("label=<{label}>")];
    attributes.push(format!("tooltip={}", tooltip(figure)));
    attributes.extend(figure.url.as_ref().map(|url| format!("URL={}", quoted(url))));
    format!("{} [{}];", quoted(&figure.id), attributes.join(", "))
}
