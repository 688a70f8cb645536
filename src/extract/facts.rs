//! A document in which everything is found, as the facts that are printed and stored.

use rustc_hash::FxHashMap;

use crate::extract::agreement::{self, Agreement};
use crate::extract::document::{Document, Kind, Mention, Person, PersonId};
use crate::extract::event::{self, Lines, Meeting};
use crate::model::{
    AgreementFact, ArticleFacts, EvidenceFact, MeetingFact, PersonFact, RoleFact, UnnamedRole,
};
use crate::text;

/// The facts of an article.
pub fn assemble(doc: &Document<'_>) -> ArticleFacts {
    let article = doc.article;
    let mut evidence = Evidence { doc, facts: vec![], known: FxHashMap::default() };
    let lines = Lines::of(doc);
    let agreements = agreement::merge(&lines);
    let (_, meetings) = event::tell(&lines);
    let mut facts = ArticleFacts {
        id: article.id.clone(),
        url: article.url.clone(),
        title: article.title.clone(),
        publisher: article.publisher.clone(),
        published: article.published,
        ..ArticleFacts::default()
    };
    let names = Names(&doc.persons);
    facts.agreements = agreements.iter().map(|agreement| agreed(agreement, &names, &mut evidence)).collect();
    let mut spoken: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
    for (place, agreement) in agreements.iter().enumerate() {
        for sentence in &agreement.sentences {
            spoken.entry(*sentence).or_default().push(place);
        }
    }
    facts.meetings = meetings
        .iter()
        .filter(|meeting| says_something(meeting))
        .map(|meeting| {
            let mut about: Vec<usize> = meeting
                .sentences
                .iter()
                .filter_map(|sentence| spoken.get(sentence))
                .flatten()
                .copied()
                .collect();
            about.sort_unstable();
            about.dedup();
            let named = about.into_iter().map(|place| agreements[place].name.clone()).collect();
            met(meeting, named, &names, &mut evidence)
        })
        .collect();
    facts.people = (0..doc.persons.len())
        .map(PersonId)
        .filter(|id| matters(doc, *id, &meetings, &agreements))
        .map(|id| person(doc, id, &names, &mut evidence))
        .collect();
    facts.evidence = evidence.facts;
    facts
}

/// Somebody with an office, or who takes part in something told; reporters and the like are left out.
fn matters(doc: &Document<'_>, id: PersonId, meetings: &[Meeting], agreements: &[Agreement]) -> bool {
    !doc.person(id).offices.is_empty()
        || meetings.iter().any(|meeting| meeting.people.contains(&id))
        || agreements.iter().any(|agreement| agreement.people.contains(&id))
}

/// Everybody's name as the facts use it: unique within the article.
struct Names<'d>(&'d [Person]);

impl Names<'_> {
    fn get(&self, id: PersonId) -> String {
        self.0.get(id.0).map(|person| person.name.clone()).unwrap_or_default()
    }

    fn all(&self, ids: &[PersonId]) -> Vec<String> {
        ids.iter().map(|id| self.get(*id)).collect()
    }
}

/// The sentences that facts point to, each once.
struct Evidence<'d, 'a> {
    doc: &'d Document<'a>,
    facts: Vec<EvidenceFact>,
    known: FxHashMap<usize, usize>,
}

impl Evidence<'_, '_> {
    fn of(&mut self, sentence: usize) -> usize {
        if let Some(place) = self.known.get(&sentence) {
            return *place;
        }
        self.facts.push(self.doc.evidence(sentence));
        self.known.insert(sentence, self.facts.len() - 1);
        self.facts.len() - 1
    }
}

fn person(
    doc: &Document<'_>,
    id: PersonId,
    names: &Names<'_>,
    evidence: &mut Evidence<'_, '_>,
) -> PersonFact {
    let person = doc.person(id);
    let roles = person.offices.iter().map(|office| RoleFact {
        title: office.title.clone(),
        of: office.of.as_ref().map(|of| as_written(doc, office.sentence, of)),
        former: office.former,
        from: office.from,
        to: office.to,
        evidence: evidence.of(office.sentence),
    });
    let roles = roles.collect();
    PersonFact { name: names.get(id), aliases: person.aliases.clone(), roles }
}

/// A body by the letters or the name that the article itself has for it, in the sentence where it stands:
/// `ECOWAS`, where the tables know the whole name.
fn as_written(doc: &Document<'_>, sentence: usize, of: &str) -> String {
    let named = |mentions: &[Mention]| {
        let mut said = mentions
            .iter()
            .filter(|mention| matches!(&mention.kind, Kind::Organization { name } if name == of));
        said.next().map(|mention| text::spaced(doc.words(&mention.tokens)))
    };
    let words = named(doc.mentions_of(sentence))
        .filter(|words| words.starts_with(char::is_uppercase) && !words.contains(['.', '\'', '’']));
    words.unwrap_or_else(|| of.to_string())
}

fn agreed(agreement: &Agreement, names: &Names<'_>, evidence: &mut Evidence<'_, '_>) -> AgreementFact {
    AgreementFact {
        name: agreement.name.clone(),
        aliases: agreement.aliases.clone(),
        kind: agreement.kind.to_string(),
        parties: agreement.parties.clone(),
        action: agreement.action.name().to_string(),
        actors: names.all(&agreement.people),
        date: agreement.date,
        evidence: evidence.of(agreement.sentence),
    }
}

/// A meeting of nobody, or of one person with nothing else said, is no fact.
fn says_something(meeting: &Meeting) -> bool {
    let parties =
        meeting.people.len() + meeting.unnamed.len() + meeting.states.len() + meeting.organizations.len();
    parties >= 2
        || (meeting.kind == crate::model::MeetingKind::Visit && meeting.place.is_some() && parties == 1)
}

fn met(
    meeting: &Meeting,
    agreements: Vec<String>,
    names: &Names<'_>,
    evidence: &mut Evidence<'_, '_>,
) -> MeetingFact {
    MeetingFact {
        participants: names.all(&meeting.people),
        unnamed: meeting
            .unnamed
            .iter()
            .map(|office| UnnamedRole { role: office.title.clone(), of: office.of.clone() })
            .collect(),
        states: meeting.states.clone(),
        organizations: meeting.organizations.clone(),
        kind: meeting.kind,
        status: meeting.status,
        date: meeting.date,
        precision: meeting.date.map(|date| date.precision().name().to_string()),
        place: meeting.place.clone(),
        about: meeting.about.clone(),
        agreements,
        confidence: meeting.confidence,
        evidence: evidence.of(meeting.sentence),
    }
}
