//! What follows from all that articles say of a person, an agreement or a meeting.
//!
//! Everything here is a function of the REPORTS edges, the evidence and the edges that remain, so it is the
//! same whatever was loaded and taken back in between.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use chrono::NaiveDate;

use super::article::precision;
use super::draft::{date, stored, stored_list, text, texts};
use super::world::World;
use crate::error::Result;
use crate::graph::{Direction, Evidence};
use crate::model::{EdgeId, Element, NodeId, PartialDate, Value};

/// The titles under which someone appears, by article.
type Titles = HashMap<NodeId, HashMap<NodeId, (usize, Arc<str>)>>;

/// Every date since which, and every one until which, an office is said to be held.
type Terms = (Vec<PartialDate>, Vec<PartialDate>);

impl World {
    /// Reckons anew what is derived for every node whose support has changed.
    pub(super) fn settle(&mut self) -> Result<()> {
        let stale = std::mem::take(&mut self.draft.stale);
        let stale: Vec<NodeId> = stale.into_iter().filter(|node| self.draft.graph.has_node(*node)).collect();
        let mut meetings: BTreeSet<NodeId> = BTreeSet::new();
        for node in &stale {
            if self.draft.has_label(*node, "Person") {
                if self.settle_person(*node)? {
                    let attended = self.draft.edges_at(*node, Direction::Outgoing, "ATTENDED");
                    meetings.extend(attended.into_iter().map(|(_, meeting)| meeting));
                }
            } else if self.draft.has_label(*node, "Agreement") {
                self.settle_agreement(*node)?;
            } else if self.draft.has_label(*node, "Meeting") {
                meetings.insert(*node);
            }
        }
        let mut titles = Titles::new();
        for meeting in meetings {
            self.settle_meeting(meeting, &mut titles)?;
        }
        self.draft.stale.clear();
        Ok(())
    }

    /// True where the name has changed, which the names of meetings are made of.
    fn settle_person(&mut self, person: NodeId) -> Result<bool> {
        let terms = self.terms_of(person);
        for (holds, role) in self.draft.edges_at(person, Direction::Outgoing, "HOLDS") {
            let former = self.draft.value(holds, "former") == Value::Boolean(true);
            let days = if former { Vec::new() } else { self.days_of(holds) };
            let first = days.iter().min_by_key(|day| day.first_day());
            let last = days.iter().max_by_key(|day| day.last_day());
            self.draft.set(holds, "firstSeen", stored(first.copied()))?;
            self.draft.set(holds, "lastSeen", stored(last.copied()))?;
            let (from, to) = terms.get(&self.office_name(role)).map_or((&[][..], &[][..]), |(f, t)| (f, t));
            self.draft.set(holds, "from", stored(agreed_date(from)))?;
            self.draft.set(holds, "to", stored(agreed_date(to)))?;
        }
        let told = self.spellings_of(person);
        let Some(name) = best_spelling(&told) else { return Ok(false) };
        let before = self.draft.text(person, "name");
        self.set_names(person, &name, &told)?;
        Ok(before.as_deref() != Some(&*name))
    }

    /// By office, since and until when articles say someone held it.
    fn terms_of(&self, person: NodeId) -> HashMap<String, Terms> {
        let mut terms: HashMap<String, Terms> = HashMap::new();
        for (report, _) in self.draft.edges_at(person, Direction::Incoming, "REPORTS") {
            for term in texts(&self.draft.graph, report, "terms") {
                let Some((office, (from, to))) =
                    term.rsplit_once(": ").and_then(|(office, days)| Some((office, days.split_once("..")?)))
                else {
                    continue;
                };
                let (since, until) = terms.entry(office.to_owned()).or_default();
                since.extend(from.parse::<PartialDate>().ok());
                until.extend(to.parse::<PartialDate>().ok());
            }
        }
        terms
    }

    /// An office as REPORTS edges name it.
    pub(super) fn office_name(&self, role: NodeId) -> String {
        let title = self.draft.text(role, "title").unwrap_or_default();
        match self.draft.text(role, "of") {
            Some(of) => format!("{title} of {of}"),
            None => title.to_string(),
        }
    }

