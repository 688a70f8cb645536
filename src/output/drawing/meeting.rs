//! People by state left and right, meetings and agreements in a column between them.

use std::fmt::Write as _;

use super::Caption;
use super::dot::{self, html, quoted, quoted_lines, spoken, wrapped};
use super::palette::hue;
use super::scene::{Deed, Figure, Kind, Scene};

pub(super) fn write(scene: &Scene, caption: &Caption) -> String {
    let mut out = String::new();
    dot::open(
        &mut out,
        &caption.title,
        &comment(scene, caption, "meeting"),
        "LR",
        &caption.title,
        &below(scene, caption),
    );
    out.push_str("\n  // ---- nodes\n");
    for figure in &scene.figures {
        let _ = writeln!(out, "  {}", node(scene, figure));
    }
    out.push_str("\n  // ---- edges\n");
    let right = right_side(scene);
    for deed in &scene.deeds {
        let _ = writeln!(out, "  {}", edge(scene, deed, &right));
    }
    layout(&mut out, scene);
    out.push_str("}\n");
    out
}

/// What stands on top of the file.
pub(super) fn comment(scene: &Scene, caption: &Caption, style: &str) -> Vec<String> {
    vec![
        caption.title.clone(),
        format!("query: {}", caption.query.replace('\n', " ")),
        format!(
            "as of: {}    {} nodes, {} edges, {} articles    style = {style}/1",
            caption.as_of.as_deref().unwrap_or("now"),
            scene.figures.len(),
            scene.deeds.len(),
            scene.articles
        ),
        "Nodes by id, then edges, one a line: a new fact is a one-line difference. Layout stands last."
            .to_owned(),
    ]
}

/// The line below the title: what is drawn, from how many articles, as of when.
pub(super) fn below(scene: &Scene, caption: &Caption) -> String {
    let mut parts = Vec::new();
    let counted = |count: usize, one: &str, many: &str| match count {
        0 => None,
        1 => Some(format!("1 {one}")),
        _ => Some(format!("{count} {many}")),
    };
    let count = |kind: Kind| scene.figures.iter().filter(|figure| figure.kind == kind).count();
    parts.extend(counted(count(Kind::Meeting), "meeting", "meetings"));
    parts.extend(counted(count(Kind::Agreement), "agreement", "agreements"));
    parts.extend(counted(count(Kind::Person), "person", "people"));
    parts.extend(counted(scene.articles, "article", "articles"));
    let mut dates: Vec<&String> = scene.meetings().filter_map(|meeting| meeting.date.as_ref()).collect();
    dates.sort();
    match dates.as_slice() {
        [] => {}
        [first, .., last] if first != last => parts.push(format!("{} to {}", spoken(first), spoken(last))),
        [first, ..] => parts.push(spoken(first)),
    }
    parts.extend(caption.as_of.as_ref().map(|day| format!("as of {}", spoken(day))));
    parts.join("  ·  ")
}

fn node(scene: &Scene, figure: &Figure) -> String {
    let mut attributes = Vec::new();
    let small =
        |text: &str, color: &str| format!("<FONT POINT-SIZE=\"9\" COLOR=\"{color}\">{text}</FONT><BR/>");
    match figure.kind {
        Kind::Person => {
            attributes.push(format!("color=\"{}\", width=2.3", hue(scene.state_place(figure)).line));
            if figure.former {
                attributes.push("style=\"filled,rounded,dotted\"".to_owned());
            }
            let mut label = format!("<B>{}</B>", html(&figure.name));
            if !figure.detail.is_empty() {
                let detail = wrapped(&figure.detail, 26);
                let _ = write!(label, "<BR/><FONT POINT-SIZE=\"10\" COLOR=\"#4B5563\">{detail}</FONT>");
            }
            attributes.push(format!("label=<{label}>"));
        }
        Kind::Meeting => {
            let what = if figure.manner.is_empty() { "meeting" } else { &figure.manner };
            let name = [figure.place.clone(), figure.date.as_deref().map(spoken)];
            let name = name.into_iter().flatten().collect::<Vec<_>>().join(", ");
            let name = if name.is_empty() { wrapped(&figure.name, 28) } else { html(&name) };
            attributes
                .push("style=filled, fillcolor=\"#1F2937\", color=\"#1F2937\", fontcolor=white".to_owned());
            attributes
                .push(format!("label=<{}<B>{name}</B>>", small(&html(&what.to_uppercase()), "#D1D5DB")));
        }
        Kind::Agreement => {
            let mut label = format!("{}<B>{}</B>", small("AGREEMENT", "#6B7280"), wrapped(&figure.name, 28));
            if !figure.detail.is_empty() {
                let _ = write!(
                    label,
                    "<BR/><FONT POINT-SIZE=\"10\" COLOR=\"#4B5563\">{}</FONT>",
                    html(&figure.detail)
                );
            }
            attributes.push(format!("shape=note, style=filled, label=<{label}>"));
        }
        Kind::State | Kind::Organization => {
            attributes.push(format!(
                "shape=ellipse, style=filled, color=\"{}\"",
                hue(scene.state_place(figure)).line
            ));
            attributes.push(format!("label=<<B>{}</B>>", wrapped(&figure.name, 26)));
        }
        Kind::Topic | Kind::Other => {
            attributes.push(format!("shape=plaintext, style=\"\", label=<{}>", wrapped(&figure.name, 28)));
        }
    }
    attributes.push(format!("tooltip={}", tooltip(figure)));
    attributes.extend(figure.url.as_ref().map(|url| format!("URL={}", quoted(url))));
    format!("{} [{}];", quoted(&figure.id), attributes.join(", "))
}

