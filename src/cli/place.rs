//! Which store a command works on: the one in a file, or one in memory made of articles for this call.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::NaiveTime;
use indicatif::{ProgressBar, ProgressStyle};

use crate::cli::args::Global;
use crate::cli::clock;
use crate::cli::console::Console;
use crate::cli::failure::Outcome;
use crate::cli::interrupt;
use crate::error::Error;
use crate::session::{LoadReport, Session, Sources, Stage};

/// So many rejections are told one by one on loading; `extract` tells all.
const TOLD: usize = 20;

/// Opens what is asked for, for reading.
///
/// # Errors
/// Where no store is named, where it cannot be opened, where no article can be read.
pub fn for_reading(global: &Global, console: &mut Console) -> Outcome<Session> {
    let session = if global.articles.is_empty() {
        Session::open_read_only(named(global)?)?
    } else {
        from_articles(&global.articles, console)?
    };
    as_of(session, global)
}

/// As [`for_reading`], for statements and questions alone, whose answers hold all that is shown.
///
/// # Errors
/// As [`for_reading`].
pub fn for_asking(global: &Global, console: &mut Console) -> Outcome<Session> {
    if global.articles.is_empty() && global.as_of.is_none() {
        return Ok(Session::open_to_ask(named(global)?)?);
    }
    for_reading(global, console)
}

/// Opens what is asked for, for reading and writing.
///
/// # Errors
/// As [`for_reading`], and where another program writes to it, or an earlier state is asked for.
pub fn for_writing(global: &Global, console: &mut Console) -> Outcome<Session> {
    if global.as_of.is_some() {
        return Err(Error::usage("what was known earlier cannot be changed; leave out --as-of").into());
    }
    if global.articles.is_empty() {
        Ok(Session::open(named(global)?)?)
    } else {
        from_articles(&global.articles, console)
    }
}

/// The file that --store or CHANCERY_STORE names.
///
/// # Errors
/// Where neither does.
pub fn named(global: &Global) -> Outcome<&Path> {
    global.store.as_deref().ok_or_else(|| {
        Error::usage("no store is named")
            .hint("write --store FILE, or set CHANCERY_STORE, or --articles PATH to read articles for this one call")
            .into()
    })
}

fn as_of(mut session: Session, global: &Global) -> Outcome<Session> {
    let Some(date) = global.as_of else { return Ok(session) };
    let end = NaiveTime::from_hms_opt(23, 59, 59).unwrap_or_default();
    Ok(session.as_of(date.last_day().and_time(end).and_utc().timestamp())?)
}

fn from_articles(paths: &[PathBuf], console: &mut Console) -> Outcome<Session> {
    let mut session = Session::in_memory();
    let report = load(&mut session, paths, console)?;
    tell_rejections(&report, console);
    if report.new + report.known + report.changed == 0 {
        return Err(Error::usage("no article could be read").into());
    }
    Ok(session)
}

/// Loads with a progress bar on a terminal; Ctrl-C stops it.
///
/// # Errors
/// Those of [`Session::load`].
pub fn load(session: &mut Session, paths: &[PathBuf], console: &mut Console) -> Outcome<LoadReport> {
    console.flush()?;
    let bar = bar(console.err_is_terminal);
    let report = interrupt::stoppable(None, |stop| {
        session.load(sources(paths), clock::seconds(), stop, &mut |stage| match stage {
            Stage::Understood(count) => bar.set_position(count as u64),
            Stage::Committing => bar.set_message("· writing"),
        })
    });
    bar.finish_and_clear();
    Ok(report?)
}

/// What to read; `-` is standard input.
pub fn sources(paths: &[PathBuf]) -> Sources {
    let standard = paths.iter().any(|path| path.as_os_str() == "-");
    Sources { paths: paths.to_vec(), standard: standard.then(|| Box::new(io::stdin()) as _) }
}

fn bar(visible: bool) -> ProgressBar {
    if !visible {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new_spinner();
    if let Ok(style) =
        ProgressStyle::with_template("{spinner} {pos} articles read · {per_sec} · {elapsed} {msg}")
    {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(120));
    bar
}

/// Says what is no article, and why.
pub fn tell_rejections(report: &LoadReport, console: &mut Console) {
    for rejection in report.rejected.iter().take(TOLD) {
        console.warn(&format!("rejected: {rejection}"));
    }
    if report.rejected.len() > TOLD {
        let more = report.rejected.len() - TOLD;
        console.warn(&format!(
            "and {more} more are rejected; `chancery extract PATH >/dev/null` lists all of them"
        ));
    }
}
