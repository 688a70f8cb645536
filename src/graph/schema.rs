//! The names that a graph of diplomacy is made of, whether or not a store has used them yet.

/// Labels of nodes.
pub const LABELS: [&str; 9] =
    ["Person", "Role", "State", "Organization", "Agreement", "Meeting", "Place", "Topic", "Article"];

/// Types of edges.
pub const TYPES: [&str; 17] = [
    "HOLDS",
    "OF",
    "PART_OF",
    "ATTENDED",
    "HELD_IN",
    "IN",
    "ABOUT",
    "PARTY_TO",
    "SIGNED",
    "REAFFIRMED",
    "RATIFIED",
    "PROPOSED",
    "IMPLEMENTED",
    "VIOLATED",
    "WITHDREW_FROM",
    "DISCUSSED",
    "REPORTS",
];

/// Keys of properties.
pub const KEYS: [&str; 21] = [
    "name",
    "aliases",
    "title",
    "of",
    "iso2",
    "iso3",
    "kind",
    "date",
    "precision",
    "status",
    "id",
    "url",
    "publisher",
    "published",
    "loaded",
    "firstSeen",
    "lastSeen",
    "from",
    "to",
    "former",
    "as",
];
