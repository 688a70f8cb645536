//! What was understood of one article: the shape that `chancery extract` prints and `load` accepts.
//!
//! Every fact points with `evidence` into the article's own list of sentences. Names are the
//! article's own; who is who across articles is the business of `resolve`.

use serde::{Deserialize, Serialize};

use crate::model::PartialDate;

#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct ArticleFacts {
    pub id: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    pub title: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<PartialDate>,
    #[serde(default)]
    pub people: Vec<PersonFact>,
    #[serde(default)]
    pub meetings: Vec<MeetingFact>,
    #[serde(default)]
    pub agreements: Vec<AgreementFact>,
    #[serde(default)]
    pub evidence: Vec<EvidenceFact>,
}

#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct PersonFact {
    /// The fullest form in the text, without honorifics.
    pub name: String,
    /// The other forms the text uses.
    #[serde(default)]
    pub aliases: Vec<String>,
    #[serde(default)]
    pub roles: Vec<RoleFact>,
}

#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct RoleFact {
    /// The office without its state: `Foreign Minister`.
    pub title: String,
    /// The state's English short name, or the organisation; absent where the text gives none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
    #[serde(default)]
    pub former: bool,
    /// Where the text says since or until when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<PartialDate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<PartialDate>,
    pub evidence: usize,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MeetingFact {
    /// Names out of the article's `people`.
    #[serde(default)]
    pub participants: Vec<String>,
    /// Parties known only by their office.
    #[serde(default)]
    pub unnamed: Vec<UnnamedRole>,
    /// States that met as such, by English short name.
    #[serde(default)]
    pub states: Vec<String>,
    #[serde(default)]
    pub organizations: Vec<String>,
    pub kind: MeetingKind,
    pub status: Status,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<PartialDate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub precision: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    #[serde(default)]
    pub about: Vec<String>,
    /// Names out of the article's `agreements`.
    #[serde(default)]
    pub agreements: Vec<String>,
    /// 0 to 1: how sure the extractor is that the meeting is as told here.
    pub confidence: f64,
    pub evidence: usize,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct UnnamedRole {
    pub role: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MeetingKind {
    Meeting,
    Call,
    Summit,
    Visit,
    Signing,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    Held,
    Planned,
    /// Denied, called off, or postponed with no new date.
    Denied,
}

#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct AgreementFact {
    pub name: String,
    #[serde(default)]
    pub aliases: Vec<String>,
    /// `agreement`, `treaty`, `mou`, `ceasefire`, `protocol`, `communique`, `declaration` or `deal`.
    pub kind: String,
    #[serde(default)]
    pub parties: Vec<String>,
    /// `signed`, `reaffirmed`, `discussed`, `implemented`, `proposed`, `ratified`, `violated` or `withdrawn`.
    pub action: String,
    /// Who did so, where it is not all parties: names out of `people`, or states.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub actors: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<PartialDate>,
    pub evidence: usize,
}

/// A sentence of the article; `start` and `end` are bytes of its text.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct EvidenceFact {
    pub sentence: usize,
    pub start: usize,
    pub end: usize,
    pub text: String,
}

impl MeetingKind {
    pub fn name(self) -> &'static str {
        match self {
            MeetingKind::Meeting => "meeting",
            MeetingKind::Call => "call",
            MeetingKind::Summit => "summit",
            MeetingKind::Visit => "visit",
            MeetingKind::Signing => "signing",
        }
    }
}

impl Status {
    pub fn name(self) -> &'static str {
        match self {
            Status::Held => "held",
            Status::Planned => "planned",
            Status::Denied => "denied",
        }
    }
}
