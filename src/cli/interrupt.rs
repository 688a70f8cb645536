//! Ctrl-C and time limits: what is running is asked to stop; where nothing is running, the program ends.

use std::process;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use crate::query::Stop;
use crate::query::options::StopReason;

static STOP: OnceLock<Stop> = OnceLock::new();
/// Something is running that looks at [`STOP`].
static RUNNING: AtomicBool = AtomicBool::new(false);
/// The shell is open: Ctrl-C never ends the program.
static SHELL: AtomicBool = AtomicBool::new(false);

fn switch() -> &'static Stop {
    STOP.get_or_init(Stop::default)
}

/// Takes over Ctrl-C. Where the system refuses, it ends the program as it always did.
pub fn install() {
    let _ = ctrlc::set_handler(|| {
        let again = switch().reason().is_some();
        let shell = SHELL.load(Ordering::SeqCst);
        if RUNNING.load(Ordering::SeqCst) && (shell || !again) {
            switch().stop(StopReason::Cancelled);
        } else if !shell {
            process::exit(130);
        }
    });
}

/// From now on Ctrl-C only ever stops what is running.
pub fn enter_shell() {
    SHELL.store(true, Ordering::SeqCst);
}

/// Runs something that looks at the switch; Ctrl-C and the time limit throw it.
pub fn stoppable<T>(timeout: Option<Duration>, run: impl FnOnce(&Stop) -> T) -> T {
    let stop = switch();
    stop.reset();
    RUNNING.store(true, Ordering::SeqCst);
    let done = timeout.map(|timeout| watch(stop.clone(), timeout));
    let result = run(stop);
    drop(done);
    RUNNING.store(false, Ordering::SeqCst);
    result
}

/// Throws the switch after a while, unless what is given back is dropped before.
fn watch(stop: Stop, timeout: Duration) -> mpsc::Sender<()> {
    let (done, waiting) = mpsc::channel::<()>();
    thread::spawn(move || {
        if waiting.recv_timeout(timeout) == Err(mpsc::RecvTimeoutError::Timeout) {
            stop.stop(StopReason::TimedOut);
        }
    });
    done
}
