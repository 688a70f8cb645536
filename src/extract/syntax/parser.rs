//! The state of an arc-hybrid parse (Kuhlmann, Gómez-Rodríguez and Satta 2011) and the features of its
//! moves, after Zhang and Nivre (2011). A move only shifts or draws an arc; what an arc is called is
//! chosen apart, from features of its two ends, when it is drawn.
//!
//! Words are numbered as in the sentence; one more, the root, stands behind the last.

use super::weights::{Feature, mix};
use super::{Arc, Label, MOVE_ROW, Tag, Word};

pub const MOVE_FEATURES: usize = 62;
pub const ARC_FEATURES: usize = 34;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Move {
    /// The next word goes onto the stack.
    Shift,
    /// The next word becomes the head of the top of the stack.
    Left,
    /// The word below becomes the head of the top of the stack.
    Right,
}

/// Which moves the state allows.
#[derive(Debug, Clone, Copy)]
pub struct Legal {
    pub shift: bool,
    pub left: bool,
    pub right: bool,
}

impl Legal {
    pub fn allows(self, choice: Move) -> bool {
        match choice {
            Move::Shift => self.shift,
            Move::Left => self.left,
            Move::Right => self.right,
        }
    }

    /// The one legal move, where there is no choice.
    pub(super) fn only(self) -> Option<Move> {
        match (self.shift, self.left, self.right) {
            (true, false, false) => Some(Move::Shift),
            (false, true, false) => Some(Move::Left),
            (false, false, true) => Some(Move::Right),
            _ => None,
        }
    }

    /// The legal move with the highest score.
    pub(super) fn best(self, scores: &[i16; MOVE_ROW]) -> Move {
        let mut best: Option<Move> = None;
        for choice in [Move::Shift, Move::Left, Move::Right] {
            if self.allows(choice) && best.is_none_or(|it| scores[choice as usize] > scores[it as usize]) {
                best = Some(choice);
            }
        }
        best.unwrap_or(Move::Shift)
    }
}

/// A word with what hangs on it so far.
#[derive(Debug, Clone, Copy)]
struct Node {
    form: u64,
    /// The tag with the word's class.
    tag: u64,
    suffix: u64,
    shape: u64,
    head: Option<u32>,
    label: Label,
    /// The outermost two dependents on each side.
    left: [u32; 2],
    right: [u32; 2],
    lefts: u8,
    rights: u8,
    /// Which labels the dependents on each side have.
    left_labels: u64,
    right_labels: u64,
}

/// No dependent.
const NONE: u32 = u32::MAX;

/// What features see where there is no word.
const NOTHING: Node = Node {
    form: 0x0DD5,
    tag: 0x0DD5,
    suffix: 0x0DD5,
    shape: 0x0DD5,
    head: None,
    label: Label::Root,
    left: [NONE; 2],
    right: [NONE; 2],
    lefts: 0,
    rights: 0,
    left_labels: 0,
    right_labels: 0,
};

/// How far a parse has come.
#[derive(Debug, Clone)]
pub struct State {
    nodes: Vec<Node>,
    stack: Vec<u32>,
    next: u32,
}

impl State {
    /// `tags` holds one tag for each word.
    pub fn new(words: &[Word], tags: &[Tag]) -> State {
        let mut nodes = Vec::with_capacity(words.len() + 1);
        for (word, tag) in words.iter().zip(tags) {
            nodes.push(Node {
                form: word.form,
                tag: 64 + *tag as u64 * 64 + class_for(*tag, word),
                suffix: word.suffixes[2],
                shape: word.shape,
                ..NOTHING
            });
        }
        nodes.push(Node { form: 7, tag: 7, suffix: 7, shape: 7, ..NOTHING });
        State { nodes, stack: Vec::with_capacity(32), next: 0 }
    }

    fn root(&self) -> u32 {
        self.nodes.len() as u32 - 1
    }

    pub fn is_root(&self, word: usize) -> bool {
        word == self.root() as usize
    }

    pub fn is_done(&self) -> bool {
        self.next == self.root() && self.stack.is_empty()
    }

    /// The words on the stack, the top last.
    pub fn stack(&self) -> &[u32] {
        &self.stack
    }

    /// The next word to be shifted; the root when none is left.
    pub fn next(&self) -> usize {
        self.next as usize
    }

    /// The root takes one word only: it draws its arc when a single one is left.
    pub fn legal(&self) -> Legal {
        let at_root = self.next == self.root();
        Legal {
            shift: !at_root,
            left: !self.stack.is_empty() && (!at_root || self.stack.len() == 1),
            right: self.stack.len() >= 2,
        }
    }

