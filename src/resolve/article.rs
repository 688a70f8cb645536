//! One article's facts, written into the graph.

use std::collections::{BTreeSet, HashMap};

use super::draft::{End, stored, stored_list};
use super::identity::{Judgement, judge};
use super::meetings::Telling;
use super::people::{Office, Profile};
use super::world::World;
use super::{Outcome, agreements};
use crate::error::Result;
use crate::graph::{Change, Direction, Evidence};
use crate::model::name::fold;
use crate::model::{
    AgreementFact, ArticleFacts, Decision, MeetingFact, NodeId, PartialDate, PersonFact, Value, Verdict,
};

/// Below this, a fact is put up for review.
const DOUBTFUL: f64 = 0.5;

/// An article in the middle of being written.
pub(super) struct Source<'a> {
    pub(super) node: NodeId,
    pub(super) facts: &'a ArticleFacts,
    /// Who each name of the article is.
    people: HashMap<String, NodeId>,
    /// Which agreement each name of the article is.
    agreements: HashMap<String, NodeId>,
}

impl Source<'_> {
    fn evidence(&self, number: usize) -> Evidence {
        Evidence::Sentence { article: self.node, sentence: number as u32 }
    }

    /// The key of a mention, which stays the same when the article is read again.
    pub(super) fn key(&self, name: &str) -> String {
        format!("{}#{name}", self.facts.id)
    }
}

impl World {
    /// Writes one article; see [`super::Resolver::add`].
    pub(super) fn take_in(&mut self, facts: &ArticleFacts) -> Result<Outcome> {
        let digest = digest(facts);
        let by_url = facts.url.as_ref().and_then(|url| self.articles.get(url));
        let before = self.articles.get(&facts.id).or(by_url).copied();
        let (node, outcome) = match before {
            Some(node) if self.draft.text(node, "digest").as_deref() == Some(&digest) => {
                return Ok(Outcome::Known);
            }
            Some(node) => {
                self.retract(node)?;
                (node, Outcome::Changed)
            }
            None => (self.draft.create("Article", Vec::new())?, Outcome::New),
        };
        self.write_head(node, facts, &digest)?;
        let mut source = Source { node, facts, people: HashMap::new(), agreements: HashMap::new() };
        self.write_people(&mut source)?;
        for fact in &facts.agreements {
            self.write_agreement(&mut source, fact)?;
        }
        for fact in &facts.meetings {
            self.write_meeting(&mut source, fact)?;
        }
        self.meetings.close_article();
        Ok(outcome)
    }

    fn write_head(&mut self, node: NodeId, facts: &ArticleFacts, digest: &str) -> Result<()> {
        for (key, value) in [
            ("id", facts.id.as_str().into()),
            ("title", facts.title.as_str().into()),
            ("url", facts.url.as_deref().into()),
            ("publisher", facts.publisher.as_deref().into()),
            ("published", stored(facts.published)),
            ("loaded", moment(self.at)),
            ("digest", digest.into()),
        ] {
            self.draft.set(node, key, value)?;
        }
        for sentence in &facts.evidence {
            self.draft.change(Change::AddSentence {
                article: node,
                start: sentence.start as u64,
                end: sentence.end as u64,
                text: sentence.text.as_str().into(),
            })?;
        }
        self.articles.insert(facts.id.clone(), node);
        if let Some(url) = &facts.url {
            self.articles.insert(url.clone(), node);
        }
        Ok(())
    }

    // People and their offices.

    /// Full names first, so that a lone surname finds them.
    fn write_people(&mut self, source: &mut Source<'_>) -> Result<()> {
        let mut people: Vec<&PersonFact> = source.facts.people.iter().collect();
        people.sort_by_key(|person| std::cmp::Reverse(person.name.split_whitespace().count().min(2)));
        for person in people {
            self.write_person(source, person)?;
        }
        Ok(())
    }

    fn write_person(&mut self, source: &mut Source<'_>, fact: &PersonFact) -> Result<NodeId> {
        let mention = self.mention(source.facts, fact);
        let person = self.identify(source, fact, &mention)?;
        self.people.enrich(person, &mention);
        let spellings = std::iter::once(&fact.name).chain(&fact.aliases);
        let telling = vec![("as", stored_list(spellings))];
        let report = self.draft.connect(source.node, "REPORTS", person, telling, End::From)?;
        self.draft.touch(person.into());
        self.draft.set(report, "published", stored(source.facts.published))?;
        for name in std::iter::once(&fact.name).chain(&fact.aliases) {
            source.people.entry(fold(name)).or_insert(person);
        }
        // Since and until when, by office: kept here, so that they go with the article.
        let mut terms = Vec::new();
        for role in &fact.roles {
            let evidence = source.evidence(role.evidence);
            let of = role.of.clone().or_else(|| self.told_elsewhere(person, &role.title));
            let office = self.role(&role.title, of.as_deref(), evidence)?;
            let telling = vec![("former", if role.former { true.into() } else { Value::Null })];
            let holds = self.draft.connect(person, "HOLDS", office, telling, End::To)?;
            self.draft.support(holds, evidence)?;
            self.draft.support(report, evidence)?;
            if role.from.is_some() || role.to.is_some() {
                let day = |date: Option<PartialDate>| date.map(|date| date.to_string()).unwrap_or_default();
                terms.push(format!("{}: {}..{}", self.office_name(office), day(role.from), day(role.to)));
            }
        }
        self.draft.set(report, "terms", stored_list(terms))?;
        Ok(person)
    }

