//! Kinds of dependency.

/// The relations of Universal Dependencies with those subtypes of English that extraction asks for; other
/// subtypes count as their relation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Label {
    /// A clause that describes a noun: `the pact signed in May`.
    Acl,
    /// A relative clause.
    AclRelcl,
    Advcl,
    Advmod,
    Amod,
    /// `Ali Larijani, the council's head`.
    Appos,
    Aux,
    /// `was` in `was received`.
    AuxPass,
    /// Prepositions and `'s`.
    Case,
    Cc,
    /// What is said or thought, as a clause.
    Ccomp,
    /// The first noun of two: `security` in `security council`.
    Compound,
    /// `off` in `called off`.
    CompoundPrt,
    /// The second and later of what is joined by `and`.
    Conj,
    /// `is` in `is the minister`.
    Cop,
    Csubj,
    Dep,
    Det,
    Discourse,
    Dislocated,
    /// `there` in `there is`.
    Expl,
    Fixed,
    /// The later words of a name.
    Flat,
    Goeswith,
    Iobj,
    List,
    /// `that`, `to`, `if` before a clause.
    Mark,
    /// A noun that describes a noun, with its preposition: `minister of Iran`.
    Nmod,
    /// A title before a name: `President` in `President Barzani`.
    NmodDesc,
    /// `Iraq` in `Iraq's minister`; `his`.
    NmodPoss,
    NmodUnmarked,
    Nsubj,
    /// The subject of a passive: who was received.
    NsubjPass,
    Nummod,
    Obj,
    /// A noun that describes a verb, with its preposition: `met in Tehran`.
    Obl,
    /// `by …` after a passive.
    OblAgent,
    /// `met on Monday` without `on`.
    OblUnmarked,
    Orphan,
    Parataxis,
    Punct,
    Reparandum,
    Vocative,
    Xcomp,
    /// The head of the sentence; the last, so that no arc between words can have it.
    Root,
}

impl Label {
    pub const ALL: [Label; 45] = [
        Label::Acl,
        Label::AclRelcl,
        Label::Advcl,
        Label::Advmod,
        Label::Amod,
        Label::Appos,
        Label::Aux,
        Label::AuxPass,
        Label::Case,
        Label::Cc,
        Label::Ccomp,
        Label::Compound,
        Label::CompoundPrt,
        Label::Conj,
        Label::Cop,
        Label::Csubj,
        Label::Dep,
        Label::Det,
        Label::Discourse,
        Label::Dislocated,
        Label::Expl,
        Label::Fixed,
        Label::Flat,
        Label::Goeswith,
        Label::Iobj,
        Label::List,
        Label::Mark,
        Label::Nmod,
        Label::NmodDesc,
        Label::NmodPoss,
        Label::NmodUnmarked,
        Label::Nsubj,
        Label::NsubjPass,
        Label::Nummod,
        Label::Obj,
        Label::Obl,
        Label::OblAgent,
        Label::OblUnmarked,
        Label::Orphan,
        Label::Parataxis,
        Label::Punct,
        Label::Reparandum,
        Label::Vocative,
        Label::Xcomp,
        Label::Root,
    ];

    /// The place of `Root` in `ALL`; the labels between words stand before it.
    pub const ROOT: usize = Label::ALL.len() - 1;

    /// As treebanks write it: `nsubj:pass`.
    pub fn name(self) -> &'static str {
        const NAMES: [&str; 45] = [
            "acl",
            "acl:relcl",
            "advcl",
            "advmod",
            "amod",
            "appos",
            "aux",
            "aux:pass",
            "case",
            "cc",
            "ccomp",
            "compound",
            "compound:prt",
            "conj",
            "cop",
            "csubj",
            "dep",
            "det",
            "discourse",
            "dislocated",
            "expl",
            "fixed",
            "flat",
            "goeswith",
            "iobj",
            "list",
            "mark",
            "nmod",
            "nmod:desc",
            "nmod:poss",
            "nmod:unmarked",
            "nsubj",
            "nsubj:pass",
            "nummod",
            "obj",
            "obl",
            "obl:agent",
            "obl:unmarked",
            "orphan",
            "parataxis",
            "punct",
            "reparandum",
            "vocative",
            "xcomp",
            "root",
        ];
        NAMES[self as usize]
    }

    /// Reads a treebank's name; an unknown subtype counts as its relation, an unknown relation as `dep`.
    pub fn from_name(name: &str) -> Label {
        let find = |name: &str| Label::ALL.into_iter().find(|label| label.name() == name);
        find(name).or_else(|| find(name.split(':').next()?)).unwrap_or(Label::Dep)
    }
}
