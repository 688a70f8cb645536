//! Articles to facts, on all cores, in the order they were read.
//!
//! ```text
//! reader (a thread ahead) ─▶ work ─▶ as many threads as cores ─▶ results ─▶ back in order ─▶ whoever asked
//! ```
//!
//! `Room` bounds what is between reading and handing on, so memory does not grow with the number of articles.

use std::collections::BTreeMap;
use std::panic::{self, AssertUnwindSafe};
use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use crate::extract::{self, Explanation};
use crate::gazetteer::Gazetteer;
use crate::model::ArticleFacts;
use crate::text::read::{self, Input, Reader, Rejection, Standard};

/// At most so many articles, and so many bytes of them where there is more than one, are under way.
const MOST: usize = 512;
const MOST_BYTES: usize = 64 << 20;

/// As much as a main thread has: the readers of nested formats call themselves.
const STACK: usize = 8 << 20;

/// What to read.
#[derive(Default)]
pub struct Sources {
    /// Files and folders; `-` is `standard`.
    pub paths: Vec<PathBuf>,
    pub standard: Option<Standard>,
}

impl Sources {
    pub fn at(paths: &[PathBuf]) -> Self {
        Sources { paths: paths.to_vec(), standard: None }
    }
}

/// What was read, with its place in the order and its size in bytes.
struct Work {
    place: usize,
    size: usize,
    input: Result<Input, Rejection>,
}

/// What became of it; the error is a panic.
struct Done {
    place: usize,
    size: usize,
    facts: thread::Result<Result<ArticleFacts, Rejection>>,
}

/// Understands every article and hands the facts on, in the order of the sources. `take` answers whether
/// to go on.
pub fn each_fact(sources: Sources, take: &mut dyn FnMut(Result<ArticleFacts, Rejection>) -> bool) {
    let reader = read::read(&sources.paths, sources.standard);
    let room = Room::default();
    let (give_work, work) = mpsc::channel();
    let (give_done, done) = mpsc::channel();
    let work = Mutex::new(work);
    let started = thread::scope(|scope| {
        let thread = || thread::Builder::new().stack_size(STACK);
        for _ in 0..rayon::current_num_threads() {
            let (work, give_done) = (&work, give_done.clone());
            thread().spawn_scoped(scope, move || understand_all(work, &give_done))?;
        }
        let room = &room;
        thread().spawn_scoped(scope, move || read_all(reader, room, &give_work))?;
        drop(give_done);
        let _closing = Closing(room);
        hand_on(done, room, take);
        Ok::<(), std::io::Error>(())
    });
    if let Err(error) = started {
        let reason = format!("the system gave no thread to read with ({error})");
        take(Err(Rejection { file: "all".to_owned(), line: None, reason }));
    }
}

/// Understands one article after the other and hands on the facts with how they were understood; facts that
/// were extracted before come without. `take` answers whether to go on.
pub fn each_explained(
    sources: Sources,
    take: &mut dyn FnMut(Result<(ArticleFacts, Explanation), Rejection>) -> bool,
) {
    let gazetteer = Gazetteer::embedded();
    for input in read::read(&sources.paths, sources.standard) {
        let explained = input.map(|input| match input {
            Input::Article(article) => extract::explain(&article, gazetteer),
            Input::Facts(facts) => (facts, Explanation::default()),
        });
        if !take(explained) {
            return;
        }
    }
}

/// Reads ahead for as long as there is room.
fn read_all(reader: Reader, room: &Room, give: &Sender<Work>) {
    for (place, input) in reader.enumerate() {
        let size = match &input {
            Ok(Input::Article(article)) => article.text.len(),
            _ => 0,
        };
        if !room.take(size) || give.send(Work { place, size, input }).is_err() {
            return;
        }
    }
}

fn understand_all(work: &Mutex<Receiver<Work>>, give: &Sender<Done>) {
    let gazetteer = Gazetteer::embedded();
    loop {
        let next = locked(work).recv();
        let Ok(Work { place, size, input }) = next else { return };
        let facts = panic::catch_unwind(AssertUnwindSafe(|| input.map(|input| understand(input, gazetteer))));
        if give.send(Done { place, size, facts }).is_err() {
            return;
        }
    }
}

/// Hands on what is done, in the order in which it was read.
fn hand_on(done: Receiver<Done>, room: &Room, take: &mut dyn FnMut(Result<ArticleFacts, Rejection>) -> bool) {
    let mut waiting = BTreeMap::new();
    let mut next = 0;
    for one in done {
        waiting.insert(one.place, one);
        while let Some(one) = waiting.remove(&next) {
            next += 1;
            room.give_back(one.size);
            let facts = one.facts.unwrap_or_else(|panicked| panic::resume_unwind(panicked));
            if !take(facts) {
                return;
            }
        }
    }
}

/// How much is under way.
#[derive(Default)]
struct Room {
    used: Mutex<Used>,
    freed: Condvar,
}

#[derive(Default)]
struct Used {
    articles: usize,
    bytes: usize,
    closed: bool,
}

impl Room {
    /// Waits until there is room for one more; false where nobody wants more.
    fn take(&self, size: usize) -> bool {
        let full = |used: &mut Used| {
            let bytes = used.articles > 0 && used.bytes + size > MOST_BYTES;
            !used.closed && (bytes || used.articles >= MOST)
        };
        let waited = self.freed.wait_while(locked(&self.used), full);
        let mut used = waited.unwrap_or_else(PoisonError::into_inner);
        used.articles += 1;
        used.bytes += size;
        !used.closed
    }

    fn give_back(&self, size: usize) {
        let mut used = locked(&self.used);
        used.articles -= 1;
        used.bytes -= size;
        self.freed.notify_one();
    }
}

/// Nobody wants more once this is dropped, be it by a panic: the reader would wait for ever.
struct Closing<'r>(&'r Room);

impl Drop for Closing<'_> {
    fn drop(&mut self) {
        locked(&self.0.used).closed = true;
        self.0.freed.notify_one();
    }
}

/// A panic elsewhere leaves what the lock guards whole: each change of it is one step.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn understand(input: Input, gazetteer: &Gazetteer) -> ArticleFacts {
    match input {
        Input::Article(article) => extract::extract(&article, gazetteer),
        Input::Facts(facts) => facts,
    }
}
