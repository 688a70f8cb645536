//! A real pseudo-terminal with the program in it, and what its screen shows.

use std::io::{Read, Write};
use std::num::NonZero;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// How long a test waits for what must come; nothing is measured by it.
const PATIENCE: Duration = Duration::from_secs(120);

#[allow(dead_code, reason = "each test program uses a part")]
pub struct Terminal {
    master: Box<dyn MasterPty + Send>,
    keys: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    screen: Arc<Mutex<vt100::Parser>>,
    /// Ends once all output is read.
    reader: Option<thread::JoinHandle<()>>,
}

#[allow(dead_code, reason = "each test program uses a part")]
impl Terminal {
    /// Runs a program in `folder` on a terminal of so many rows and columns.
    pub fn run(
        program: &str,
        arguments: &[&str],
        folder: &Path,
        surroundings: &[(&str, &str)],
        (rows, columns): (u16, u16),
    ) -> Self {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a pseudo-terminal can be opened");
        let mut command = CommandBuilder::new(program);
        command.args(arguments);
        command.cwd(folder);
        for name in ["CHANCERY_STORE", "NO_COLOR", "CLICOLOR_FORCE", "COLUMNS", "LC_ALL"] {
            command.env_remove(name);
        }
        command.env("TERM", "xterm-256color");
        command.env("PAGER", "");
        command.env("XDG_STATE_HOME", folder.join("state"));
        for (name, value) in surroundings {
            command.env(name, value);
        }
        let child = pair.slave.spawn_command(command).expect("the program starts");
        drop(pair.slave);
        let mut output = pair.master.try_clone_reader().expect("the terminal can be read");
        let keys = pair.master.take_writer().expect("the terminal can be written to");
        let screen = Arc::new(Mutex::new(vt100::Parser::new(some(rows), some(columns), 0)));
        let shown = Arc::clone(&screen);
        let reader = thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = output.read(&mut bytes) {
                shown.lock().expect("the screen is whole").process(&bytes[..count]);
            }
        });
        Terminal { master: pair.master, keys, child, screen, reader: Some(reader) }
    }

    pub fn send(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).expect("the terminal takes keys");
        self.keys.flush().expect("the terminal takes keys");
    }

    /// What the screen shows, without the empty lines below.
    pub fn text(&self) -> String {
        let screen = self.screen.lock().expect("the screen is whole");
        let lines: Vec<String> =
            screen.screen().contents().lines().map(|line| line.trim_end().to_owned()).collect();
        lines.join("\n").trim_end().to_owned()
    }

    /// The screen once the program has ended and all it wrote is shown.
    pub fn settled(&mut self) -> String {
        if let Some(reader) = self.reader.take() {
            reader.join().expect("the terminal is read to its end");
        }
        self.text()
    }

    /// Waits until the screen shows what a test asks for.
    pub fn wait(&self, what: &str, shown: impl Fn(&str) -> bool) -> String {
        let start = Instant::now();
        loop {
            let text = self.text();
            if shown(&text) {
                return text;
            }
            assert!(start.elapsed() < PATIENCE, "waited in vain for {what}; the screen shows\n{text}");
            thread::sleep(Duration::from_millis(20));
        }
    }

    pub fn wait_for(&self, part: &str) -> String {
        self.wait(part, |text| text.contains(part))
    }

    /// Waits until the last line is this one.
    pub fn wait_for_prompt(&self, prompt: &str) -> String {
        self.wait(prompt, |text| text.lines().last() == Some(prompt))
    }

    pub fn resize(&self, rows: u16, columns: u16) {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        self.master.resize(size).expect("the terminal changes its size");
        self.screen.lock().expect("the screen is whole").screen_mut().set_size(some(rows), some(columns));
    }

    /// Waits for the end of the program and gives its status.
    pub fn end(&mut self) -> u32 {
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            if let Some(status) = self.child.try_wait().expect("the program can be waited for") {
                return status.exit_code();
            }
            thread::sleep(Duration::from_millis(20));
        }
        panic!("the program did not end; the screen shows\n{}", self.text());
    }
}

fn some(count: u16) -> NonZero<u16> {
    NonZero::new(count).expect("a terminal has rows and columns")
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // A test that failed must not leave the program running.
        let _ = self.child.kill();
    }
}