pub(super) fn tooltip(figure: &Figure) -> String {
    let mut lines = vec![figure.name.clone()];
    if !figure.aliases.is_empty() {
        lines.push(format!("also: {}", figure.aliases.join(", ")));
    }
    let office = [Some(figure.detail.clone()).filter(|text| !text.is_empty()), figure.state.clone()];
    lines.push(office.into_iter().flatten().collect::<Vec<_>>().join(", "));
    if figure.sources > 0 {
        lines.push(dot::sources(figure.sources));
    }
    lines.retain(|line| !line.is_empty());
    quoted_lines(&lines)
}

fn edge(scene: &Scene, deed: &Deed, right: &[String]) -> String {
    let (from, to) = (&scene.figures[deed.from], &scene.figures[deed.to]);
    let back = !is_event(from) && from.state.as_ref().is_some_and(|state| right.contains(state));
    let within = is_event(from) && is_event(to);
    let mut attributes = Vec::new();
    if back {
        attributes.push("dir=back".to_owned());
    }
    if deed.sources < 2 {
        attributes.push("style=dashed".to_owned());
    }
    let date =
        deed.date.as_deref().filter(|_| deed.verb != "attended").map(|date| format!(" {}", spoken(date)));
    let text = html(&format!("{}{}", deed.verb, date.unwrap_or_default()));
    attributes.push(if within {
        format!("label=<<TABLE BORDER=\"0\" CELLPADDING=\"0\" BGCOLOR=\"white\"><TR><TD> {text} </TD></TR></TABLE>>")
    } else {
        format!("label=<{text}<BR/><FONT POINT-SIZE=\"4\"> </FONT>>")
    });
    let mut lines = vec![dot::sources(deed.sources)];
    lines.extend(deed.articles.iter().cloned());
    attributes.push(format!("tooltip={}", quoted_lines(&lines)));
    let (first, second) = if back { (to, from) } else { (from, to) };
    format!("{} -> {} [{}];", quoted(&first.id), quoted(&second.id), attributes.join(", "))
}

fn is_event(figure: &Figure) -> bool {
    matches!(figure.kind, Kind::Meeting | Kind::Agreement | Kind::Topic)
}

/// The states whose people stand right of the events: every second one.
fn right_side(scene: &Scene) -> Vec<String> {
    scene.states.iter().skip(1).step_by(2).cloned().collect()
}

fn layout(out: &mut String, scene: &Scene) {
    out.push_str("\n  // ---- layout and legend\n  subgraph \"cluster_drawing\" {\n");
    let _ = writeln!(
        out,
        "    graph [peripheries=0, margin=10, labelloc=b, labeljust=l, tooltip=\" \", label=<{}>];",
        LEGEND
    );
    for (place, state) in scene.states.iter().enumerate() {
        let hue = hue(Some(place));
        let people = scene.figures.iter().filter(|figure| figure.state.as_ref() == Some(state));
        let people: String = people.map(|figure| format!(" {};", quoted(&figure.id))).collect();
        if people.is_empty() {
            continue;
        }
        let _ = writeln!(
            out,
            "    subgraph {} {{\n      graph [label=<<B>{}</B>>, labelloc=t, labeljust=l, style=\"filled,rounded\", \
             penwidth=0, margin=16, color=\"{}\", fontcolor=\"{}\", tooltip={}];\n     {people}\n    }}",
            quoted(&format!("cluster_state:{state}")),
            html(&state.to_uppercase()),
            hue.ground,
            hue.text,
            quoted(state)
        );
    }
    let homeless = scene.figures.iter().filter(|figure| figure.state.is_none() && !is_event(figure));
    for figure in homeless {
        let _ = writeln!(out, "    {};", quoted(&figure.id));
    }
    let events: String = scene
        .figures
        .iter()
        .filter(|figure| is_event(figure))
        .map(|figure| format!(" {};", quoted(&figure.id)))
        .collect();
    if !events.is_empty() {
        let _ = writeln!(out, "    subgraph \"column_events\" {{ graph [rank=same];{events} }}");
    }
    out.push_str("  }\n");
}

const LEGEND: &str = "<TABLE BORDER=\"0\" CELLSPACING=\"3\" CELLPADDING=\"3\"><TR>\
    <TD BORDER=\"1\" STYLE=\"ROUNDED\" COLOR=\"#374151\"><FONT POINT-SIZE=\"9\">person</FONT></TD>\
    <TD BGCOLOR=\"#1F2937\"><FONT POINT-SIZE=\"9\" COLOR=\"white\">meeting</FONT></TD>\
    <TD BORDER=\"1\" COLOR=\"#374151\"><FONT POINT-SIZE=\"9\">agreement</FONT></TD>\
    <TD><FONT POINT-SIZE=\"9\" COLOR=\"#6B7280\">    box colour: state      </FONT></TD>\
    <TD><FONT POINT-SIZE=\"9\" COLOR=\"#374151\">━━━  two or more sources      ╍╍╍  one source      ┄┄┄┄  no longer in office</FONT></TD>\
    </TR></TABLE>";
