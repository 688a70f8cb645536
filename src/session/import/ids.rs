//! The ids that a file gives its nodes, and which nodes they are.

use rustc_hash::FxHashMap;

use crate::model::NodeId;

/// Ids in groups, as `:ID(group)` names them.
#[derive(Default)]
pub(super) struct Ids {
    names: Vec<String>,
    groups: Vec<Group>,
}

/// Most ids are whole numbers; those take no memory for their text.
#[derive(Default)]
struct Group {
    numbers: FxHashMap<u64, NodeId>,
    texts: FxHashMap<Box<str>, NodeId>,
}

impl Ids {
    /// The number of a group, which is made where it is new.
    pub fn group(&mut self, name: &str) -> usize {
        self.names.iter().position(|known| known == name).unwrap_or_else(|| {
            self.names.push(name.to_owned());
            self.groups.push(Group::default());
            self.groups.len() - 1
        })
    }

    /// Whether the id is new in its group.
    pub fn insert(&mut self, group: usize, id: &str, node: NodeId) -> bool {
        let group = &mut self.groups[group];
        let before = match number(id) {
            Some(number) => group.numbers.insert(number, node),
            None => group.texts.insert(id.into(), node),
        };
        before.is_none()
    }

    pub fn get(&self, group: usize, id: &str) -> Option<NodeId> {
        let group = &self.groups[group];
        match number(id) {
            Some(number) => group.numbers.get(&number).copied(),
            None => group.texts.get(id).copied(),
        }
    }
}

/// The number that is written just so: `7`, but not `07`.
fn number(id: &str) -> Option<u64> {
    let bytes = id.as_bytes();
    let plain = bytes.len() <= 18
        && bytes.iter().all(u8::is_ascii_digit)
        && (bytes.len() == 1 || bytes.first() != Some(&b'0'));
    if !plain || bytes.is_empty() {
        return None;
    }
    Some(bytes.iter().fold(0, |number, digit| number * 10 + u64::from(digit - b'0')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_that_look_alike_are_different_ones() {
        let mut ids = Ids::default();
        let (one, other) = (ids.group(""), ids.group("Person"));
        let given = ["7", "07", "a", "", "123456789012345678901", "123456789012345678902"];
        for (id, node) in given.into_iter().zip(0..) {
            assert!(ids.insert(one, id, NodeId(node)), "{id}");
        }
        assert!(!ids.insert(one, "7", NodeId(9)) && ids.insert(other, "7", NodeId(9)));
        assert_eq!(ids.get(one, "07"), Some(NodeId(1)));
        assert_eq!(ids.get(other, "a"), None);
        assert_eq!(ids.group("Person"), other);
    }
}