    /// Head and dependent of the arc a legal move draws.
    pub fn arc_of(&self, choice: Move) -> Option<(usize, usize)> {
        let top = *self.stack.last()? as usize;
        match choice {
            Move::Shift => None,
            Move::Left => Some((self.next as usize, top)),
            Move::Right => Some((*self.stack.get(self.stack.len().checked_sub(2)?)? as usize, top)),
        }
    }

    /// Makes a legal move; `label` names the arc it draws.
    pub fn apply(&mut self, choice: Move, label: Label) {
        let Some((head, dependent)) = self.arc_of(choice) else {
            self.stack.push(self.next);
            self.next += 1;
            return;
        };
        self.stack.pop();
        self.nodes[dependent].head = Some(head as u32);
        self.nodes[dependent].label = label;
        let node = &mut self.nodes[head];
        let (outermost, count, labels) = if dependent < head {
            (&mut node.left, &mut node.lefts, &mut node.left_labels)
        } else {
            (&mut node.right, &mut node.rights, &mut node.right_labels)
        };
        *outermost = [dependent as u32, outermost[0]];
        *count = count.saturating_add(1);
        *labels |= 1 << label as u8;
    }

    /// The finished tree.
    pub fn into_arcs(self) -> Vec<Arc> {
        let root = self.root();
        let words = &self.nodes[..root as usize];
        words
            .iter()
            .map(|node| match node.head {
                Some(head) if head != root => Arc { head: Some(head as usize), label: node.label },
                _ => Arc { head: None, label: Label::Root },
            })
            .collect()
    }

    #[inline]
    fn node(&self, place: u32) -> &Node {
        self.nodes.get(place as usize).unwrap_or(&NOTHING)
    }

    #[inline]
    fn on_stack(&self, depth: usize) -> u32 {
        self.stack.len().checked_sub(depth + 1).map_or(NONE, |at| self.stack[at])
    }

    /// Writes the features by which the next move is chosen.
    pub fn move_features(&self, out: &mut [Feature; MOVE_FEATURES]) {
        let (p0, p1, next) = (self.on_stack(0), self.on_stack(1), self.next);
        let (s0, s1, s2) = (self.node(p0), self.node(p1), self.node(self.on_stack(2)));
        let (b0, b1, b2) = (self.node(next), self.node(next + 1), self.node(next + 2));
        let gap = if p0 == NONE { 0 } else { distance(next - p0) };
        let gap1 = if p1 == NONE || p0 == NONE { 0 } else { distance(p0 - p1) };
        let (s0l, s0r) = (self.node(s0.left[0]), self.node(s0.right[0]));
        let (s1l, s1r) = (self.node(s1.left[0]), self.node(s1.right[0]));
        let (b0l, s0r2, b0l2) = (self.node(b0.left[0]), self.node(s0.right[1]), self.node(b0.left[1]));
        let s0b0 = mix(s0.tag, b0.tag);
        let s1s0 = mix(s1.tag, s0.tag);
        let valency0 = u64::from(s0.lefts.min(7)) * 8 + u64::from(s0.rights.min(7));
        let valency1 = u64::from(s1.lefts.min(7)) * 8 + u64::from(s1.rights.min(7));
        let label = |node: &Node| node.label as u64;
        let values: [u64; MOVE_FEATURES] = [
            mix(s0.form, s0.tag),
            s0.form,
            s0.tag,
            mix(s1.form, s1.tag),
            s1.form,
            s1.tag,
            mix(b0.form, b0.tag),
            b0.form,
            b0.tag,
            mix(b1.form, b1.tag),
            b1.tag,
            mix(s0.form, b0.form),
            s0b0,
            mix(s0b0, s0.form),
            mix(s0b0, b0.form),
            mix(s0.form, b0.tag),
            mix(s0.tag, b0.form),
            s1s0,
            mix(s1.form, s0.form),
            mix(s1s0, s1.form),
            mix(s1s0, s0.form),
            mix(s1s0, b0.tag),
            mix(s0b0, b1.tag),
            mix(mix(s2.tag, s1.tag), s0.tag),
            mix(mix(b0.tag, b1.tag), b2.tag),
            mix(b0.tag, b1.tag),
            mix(mix(s1s0, b0.tag), s1.form),
            mix(mix(s1s0, b0.tag), s0.form),
            mix(mix(s1s0, b0.tag), b0.form),
            mix(s0b0, s0l.tag),
            mix(s0b0, s0r.tag),
            mix(s1s0, s1r.tag),
            mix(s1s0, s1l.tag),
            mix(s0b0, b0l.tag),
            mix(gap, s0b0),
            mix(mix(gap, s0.form), b0.tag),
            mix(mix(gap, s0.tag), b0.form),
            mix(gap1, s1s0),
            mix(mix(gap1, s1.form), s0.tag),
            mix(valency0, s0b0),
            mix(mix(valency0, s0.form), b0.tag),
            mix(valency1, s1s0),
            mix(u64::from(b0.lefts), s0b0),
            mix(s0.left_labels, s0b0),
            mix(mix(s0.right_labels, s0.form), b0.tag),
            mix(s0.right_labels, s0b0),
            mix(s1.left_labels, s1s0),
            mix(s1.right_labels, s1s0),
            mix(mix(s1.right_labels, s1.form), s0.tag),
            mix(b0.left_labels, s0b0),
            mix(mix(label(s0l), s1s0), s0l.form),
            mix(mix(s1.tag, s0l.form), s0.tag),
            mix(mix(s1.form, s0l.form), s0.tag),
            mix(mix(s0.form, b1.form), b0.tag),
            mix(s1.form, b0.form),
            mix(mix(s1.tag, b0.tag), b1.tag),
            mix(mix(s0.tag, s0r.tag), mix(s0r2.tag, b0.tag)),
            mix(mix(b0.tag, b0l.tag), mix(b0l2.tag, s0.tag)),
            mix(s0b0, s0.suffix),
            mix(s0b0, b0.suffix),
            mix(s1s0, s1.suffix),
            mix(mix(s1.form, s0.form), s0l.form),
        ];
        for (template, (slot, value)) in out.iter_mut().zip(values).enumerate() {
            *slot = mix(template as u64 + 101, value);
        }
    }

