//! What a file holds and nobody has asked for yet.

use std::fmt;
use std::ops::{Deref, DerefMut};
use std::sync::{Arc, OnceLock};

/// A value that is there, or that is read when it is first asked for. Reading one may not wait for other threads of the
/// pool: whoever waits for the value might be what they wait for.
pub struct Lazy<T> {
    ready: OnceLock<T>,
    read: Option<Arc<dyn Fn() -> T + Send + Sync>>,
}

impl<T: Default> Lazy<T> {
    pub fn later(read: impl Fn() -> T + Send + Sync + 'static) -> Self {
        Lazy { ready: OnceLock::new(), read: Some(Arc::new(read)) }
    }

    #[cold]
    fn fetch(&self) -> &T {
        self.ready.get_or_init(|| self.read.as_ref().map_or_else(T::default, |read| read()))
    }
}

impl<T> Lazy<T> {
    /// The value, where it is there already.
    pub fn ready(&self) -> Option<&T> {
        self.ready.get()
    }
}

impl<T: Default> Deref for Lazy<T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        match self.ready.get() {
            Some(ready) => ready,
            None => self.fetch(),
        }
    }
}

impl<T: Default> DerefMut for Lazy<T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        if self.ready.get().is_none() {
            self.fetch();
        }
        match self.ready.get_mut() {
            Some(ready) => ready,
            None => unreachable!("it has just been read"),
        }
    }
}

impl<T> From<T> for Lazy<T> {
    fn from(value: T) -> Self {
        Lazy { ready: OnceLock::from(value), read: None }
    }
}

impl<T: Default> Default for Lazy<T> {
    fn default() -> Self {
        T::default().into()
    }
}

impl<T: Clone> Clone for Lazy<T> {
    fn clone(&self) -> Self {
        Lazy { ready: self.ready.clone(), read: self.read.clone() }
    }
}

impl<T: fmt::Debug> fmt::Debug for Lazy<T> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.ready() {
            Some(value) => value.fmt(out),
            None => out.write_str("unread"),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;

    #[test]
    fn a_value_is_read_once_and_only_where_it_is_asked_for() {
        let times = Arc::new(AtomicU32::new(0));
        let counted = times.clone();
        let mut value = Lazy::later(move || counted.fetch_add(1, Ordering::Relaxed) + 7);
        assert_eq!((value.ready(), times.load(Ordering::Relaxed)), (None, 0));
        assert_eq!((*value, *value, *value.clone()), (7, 7, 7));
        *value = 9;
        assert_eq!((*value, times.load(Ordering::Relaxed)), (9, 1));
        assert_eq!(*Lazy::<u32>::default(), 0);
    }
}
