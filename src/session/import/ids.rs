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
    /// The nodes of the numbers from `first` on in place of `numbers`, once these are all and lie close.
    first: u64,
    settled: Vec<NodeId>,
}

/// No node.
const NONE: NodeId = NodeId(u32::MAX);

/// A list of all numbers may have so many places for each that is given.
const SPARE: u64 = 4;

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

    /// No id comes any more: looking them up may become faster.
    pub fn settle(&mut self) {
        self.groups.iter_mut().for_each(Group::settle);
    }

    pub fn get(&self, group: usize, id: &str) -> Option<NodeId> {
        let group = &self.groups[group];
        match number(id) {
            Some(number) if group.settled.is_empty() => group.numbers.get(&number).copied(),
            Some(number) => {
                let place = usize::try_from(number.checked_sub(group.first)?).ok()?;
                group.settled.get(place).copied().filter(|node| *node != NONE)
            }
            None => group.texts.get(id).copied(),
        }
    }
}

impl Group {
    fn settle(&mut self) {
        let (Some(first), Some(last)) = (self.numbers.keys().min(), self.numbers.keys().max()) else {
            return;
        };
        if last - first >= SPARE * self.numbers.len() as u64 {
            return;
        }
        self.first = *first;
        self.settled = vec![NONE; (last - first) as usize + 1];
        for (number, node) in std::mem::take(&mut self.numbers) {
            self.settled[(number - self.first) as usize] = node;
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

    #[test]
    fn ids_are_found_where_they_lie_close_and_where_they_do_not() {
        for step in [1, 3, 1000] {
            let mut ids = Ids::default();
            let group = ids.group("");
            for node in 0..100 {
                assert!(ids.insert(group, &(50 + node * step).to_string(), NodeId(node)));
            }
            ids.insert(group, "x", NodeId(200));
            ids.settle();
            assert_eq!(ids.get(group, &(50 + 99 * step).to_string()), Some(NodeId(99)));
            assert_eq!(ids.get(group, "50"), Some(NodeId(0)));
            assert_eq!(ids.get(group, "x"), Some(NodeId(200)));
            for missing in ["49", "0", &(50 + 100 * step).to_string(), "999999999999999999", "y"] {
                assert_eq!(ids.get(group, missing), None, "{missing}");
            }
        }
    }
}