    /// Whose office a title without state or body is, where other tellings name one, and only one.
    fn told_elsewhere(&self, person: NodeId, title: &str) -> Option<String> {
        let key = super::office::key(title);
        let offices = self.people.profile(person).into_iter().flat_map(|profile| &profile.offices);
        let same = offices.filter(|office| office.key == key);
        let bodies: BTreeSet<&String> = same.filter_map(|office| office.of.as_ref()).collect();
        match bodies.len() {
            1 => bodies.first().map(ToString::to_string),
            _ => None,
        }
    }

    fn mention(&self, facts: &ArticleFacts, fact: &PersonFact) -> Profile {
        let mut mention = Profile { shown: fact.name.clone(), ..Profile::default() };
        mention.add_spelling(&fact.name);
        fact.aliases.iter().for_each(|alias| mention.add_spelling(alias));
        for role in &fact.roles {
            let mut office = Office::of(&role.title, role.of.as_deref(), &self.known);
            office.former = role.former;
            office.seen = facts.published.map(|day| (day.first_day(), day.last_day()));
            mention.add_office(office);
        }
        mention
    }

    /// Who a mention is: someone known, or a new node.
    fn identify(&mut self, source: &Source<'_>, fact: &PersonFact, mention: &Profile) -> Result<NodeId> {
        let key = source.key(&fact.name);
        let (same, different) = self.decided_by_hand(&key);
        if let Some(person) = same {
            return Ok(person);
        }
        let mut judged = self.judged(mention, &self.people.namesakes(mention), &different);
        if judged.iter().all(|(_, judgement)| judgement.verdict != Verdict::Same) {
            judged = self.judged(mention, &self.people.candidates(mention), &different);
        }
        let mut fitting = judged.iter().filter(|(_, judgement)| judgement.verdict == Verdict::Same);
        let best = match (fitting.next(), fitting.next()) {
            (Some(best), Some(next)) if best.1.score - next.1.score < 0.02 => None,
            (Some(best), _) => Some(best.clone()),
            _ => None,
        };
        if let Some((person, judgement)) = best {
            self.note_same(source, fact, person, judgement)?;
            return Ok(person);
        }
        let person = self.draft.create("Person", vec![("name", fact.name.as_str().into())])?;
        for (other, judgement) in judged.into_iter().take(3) {
            let Some(right) = self.mention_of(other) else { continue };
            self.decide(
                &source.facts.id,
                Decision {
                    left: key.clone(),
                    right,
                    verdict: Verdict::Uncertain,
                    score: judgement.score,
                    reasons: judgement.reasons,
                    by_hand: false,
                },
            )?;
        }
        Ok(person)
    }

    /// Those of the candidates that the mention may be, the likeliest first.
    fn judged(
        &self,
        mention: &Profile,
        candidates: &[NodeId],
        different: &BTreeSet<NodeId>,
    ) -> Vec<(NodeId, Judgement)> {
        let mut judged: Vec<(NodeId, Judgement)> = Vec::new();
        for candidate in candidates.iter().filter(|candidate| !different.contains(candidate)) {
            let Some(profile) = self.people.profile(*candidate) else { continue };
            let judgement = judge(mention, profile);
            if judgement.verdict != Verdict::Different {
                judged.push((*candidate, judgement));
            }
        }
        judged.sort_by(|a, b| b.1.score.total_cmp(&a.1.score).then(a.0.cmp(&b.0)));
        judged
    }

    /// Records why a spelling that the person did not have yet is theirs.
    fn note_same(
        &mut self,
        source: &Source<'_>,
        fact: &PersonFact,
        person: NodeId,
        judgement: Judgement,
    ) -> Result<()> {
        let folded = fold(&fact.name);
        let known = self.people.profile(person);
        if known.is_some_and(|profile| profile.spellings.iter().any(|(spelling, _)| *spelling == folded)) {
            return Ok(());
        }
        let Some(right) = self.mention_of(person) else { return Ok(()) };
        let decision = Decision {
            left: source.key(&fact.name),
            right,
            verdict: Verdict::Same,
            score: judgement.score,
            reasons: judgement.reasons,
            by_hand: false,
        };
        self.decide(&source.facts.id, decision)
    }

