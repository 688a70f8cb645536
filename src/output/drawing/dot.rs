//! The syntax of DOT: quoting, labels, dates.

use std::fmt::Write as _;

use crate::model::{PartialDate, Precision};
use crate::output::clean_line;

/// A quoted identifier or attribute; nothing in it can end the quotes.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", clean_line(text).replace('\\', "\\\\").replace('"', "\\\""))
}

/// Several lines as one quoted text with line breaks.
pub(super) fn quoted_lines(lines: &[String]) -> String {
    let lines: Vec<String> =
        lines.iter().map(|line| clean_line(line).replace('\\', "\\\\").replace('"', "\\\"")).collect();
    format!("\"{}\"", lines.join("\\n"))
}

/// Text inside an HTML-like label.
pub(super) fn html(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in clean_line(text).chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            _ => escaped.push(letter),
        }
    }
    escaped
}

/// The same, broken into lines of about `width` letters.
pub(super) fn wrapped(text: &str, width: usize) -> String {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let full = lines
            .last()
            .is_some_and(|line| !line.is_empty() && line.chars().count() + word.chars().count() >= width);
        if full {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines.iter().map(|line| html(line)).collect::<Vec<_>>().join("<BR/>")
}

/// `2025-08-11` as `11 Aug 2025`; what is no ISO date stays as it is.
pub(super) fn spoken(date: &str) -> String {
    let Ok(known) = date.parse::<PartialDate>() else { return date.to_owned() };
    let pattern = match known.precision() {
        Precision::Year => "%Y",
        Precision::Month => "%b %Y",
        Precision::Day => "%-d %b %Y",
    };
    known.first_day().format(pattern).to_string()
}

/// `one source` or `3 sources`.
pub(super) fn sources(count: usize) -> String {
    if count == 1 { "one source".to_owned() } else { format!("{count} sources") }
}

/// The start of every drawing: what it shows, then its defaults and its heading.
pub(super) fn open(
    out: &mut String,
    name: &str,
    comment: &[String],
    rankdir: &str,
    heading: &str,
    below: &str,
) {
    for line in comment {
        let _ = writeln!(out, "// {}", clean_line(line));
    }
    let _ = writeln!(out, "digraph {} {{", quoted(name));
    let _ = writeln!(
        out,
        "  graph [charset=\"UTF-8\", rankdir={rankdir}, newrank=true, splines=spline, outputorder=edgesfirst, \
         bgcolor=\"white\", nodesep=0.42, ranksep=1.05, pad=\"0.30,0.15\", fontname=\"Arial\", fontsize=11, \
         fontcolor=\"#1F2937\", labelloc=t, labeljust=l, tooltip=\" \","
    );
    let _ = writeln!(
        out,
        "         label=<<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"2\">\
         <TR><TD ALIGN=\"LEFT\"><FONT POINT-SIZE=\"19\"><B>{}</B></FONT></TD></TR>\
         <TR><TD ALIGN=\"LEFT\"><FONT POINT-SIZE=\"11\" COLOR=\"#6B7280\">{}</FONT></TD></TR></TABLE>>];",
        html(heading),
        html(below)
    );
    out.push_str(
        "  node [shape=box, style=\"filled,rounded\", penwidth=1.4, margin=\"0.17,0.10\", color=\"#374151\", \
         fillcolor=\"white\", fontname=\"Arial\", fontsize=12, fontcolor=\"#111827\"];\n",
    );
    out.push_str(
        "  edge [color=\"#4B5563\", penwidth=1.4, arrowsize=0.75, fontname=\"Arial\", fontsize=10, \
         fontcolor=\"#374151\"];\n",
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_can_break_out() {
        assert_eq!(quoted("a\"b\\"), r#""a\"b\\""#);
        assert_eq!(quoted("two\nlines\u{1b}"), "\"two lines\"");
        assert_eq!(html("<B>&\"x\""), "&lt;B&gt;&amp;&quot;x&quot;");
        assert_eq!(wrapped("Secretary of the Supreme Council", 20), "Secretary of the<BR/>Supreme Council");
    }

    #[test]
    fn a_date_is_as_sharp_as_it_was() {
        assert_eq!(spoken("2025-08-01"), "1 Aug 2025");
        assert_eq!(spoken("2025-08"), "Aug 2025");
        assert_eq!(spoken("2025"), "2025");
    }
}
