//! Standard input of a program that is asked again and again.
//!
//! To wake a process that sleeps takes longer than many an answer. So the next statement is waited for awake for a
//! short while, where there is another core for whoever asks. Where that was in vain it is not tried again at once: a
//! person types for seconds, and who asks may have to share the core with us.

use std::io::{self, Read, StdinLock};
use std::thread;
use std::time::{Duration, Instant};

/// How long is waited awake.
const AWAKE: Duration = Duration::from_micros(300);

/// So many reads are gone to at most without waiting awake, once that was in vain again and again.
const MOST: u32 = 1 << 10;

/// Standard input, waited for awake or asleep.
pub struct Inbox {
    input: StdinLock<'static>,
    /// None where there is no other core for whoever asks.
    patience: Option<Patience>,
}

/// Whether to wait awake.
#[derive(Debug, Clone, Copy, Default)]
struct Patience {
    /// So many reads are asleep before waiting awake is tried again.
    asleep: u32,
    /// So many will be when it is in vain the next time.
    next: u32,
}

impl Inbox {
    pub fn open() -> Self {
        let cores = thread::available_parallelism().map_or(1, usize::from);
        Inbox { input: io::stdin().lock(), patience: (cores > 1).then(Patience::default) }
    }

    /// Waits until there is something to read, or it is time to sleep.
    fn is_ready_soon(input: &StdinLock) -> bool {
        let start = Instant::now();
        while !is_ready(input) {
            if start.elapsed() >= AWAKE {
                return false;
            }
            std::hint::spin_loop();
        }
        true
    }
}

impl Read for Inbox {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if let Some(patience) = &mut self.patience
            && patience.is_awake()
        {
            patience.learn(Inbox::is_ready_soon(&self.input));
        }
        self.input.read(buffer)
    }
}

impl Patience {
    /// Whether the next read is waited for awake.
    fn is_awake(&mut self) -> bool {
        let awake = self.asleep == 0;
        self.asleep = self.asleep.saturating_sub(1);
        awake
    }

    fn learn(&mut self, in_time: bool) {
        *self = match in_time {
            true => Patience::default(),
            false => Patience { asleep: self.next, next: (2 * self.next).clamp(1, MOST) },
        };
    }
}

/// Whether a read would not wait, or would fail at once.
#[cfg(unix)]
fn is_ready(input: &StdinLock) -> bool {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    let now = Timespec { tv_sec: 0, tv_nsec: 0 };
    poll(&mut [PollFd::new(input, PollFlags::IN)], Some(&now)) != Ok(0)
}

/// Elsewhere it is not known, and a read waits asleep.
#[cfg(not(unix))]
fn is_ready(_: &StdinLock) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waiting_awake_in_vain_becomes_rare() {
        let mut patience = Patience::default();
        let mut awake = 0;
        for _ in 0..10_000 {
            if patience.is_awake() {
                awake += 1;
                patience.learn(false);
            }
        }
        assert!(awake < 30, "{awake}");
        while !patience.is_awake() {}
        patience.learn(true);
        assert!((0..1000).all(|_| {
            let awake = patience.is_awake();
            patience.learn(true);
            awake
        }));
    }
}
