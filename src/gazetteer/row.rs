//! The tables' rows. Columns are parted by tabs, several values in a cell by `|`; `-` is an empty cell.

/// Whether somebody is a woman or a man, as pronouns tell it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Gender {
    #[default]
    Unknown,
    Male,
    Female,
}

/// The cells of each row that is no comment.
pub(super) fn rows(table: &'static str) -> impl Iterator<Item = Cells> {
    table
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| Cells { cells: line.split('\t').collect() })
}

pub(super) struct Cells {
    cells: Vec<&'static str>,
}

impl Cells {
    fn one(&self, column: usize) -> Option<&'static str> {
        self.cells.get(column).copied().filter(|cell| !cell.is_empty() && *cell != "-")
    }

    /// A given name, and whose it is.
    pub(super) fn given_name(&self) -> (&'static str, Gender) {
        let gender = if self.text(1) == "f" { Gender::Female } else { Gender::Male };
        (self.text(0), gender)
    }

    fn many(&self, column: usize) -> Vec<&'static str> {
        self.one(column).map(|cell| cell.split('|').collect()).unwrap_or_default()
    }

    fn text(&self, column: usize) -> &'static str {
        self.one(column).unwrap_or("")
    }
}

#[derive(Debug, Clone, PartialEq)]
pub struct State {
    /// ISO 3166; empty for entities that have none. Kosovo has the user-assigned XK and XKX.
    pub iso2: &'static str,
    pub iso3: &'static str,
    pub kind: StateKind,
    /// The English short name first.
    pub names: Vec<&'static str>,
    pub capitals: Vec<&'static str>,
    pub adjectives: Vec<&'static str>,
    pub people: Vec<&'static str>,
    /// By place: `Kremlin`.
    pub governments: Vec<&'static str>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StateKind {
    /// Of the United Nations.
    Member,
    /// At the United Nations.
    Observer,
    /// Another entity of which news speaks as it does of states.
    Other,
}

impl State {
    pub(super) fn read(cells: Cells) -> Self {
        let mut names = vec![cells.text(0)];
        names.extend(cells.many(7));
        State {
            iso2: cells.text(1),
            iso3: cells.text(2),
            kind: match cells.text(3) {
                "member" => StateKind::Member,
                "observer" => StateKind::Observer,
                _ => StateKind::Other,
            },
            names,
            capitals: cells.many(4),
            adjectives: cells.many(5),
            people: cells.many(6),
            governments: cells.many(8),
        }
    }

    /// The English short name.
    pub fn name(&self) -> &'static str {
        self.names.first().copied().unwrap_or("")
    }
}

#[derive(Debug, Clone, PartialEq)]
pub struct Organization {
    /// The name it goes by first.
    pub names: Vec<&'static str>,
    pub kind: OrganizationKind,
    /// The state it belongs to, by English short name.
    pub state: Option<&'static str>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OrganizationKind {
    International,
    Regional,
    /// A body of a state.
    Government,
    /// Armed forces, services.
    Security,
    Movement,
    Party,
    Media,
    Company,
}

impl OrganizationKind {
    pub fn name(self) -> &'static str {
        match self {
            OrganizationKind::International => "international",
            OrganizationKind::Regional => "regional",
            OrganizationKind::Government => "government",
            OrganizationKind::Security => "security",
            OrganizationKind::Movement => "movement",
            OrganizationKind::Party => "party",
            OrganizationKind::Media => "media",
            OrganizationKind::Company => "company",
        }
    }
}

impl Organization {
    pub(super) fn read(cells: Cells) -> Self {
        let mut names = vec![cells.text(0)];
        names.extend(cells.many(3));
        Organization {
            names,
            kind: match cells.text(1) {
                "international" => OrganizationKind::International,
                "regional" => OrganizationKind::Regional,
                "government" => OrganizationKind::Government,
                "security" => OrganizationKind::Security,
                "movement" => OrganizationKind::Movement,
                "party" => OrganizationKind::Party,
                "media" => OrganizationKind::Media,
                _ => OrganizationKind::Company,
            },
            state: cells.one(2),
        }
    }

    pub fn name(&self) -> &'static str {
        self.names.first().copied().unwrap_or("")
    }
}

#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    pub names: Vec<&'static str>,
    /// The state it lies in, by English short name.
    pub state: Option<&'static str>,
    pub kind: PlaceKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlaceKind {
    City,
    /// A palace, a guest house.
    Venue,
    /// A province, a sea, a continent.
    Region,
}

impl Place {
    pub(super) fn read(cells: Cells) -> Self {
        let mut names = vec![cells.text(0)];
        names.extend(cells.many(3));
        Place {
            names,
            state: cells.one(1),
            kind: match cells.text(2) {
                "city" => PlaceKind::City,
                "venue" => PlaceKind::Venue,
                _ => PlaceKind::Region,
            },
        }
    }

    pub fn name(&self) -> &'static str {
        self.names.first().copied().unwrap_or("")
    }
}

#[derive(Debug, Clone, PartialEq)]
pub struct Title {
    pub form: &'static str,
    pub plurals: Vec<&'static str>,
    pub class: TitleClass,
    /// The form used for it where it is an abbreviation or another spelling.
    pub canonical: &'static str,
    /// The state or body which alone has such an office.
    pub owner: Option<&'static str>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TitleClass {
    /// `minister`, `envoy`, `head`.
    Office,
    /// `king`, `emir`: an office that may stand before a lone given name.
    Royal,
    /// Speaks for somebody and is no party to a meeting told.
    Spokesperson,
    /// `official`: an office only where it is qualified.
    Official,
    /// Offices outside politics: `captain`, `chief executive`.
    Business,
    /// `Mr`, `Dr`: no part of a name.
    Honorific,
    /// `Prince`, `Sheikh`, `Ayatollah`: no office, kept in aliases.
    Noble,
    /// `Maj. Gen.`
    Rank,
}

impl Title {
    /// Letters that stand for words, and only when written as capitals: `pm`, `fm`.
    pub fn is_acronym(&self) -> bool {
        self.canonical != self.form && self.form.len() <= 4 && !self.form.contains(['.', ' '])
    }

    pub(super) fn read(cells: Cells) -> Self {
        let form = cells.text(0);
        Title {
            form,
            plurals: cells.many(1),
            class: match cells.text(2) {
                "royal" => TitleClass::Royal,
                "spokesperson" => TitleClass::Spokesperson,
                "official" => TitleClass::Official,
                "business" => TitleClass::Business,
                "honorific" => TitleClass::Honorific,
                "noble" => TitleClass::Noble,
                "rank" => TitleClass::Rank,
                _ => TitleClass::Office,
            },
            canonical: cells.one(3).unwrap_or(form),
            owner: cells.one(4),
        }
    }

    /// Whether it is said before a name without being an office.
    pub fn is_style(&self) -> bool {
        matches!(self.class, TitleClass::Honorific | TitleClass::Noble | TitleClass::Rank)
    }
}