    // Agreements.

    fn write_agreement(&mut self, source: &mut Source<'_>, fact: &AgreementFact) -> Result<()> {
        let evidence = source.evidence(fact.evidence);
        let telling = agreements::Telling::of(fact, source.facts.published, &self.known);
        let key = source.key(&fact.name);
        let (same, different) = self.decided_by_hand(&key);
        let (agreement, doubts) = match (same, self.agreements.find(&telling, &different)) {
            (Some(agreement), _) => (agreement, Vec::new()),
            (None, agreements::Found::One(agreement)) => (agreement, Vec::new()),
            (None, agreements::Found::None(doubts)) => {
                let name = ("name", fact.name.as_str().into());
                (self.draft.create("Agreement", vec![name])?, doubts)
            }
        };
        for (other, score, reasons) in doubts {
            self.doubt(source, key.clone(), Some(other), score, reasons)?;
        }
        self.agreements.add(agreement, telling);
        let names = std::iter::once(&fact.name).chain(&fact.aliases);
        for name in names.clone() {
            source.agreements.insert(fold(name), agreement);
        }
        let telling = vec![
            ("as", stored_list(names)),
            ("kind", fact.kind.as_str().into()),
            ("date", stored(fact.date)),
        ];
        let report = self.draft.connect(source.node, "REPORTS", agreement, telling, End::From)?;
        self.draft.set(report, "published", stored(source.facts.published))?;
        self.draft.support(report, evidence)?;
        self.draft.support(agreement, evidence)?;
        let mut parties = Vec::new();
        for party in &fact.parties {
            let party = self.body(party, evidence)?;
            parties.push(party);
            if fact.action != "proposed" {
                let edge = self.draft.connect(party, "PARTY_TO", agreement, Vec::new(), End::To)?;
                self.draft.support(edge, evidence)?;
            }
        }
        let mut actors = Vec::new();
        for actor in &fact.actors {
            actors.push(match source.people.get(&fold(actor)) {
                Some(person) => *person,
                None => self.body(actor, evidence)?,
            });
        }
        let actors = if actors.is_empty() { parties } else { actors };
        let date = deed_date(source.facts, fact);
        let telling = [("date", stored(date)), ("precision", precision(date))];
        for actor in actors {
            let deed = deed(&fact.action);
            let edge = self.draft.connect(actor, deed, agreement, telling.to_vec(), End::To)?;
            self.draft.support(edge, evidence)?;
        }
        Ok(())
    }

    // Meetings.

    fn write_meeting(&mut self, source: &mut Source<'_>, fact: &MeetingFact) -> Result<()> {
        let key = source.key(&meeting_key(fact));
        let judged = self.draft.graph.decision(&key, "").map(|decision| (decision.by_hand, decision.verdict));
        if judged == Some((true, Verdict::Rejected)) {
            return Ok(());
        }
        let evidence = source.evidence(fact.evidence);
        let mut people = Vec::new();
        for name in &fact.participants {
            people.push(match source.people.get(&fold(name)) {
                Some(person) => *person,
                None => {
                    let lone = PersonFact { name: name.clone(), ..PersonFact::default() };
                    self.write_person(source, &lone)?
                }
            });
        }
        let mut bodies = Vec::new();
        for name in fact.states.iter().chain(&fact.organizations) {
            bodies.push((self.body(name, evidence)?, None));
        }
        for unnamed in &fact.unnamed {
            if let Some(of) = &unnamed.of {
                bodies.push((self.body(of, evidence)?, Some(super::office::shown(&unnamed.role))));
            }
        }
        let place = fact.place.as_deref().map(|place| self.place(place, evidence)).transpose()?;
        let telling = Telling::of(fact, &people, &bodies, place, source.facts.published);
        let (same, different) = self.decided_by_hand(&key);
        let meeting = match (same, self.find_meeting(&telling, &different)) {
            (Some(meeting), _) | (None, (Some(meeting), _)) => meeting,
            (None, (None, doubt)) => {
                let meeting = self.draft.create("Meeting", vec![("kind", fact.kind.name().into())])?;
                if let Some((other, reasons)) = doubt {
                    self.doubt(source, key.clone(), Some(other), 0.5, reasons)?;
                }
                meeting
            }
        };
        self.draft.support(meeting, evidence)?;
        let told = vec![
            ("as", stored_list([meeting_key(fact)])),
            ("kind", fact.kind.name().into()),
            ("status", fact.status.name().into()),
            ("date", stored(fact.date)),
        ];
        let report = self.draft.connect(source.node, "REPORTS", meeting, told, End::From)?;
        self.draft.set(report, "published", stored(source.facts.published))?;
        self.draft.support(report, evidence)?;
        for person in &people {
            let edge = self.draft.connect(*person, "ATTENDED", meeting, Vec::new(), End::To)?;
            self.draft.support(edge, evidence)?;
            for (report, _) in self.reports_of(source.node, *person) {
                self.draft.support(report, evidence)?;
            }
        }
        for (body, role) in &bodies {
            let telling = vec![("as", role.as_deref().into())];
            let edge = self.draft.connect(*body, "ATTENDED", meeting, telling, End::To)?;
            self.draft.support(edge, evidence)?;
        }
        if let Some(place) = place {
            let edge = self.draft.connect(meeting, "HELD_IN", place, Vec::new(), End::From)?;
            self.draft.support(edge, evidence)?;
        }
        for name in &fact.agreements {
            if let Some(agreement) = source.agreements.get(&fold(name)) {
                let edge = self.draft.connect(meeting, "ABOUT", *agreement, Vec::new(), End::From)?;
                self.draft.support(edge, evidence)?;
            }
        }
        for topic in fact.about.iter().filter(|topic| !source.agreements.contains_key(&fold(topic))) {
            let topic = self.topic(topic)?;
            let edge = self.draft.connect(meeting, "ABOUT", topic, Vec::new(), End::From)?;
            self.draft.support(edge, evidence)?;
        }
        self.meetings.add(meeting, telling);
        if fact.confidence < DOUBTFUL && judged.is_none_or(|(by_hand, _)| !by_hand) {
            let sure = format!("the text makes it {:.0} % sure", fact.confidence * 100.0);
            self.doubt(source, key, None, fact.confidence, vec![sure])?;
        }
        Ok(())
    }

