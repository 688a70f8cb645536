//! Drawings of what an answer mentions, as Graphviz DOT.
//!
//! `scene` sorts an answer into what is drawn, one file a layout writes it, `dot` knows the syntax. Facts
//! stand first, one a line and sorted, so that a new fact is a one-line change; clusters and legend stand
//! last, since many readers skip subgraphs.

mod dot;
mod ego;
mod meeting;
mod palette;
mod scene;
mod states;
mod timeline;

use std::str::FromStr;

use crate::query::Answer;

pub use scene::Scene;

/// How a drawing is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// People by state on both sides, meetings and agreements between them.
    Meeting,
    /// A card a meeting, downwards in time, agreements beside them.
    Timeline,
    /// One person in the middle, whom he met around him.
    Ego,
    /// States and how often their people met.
    States,
}

/// What a drawing is headed with.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Caption {
    pub title: String,
    /// The statement, for the comment on top of the file.
    pub query: String,
    /// ISO; none: as known now.
    pub as_of: Option<String>,
    /// Whom the question was about, by name.
    pub about: Option<String>,
}

impl Style {
    pub const NAMES: [&'static str; 4] = ["meeting", "timeline", "ego", "states"];

    /// The layout that suits a scene: cards for several meetings of few states, else the columns.
    pub fn of(scene: &Scene, caption: &Caption) -> Self {
        match (scene.meetings().count(), scene.people().count()) {
            (0 | 1, _) => Style::Meeting,
            (2..=12, _) => Style::Timeline,
            (_, people) if caption.about.is_some() && people > 2 => Style::Ego,
            _ => Style::States,
        }
    }
}

impl FromStr for Style {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        Ok(match name {
            "meeting" => Style::Meeting,
            "timeline" => Style::Timeline,
            "ego" => Style::Ego,
            "states" => Style::States,
            _ => return Err(format!("there is no layout {name}; there are {}", Style::NAMES.join(", "))),
        })
    }
}

/// Draws what an answer mentions. Persons' offices and states, meetings' places and participants are
/// drawn where the answer holds them.
pub fn draw(answer: &Answer, style: Option<Style>, caption: &Caption) -> String {
    let scene = Scene::of(answer);
    match style.unwrap_or_else(|| Style::of(&scene, caption)) {
        Style::Meeting => meeting::write(&scene, caption),
        Style::Timeline => timeline::write(&scene, caption),
        Style::Ego => ego::write(&scene, caption),
        Style::States => states::write(&scene, caption),
    }
}
