//! A card a meeting, downwards in time; people stand inside the cards, agreements beside them.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::Caption;
use super::dot::{self, html, quoted, quoted_lines, spoken, wrapped};
use super::meeting::{below, comment, tooltip};
use super::palette::hue;
use super::scene::{Kind, Scene};

pub(super) fn write(scene: &Scene, caption: &Caption) -> String {
    let mut out = String::new();
    let mut under = below(scene, caption);
    if caption.about.is_some() {
        under.push_str("  ·  underlined: the person asked about");
    }
    dot::open(&mut out, &caption.title, &comment(scene, caption, "timeline"), "TB", &caption.title, &under);
    let mut cards: Vec<usize> =
        (0..scene.figures.len()).filter(|at| scene.figures[*at].kind == Kind::Meeting).collect();
    let pacts: Vec<usize> =
        (0..scene.figures.len()).filter(|at| scene.figures[*at].kind == Kind::Agreement).collect();
    out.push_str("\n  // ---- nodes\n");
    for at in &cards {
        let figure = &scene.figures[*at];
        let mut attributes = vec![
            format!("shape=plain, group=\"cards\", label=<{}>", card(scene, *at, caption)),
            format!("tooltip={}", tooltip(figure)),
        ];
        attributes.extend(figure.url.as_ref().map(|url| format!("URL={}", quoted(url))));
        let _ = writeln!(out, "  {} [{}];", quoted(&figure.id), attributes.join(", "));
    }
    for at in &pacts {
        let figure = &scene.figures[*at];
        let _ = writeln!(
            out,
            "  {} [shape=note, style=filled, group=\"agreements\", label=<<FONT POINT-SIZE=\"9\" COLOR=\"#6B7280\">AGREEMENT</FONT><BR/><B>{}</B>>, tooltip={}];",
            quoted(&figure.id),
            wrapped(&figure.name, 28),
            tooltip(figure)
        );
    }
    cards.sort_by_key(|at| (scene.figures[*at].date.clone(), scene.figures[*at].id.clone()));
    out.push_str("\n  // ---- edges\n");
    for pair in cards.windows(2) {
        let _ = writeln!(
            out,
            "  {} -> {} [weight=100, arrowhead=none, color=\"#D1D5DB\", penwidth=3, class=\"time\"];",
            quoted(&scene.figures[pair[0]].id),
            quoted(&scene.figures[pair[1]].id)
        );
    }
    // A pact stands beside the first meeting that speaks of it.
    let mut beside: BTreeMap<usize, usize> = BTreeMap::new();
    for deed in scene.deeds.iter().filter(|deed| cards.contains(&deed.from) && pacts.contains(&deed.to)) {
        beside.entry(deed.to).or_insert(deed.from);
        let style = if deed.sources < 2 { ", style=dashed" } else { "" };
        let _ = writeln!(
            out,
            "  {} -> {} [constraint=false, label=<{}<BR/><FONT POINT-SIZE=\"4\"> </FONT>>, tooltip={}{style}];",
            quoted(&scene.figures[deed.from].id),
            quoted(&scene.figures[deed.to].id),
            html(&deed.verb),
            quoted_lines(&[dot::sources(deed.sources)])
        );
    }
    out.push_str("\n  // ---- layout\n");
    for (pact, card) in beside {
        let _ = writeln!(
            out,
            "  {{ rank=same; {}; {}; }}",
            quoted(&scene.figures[card].id),
            quoted(&scene.figures[pact].id)
        );
    }
    out.push_str("}\n");
    out
}

/// Date and place on a dark head; below, a column a state with its people.
fn card(scene: &Scene, at: usize, caption: &Caption) -> String {
    let figure = &scene.figures[at];
    let mut columns: BTreeMap<(usize, String), Vec<usize>> = BTreeMap::new();
    for guest in scene.guests(at) {
        let person = &scene.figures[guest];
        let place = scene.state_place(person).unwrap_or(usize::MAX);
        columns.entry((place, person.state.clone().unwrap_or_default())).or_default().push(guest);
    }
    let date = figure.date.as_deref().map_or_else(|| "undated".to_owned(), spoken);
    let place = figure.place.clone().unwrap_or_default();
    let width = 240 / columns.len().max(1);
    let mut label = format!(
        "<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" WIDTH=\"240\"><TR><TD COLSPAN=\"{}\" BGCOLOR=\"#1F2937\" \
         ALIGN=\"LEFT\" CELLPADDING=\"7\"><FONT COLOR=\"white\"><B>{}</B>   {}</FONT>  <FONT COLOR=\"#9CA3AF\" POINT-SIZE=\"9\">{}</FONT></TD></TR>",
        columns.len().max(1),
        html(&date),
        html(&place),
        html(&figure.manner)
    );
    if !columns.is_empty() {
        label.push_str("<TR>");
        for ((place, state), people) in &columns {
            let hue = hue((*place != usize::MAX).then_some(*place));
            let _ = write!(
                label,
                "<TD BGCOLOR=\"{}\" WIDTH=\"{width}\" ALIGN=\"LEFT\" BALIGN=\"LEFT\" VALIGN=\"TOP\" CELLPADDING=\"7\">\
                 <FONT POINT-SIZE=\"9\" COLOR=\"{}\"><B>{}</B></FONT>",
                hue.ground,
                hue.text,
                html(&if state.is_empty() { "–".to_owned() } else { state.to_uppercase() })
            );
            for person in people {
                let name = &scene.figures[*person].name;
                let shown = html(name);
                if caption.about.as_ref() == Some(name) {
                    let _ = write!(label, "<BR/><U><B>{shown}</B></U>");
                } else {
                    let _ = write!(label, "<BR/>{shown}");
                }
            }
            label.push_str("</TD>");
        }
        label.push_str("</TR>");
    }
    label.push_str("</TABLE>");
    label
}