    fn settle_agreement(&mut self, agreement: NodeId) -> Result<()> {
        let told = self.spellings_of(agreement);
        if let Some(name) = best_spelling(&told) {
            self.set_names(agreement, &name, &told)?;
        }
        let reports = self.draft.edges_at(agreement, Direction::Incoming, "REPORTS");
        let dates: Vec<PartialDate> =
            reports.iter().filter_map(|(report, _)| date(&self.draft.graph, *report, "date")).collect();
        let kind = most_frequent(reports.iter().filter_map(|(report, _)| self.draft.text(*report, "kind")));
        let when = agreed_date(&dates);
        if !reports.is_empty() {
            self.draft.set(agreement, "kind", kind.as_deref().into())?;
            self.draft.set(agreement, "date", stored(when))?;
            self.draft.set(agreement, "precision", precision(when))?;
        }
        for (party, _) in self.draft.edges_at(agreement, Direction::Incoming, "PARTY_TO") {
            self.draft.set(party, "date", stored(when))?;
        }
        Ok(())
    }

    fn settle_meeting(&mut self, meeting: NodeId, titles: &mut Titles) -> Result<()> {
        let reports = self.draft.edges_at(meeting, Direction::Incoming, "REPORTS");
        if reports.is_empty() {
            return Ok(());
        }
        let graph = &self.draft.graph;
        let dates: Vec<PartialDate> =
            reports.iter().filter_map(|(report, _)| date(graph, *report, "date")).collect();
        let when = agreed_date(&dates);
        let kind = most_frequent(reports.iter().filter_map(|(report, _)| text(graph, *report, "kind")));
        let mut statuses: Vec<(Option<PartialDate>, Arc<str>)> = reports
            .iter()
            .filter_map(|(report, _)| {
                Some((date(graph, *report, "published"), text(graph, *report, "status")?))
            })
            .collect();
        // What was planned is held once one source says so; else the newest word counts.
        statuses.sort_by(|a, b| {
            a.0.map(|day| day.last_day()).cmp(&b.0.map(|day| day.last_day())).then(b.1.cmp(&a.1))
        });
        let held = statuses.iter().find(|(_, status)| &**status == "held");
        let status = held.or(statuses.last()).map(|(_, status)| status.clone());
        self.draft.set(meeting, "kind", kind.as_deref().into())?;
        self.draft.set(meeting, "status", status.as_deref().into())?;
        self.draft.set(meeting, "date", stored(when))?;
        self.draft.set(meeting, "precision", precision(when))?;
        let attended = self.draft.edges_at(meeting, Direction::Incoming, "ATTENDED");
        for (edge, party) in &attended {
            self.draft.set(*edge, "date", stored(when))?;
            self.draft.set(*edge, "precision", precision(when))?;
            if self.draft.has_label(*party, "Person") {
                let title = self.title_at(*party, *edge, titles);
                self.draft.set(*edge, "as", title.as_deref().into())?;
            }
        }
        let places = self.draft.edges_at(meeting, Direction::Outgoing, "HELD_IN");
        let subjects = self.draft.edges_at(meeting, Direction::Outgoing, "ABOUT");
        for (edge, _) in places.iter().chain(&subjects) {
            self.draft.set(*edge, "date", stored(when))?;
        }
        let name = self.meeting_name(kind.as_deref(), &attended, &places);
        self.draft.set(meeting, "name", name.into())
    }

    /// `Meeting of Ali Larijani and Qassem al-Araji in Tehran`.
    fn meeting_name(
        &self,
        kind: Option<&str>,
        attended: &[(EdgeId, NodeId)],
        places: &[(EdgeId, NodeId)],
    ) -> String {
        let names = |nodes: &[(EdgeId, NodeId)]| -> BTreeSet<Arc<str>> {
            nodes.iter().filter_map(|(_, node)| self.draft.text(*node, "name")).collect()
        };
        let people: Vec<_> =
            attended.iter().filter(|(_, node)| self.draft.has_label(*node, "Person")).copied().collect();
        let mut parties: Vec<Arc<str>> = names(&people).into_iter().collect();
        if parties.len() < 2 {
            parties.extend(
                names(attended).into_iter().filter(|name| !parties.contains(name)).collect::<Vec<_>>(),
            );
        }
        let kind = super::office::shown(kind.unwrap_or("meeting"));
        let place = names(places).into_iter().next().map(|place| format!(" in {place}")).unwrap_or_default();
        match &parties[..] {
            [] => format!("{kind}{place}"),
            [one] => format!("{kind} of {one}{place}"),
            [some @ .., last] if parties.len() <= 3 => {
                format!("{kind} of {} and {last}{place}", some.join(", "))
            }
            [one, two, rest @ ..] => format!("{kind} of {one}, {two} and {} others{place}", rest.len()),
        }
    }

