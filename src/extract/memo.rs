//! Answers remembered from article to article: the same words, names and titles come again and again.

use std::cell::RefCell;

use rustc_hash::FxHashMap;

/// What a function makes of words; one for each thread.
#[derive(Debug)]
pub struct Memo<T>(RefCell<FxHashMap<Box<str>, T>>);

impl<T> Default for Memo<T> {
    fn default() -> Self {
        Memo(RefCell::default())
    }
}

impl<T: Clone> Memo<T> {
    /// So many are kept; then all are forgotten.
    const MOST: usize = 1 << 14;

    /// A longer word, such as an address or a picture in letters, is made anew each time.
    const LONGEST: usize = 200;

    pub fn get(&self, word: &str, make: impl FnOnce() -> T) -> T {
        if word.len() > Self::LONGEST {
            return make();
        }
        if let Some(made) = self.0.borrow().get(word) {
            return made.clone();
        }
        let made = make();
        let mut known = self.0.borrow_mut();
        if known.len() >= Self::MOST {
            known.clear();
        }
        known.insert(word.into(), made.clone());
        made
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_made_is_made_once_until_all_is_forgotten() {
        let memo = Memo::default();
        assert_eq!(memo.get("talks", || 1), 1);
        assert_eq!(memo.get("talks", || 2), 1);
        for word in 0..Memo::<i32>::MOST {
            memo.get(&word.to_string(), || 0);
        }
        assert!(memo.0.borrow().len() <= Memo::<i32>::MOST);
        assert_eq!(memo.get("talks", || 3), 3);
        let long = "talks".repeat(Memo::<i32>::LONGEST);
        assert_eq!((memo.get(&long, || 1), memo.get(&long, || 2)), (1, 2));
    }
}