    /// Puts a mention up for review: whether it is this node, or, where there is none, whether it is true.
    fn doubt(
        &mut self,
        source: &Source<'_>,
        left: String,
        other: Option<NodeId>,
        score: f64,
        reasons: Vec<String>,
    ) -> Result<()> {
        let right = match other {
            Some(other) => self.mention_of(other).unwrap_or_default(),
            None => String::new(),
        };
        let decision = Decision { left, right, verdict: Verdict::Uncertain, score, reasons, by_hand: false };
        self.decide(&source.facts.id, decision)
    }

    /// The edges by which an article reports a node.
    pub(super) fn reports_of(&self, article: NodeId, node: NodeId) -> Vec<(crate::model::EdgeId, NodeId)> {
        let mut reports = self.draft.edges_at(article, Direction::Outgoing, "REPORTS");
        reports.retain(|(_, other)| *other == node);
        reports
    }
}

/// What tells a meeting's fact from the article's others.
pub(super) fn meeting_key(fact: &MeetingFact) -> String {
    let mut parties: Vec<&str> = fact.participants.iter().chain(&fact.states).map(String::as_str).collect();
    parties.sort_unstable();
    let on = fact.date.map(|date| format!(" on {date}")).unwrap_or_default();
    format!("{} of {}{on}", fact.kind.name(), parties.join(" and "))
}

fn deed(action: &str) -> &'static str {
    match action {
        "signed" => "SIGNED",
        "reaffirmed" => "REAFFIRMED",
        "implemented" => "IMPLEMENTED",
        "proposed" => "PROPOSED",
        "ratified" => "RATIFIED",
        "violated" => "VIOLATED",
        "withdrawn" => "WITHDREW_FROM",
        _ => "DISCUSSED",
    }
}

/// The fact's date is the agreement's own; it dates the deed only where the deed made the agreement. Any
/// other deed was done at the one meeting of the article that spoke of the agreement.
fn deed_date(facts: &ArticleFacts, fact: &AgreementFact) -> Option<PartialDate> {
    if matches!(fact.action.as_str(), "signed" | "ratified") {
        return fact.date;
    }
    let spoke = |meeting: &&MeetingFact| {
        meeting.agreements.iter().any(|name| *name == fact.name || fact.aliases.contains(name))
    };
    let mut dates = facts.meetings.iter().filter(spoke).filter_map(|meeting| meeting.date);
    let first = dates.next()?;
    dates.all(|date| date == first).then_some(first)
}

pub(super) fn precision(date: Option<PartialDate>) -> Value {
    date.map(|date| date.precision().name()).into()
}

fn digest(facts: &ArticleFacts) -> String {
    crate::text::read::fingerprint(&[&serde_json::to_string(facts).unwrap_or_default()])
}

/// Seconds since 1970 as ISO 8601.
fn moment(at: i64) -> Value {
    let time = chrono::DateTime::from_timestamp(at, 0);
    time.map(|time| time.format("%Y-%m-%dT%H:%M:%SZ").to_string()).into()
}