    /// The title someone had in the articles that tell of this meeting.
    fn title_at(&self, person: NodeId, attended: EdgeId, titles: &mut Titles) -> Option<Arc<str>> {
        let by_article = titles.entry(person).or_insert_with(|| self.titles_of(person));
        let told = self.articles_of(attended);
        let best = told.iter().filter_map(|article| by_article.get(article));
        best.max_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1))).map(|(_, title)| title.clone())
    }

    /// By article, the office in which most articles show someone, of those that it names.
    fn titles_of(&self, person: NodeId) -> HashMap<NodeId, (usize, Arc<str>)> {
        let mut titles: HashMap<NodeId, (usize, Arc<str>)> = HashMap::new();
        for (holds, role) in self.draft.edges_at(person, Direction::Outgoing, "HOLDS") {
            if self.draft.value(holds, "former") == Value::Boolean(true) {
                continue;
            }
            let Some(title) = self.draft.text(role, "title") else { continue };
            let articles = self.articles_of(holds);
            let count = articles.len();
            for article in articles {
                let better = titles.get(&article).is_none_or(|(other, known)| {
                    (count, std::cmp::Reverse(&title)) > (*other, std::cmp::Reverse(known))
                });
                if better {
                    titles.insert(article, (count, title.clone()));
                }
            }
        }
        titles
    }

    fn articles_of(&self, on: impl Into<Element>) -> BTreeSet<NodeId> {
        let sentences = self.draft.graph.evidence(on.into()).filter_map(|evidence| match evidence {
            Evidence::Sentence { article, .. } => Some(article),
            Evidence::Hand { .. } => None,
        });
        sentences.collect()
    }

    /// The days of the articles that tell of something.
    fn days_of(&self, on: EdgeId) -> Vec<PartialDate> {
        let articles = self.articles_of(on).into_iter();
        articles.filter_map(|article| date(&self.draft.graph, article, "published")).collect()
    }

    /// What each article calls something.
    fn spellings_of(&self, node: NodeId) -> Vec<Spellings> {
        let graph = &self.draft.graph;
        let reports = self.draft.edges_at(node, Direction::Incoming, "REPORTS").into_iter();
        let told = reports.map(|(report, _)| Spellings {
            published: date(graph, report, "published"),
            forms: texts(graph, report, "as"),
        });
        told.collect()
    }

    fn set_names(&mut self, node: NodeId, name: &str, told: &[Spellings]) -> Result<()> {
        let all: BTreeSet<&str> = told.iter().flat_map(|told| &told.forms).map(|form| &**form).collect();
        self.draft.set(node, "name", name.into())?;
        let aliases = all.into_iter().filter(|spelling| *spelling != name);
        self.draft.set(node, "aliases", stored_list(aliases))
    }
}

/// The forms that one article uses, the fullest first.
struct Spellings {
    published: Option<PartialDate>,
    forms: Vec<Arc<str>>,
}

/// The spelling that most articles use as the fullest; of equally frequent ones the earliest, then the longest.
/// Single words and initials stand back behind full names, and so does what has caught half a sentence.
fn best_spelling(told: &[Spellings]) -> Option<Arc<str>> {
    let mut counts: BTreeMap<&Arc<str>, (usize, NaiveDate)> = BTreeMap::new();
    for told in told {
        if let Some(form) = told.forms.first() {
            let day = told.published.map_or(NaiveDate::MAX, PartialDate::first_day);
            let (count, first) = counts.entry(form).or_insert((0, day));
            *count += 1;
            *first = day.min(*first);
        }
    }
    let rank = |form: &str, (count, first): (usize, NaiveDate)| {
        let words: Vec<&str> = form.split_whitespace().collect();
        let initial = words.iter().any(|word| word.trim_end_matches('.').chars().count() == 1);
        ((2..=6).contains(&words.len()) && !initial, count, Reverse(first), form.chars().count())
    };
    let best = counts.iter().max_by(|a, b| rank(a.0, *a.1).cmp(&rank(b.0, *b.1)).then(b.0.cmp(a.0)));
    best.map(|(form, _)| (*form).clone())
}

/// Of equally frequent ones the first by letters.
fn most_frequent(items: impl Iterator<Item = Arc<str>>) -> Option<Arc<str>> {
    let mut counts: BTreeMap<Arc<str>, usize> = BTreeMap::new();
    items.for_each(|item| *counts.entry(item).or_default() += 1);
    counts.into_iter().max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(&a.0))).map(|(item, _)| item)
}

/// The date that most statements agree with, then the sharpest, then the earliest.
fn agreed_date(dates: &[PartialDate]) -> Option<PartialDate> {
    let support = |date: &PartialDate| dates.iter().filter(|other| date.may_equal(**other)).count();
    dates.iter().copied().max_by(|a, b| {
        (support(a), a.precision()).cmp(&(support(b), b.precision())).then(b.first_day().cmp(&a.first_day()))
    })
}