    /// Writes the features by which the arc from `head` to `dependent` is named, before it is drawn.
    pub fn arc_features(&self, head: usize, dependent: usize, out: &mut [Feature; ARC_FEATURES]) {
        let (h, d) = (self.node(head as u32), self.node(dependent as u32));
        let side = u64::from(dependent < head);
        let (outermost, sibling_labels) =
            if dependent < head { (h.left[0], h.left_labels) } else { (h.right[0], h.right_labels) };
        let sibling = self.node(outermost);
        let (dl, dr, hl) = (self.node(d.left[0]), self.node(d.right[0]), self.node(h.left[0]));
        let dl2 = self.node(d.left[1]);
        let ends = mix(mix(h.tag, d.tag), side);
        let span = distance(head.abs_diff(dependent) as u32);
        let beside = |place: usize, ahead: bool| {
            let near = if ahead { place as u32 + 1 } else { (place as u32).wrapping_sub(1) };
            self.node(near).tag
        };
        let label = |node: &Node| node.label as u64;
        let values: [u64; ARC_FEATURES] = [
            ends,
            mix(ends, h.form),
            mix(ends, d.form),
            mix(h.form, mix(d.form, side)),
            d.form,
            mix(d.tag, d.left_labels),
            mix(ends, d.left_labels),
            mix(ends, dl.form),
            mix(mix(h.form, dl.form), d.tag),
            mix(ends, mix(label(dl), label(dl2))),
            mix(ends, mix(label(dr), dr.form)),
            mix(ends, h.left_labels),
            mix(ends, h.right_labels),
            mix(ends, hl.form),
            mix(ends, label(sibling)),
            mix(mix(h.form, label(sibling)), mix(d.tag, side)),
            mix(mix(beside(dependent, false), d.tag), mix(beside(dependent, true), side)),
            mix(mix(beside(head, false), h.tag), mix(beside(head, true), side)),
            mix(ends, span),
            mix(mix(h.form, d.left_labels), d.tag),
            mix(mix(d.form, sibling_labels), h.tag),
            mix(ends, mix(d.suffix, h.suffix)),
            mix(ends, h.suffix),
            mix(ends, d.suffix),
            mix(mix(d.shape, h.shape), side),
            mix(ends, d.right_labels),
            mix(mix(h.form, sibling_labels), mix(d.tag, side)),
            mix(mix(h.left_labels, h.right_labels), ends),
            mix(mix(h.form, h.left_labels), mix(d.tag, side)),
            mix(ends, beside(dependent, false)),
            mix(ends, beside(dependent, true)),
            mix(ends, mix(beside(head, true), beside(dependent, false))),
            mix(dl.form, mix(d.form, side)),
            mix(mix(ends, dl.form), h.left_labels),
        ];
        for (template, (slot, value)) in out.iter_mut().zip(values).enumerate() {
            *slot = mix(template as u64 + 201, value);
        }
    }
}

/// The word's class where it tells something that the tag does not.
fn class_for(tag: Tag, word: &Word) -> u64 {
    match tag {
        Tag::Verb
        | Tag::Aux
        | Tag::Punct
        | Tag::Part
        | Tag::Pron
        | Tag::Propn
        | Tag::Sconj
        | Tag::Adp
        | Tag::Num => word.class as u64,
        _ => 0,
    }
}

/// Near distances one by one, far ones together.
fn distance(words: u32) -> u64 {
    match words {
        0..=4 => u64::from(words),
        5..=7 => 5,
        8..=12 => 6,
        _ => 7,
    }
}
