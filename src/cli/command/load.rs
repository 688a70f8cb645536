//! `chancery load`: articles into the store, as one batch.

use std::io::Write;

use crate::cli::answer::counted;
use crate::cli::args::{Global, Load};
use crate::cli::console::Console;
use crate::cli::failure::{Failure, Outcome};
use crate::cli::place;
use crate::session::LoadReport;

/// The exit status where articles were rejected.
pub const REJECTED: u8 = 6;

/// # Errors
/// Those of the store; status 6 where something was rejected and that counts.
pub fn run(args: &Load, global: &Global, console: &mut Console) -> Outcome {
    place::named(global)?;
    let mut session = place::for_writing(&Global { articles: Vec::new(), ..global.clone() }, console)?;
    let report = place::load(&mut session, &args.paths, console)?;
    place::tell_rejections(&report, console);
    write_summary(&report, console.out())?;
    console.flush()?;
    let nothing = report.new + report.known + report.changed == 0;
    if report.rejected.is_empty() || (!args.strict && !nothing) {
        Ok(())
    } else {
        Err(Failure::Status(REJECTED))
    }
}

/// What was understood, what is uncertain, what was rejected, each with the command that lists it.
///
/// # Errors
/// Those of the writer.
pub fn write_summary(report: &LoadReport, out: &mut dyn Write) -> std::io::Result<()> {
    let read = report.new + report.known + report.changed;
    let mut counts = vec![format!("{} new", report.new)];
    for (count, what) in
        [(report.known, "known"), (report.changed, "changed"), (report.rejected.len(), "rejected")]
    {
        if count > 0 {
            counts.push(format!("{count} {what}"));
        }
    }
    writeln!(out, "{}: {}", counted(read + report.rejected.len(), "article"), counts.join(", "))?;
    if read > 0 {
        let (names, meetings) = (counted(report.people, "name"), counted(report.meetings, "meeting"));
        let agreements = counted(report.agreements, "agreement");
        writeln!(out, "  they tell of {names}, {meetings}, {agreements} · chancery names, chancery stats")?;
    }
    if report.changes == 0 && read > 0 {
        writeln!(out, "  nothing in the store changed")?;
    }
    if report.doubts > 0 {
        writeln!(
            out,
            "  {} about who is who or what holds · chancery review",
            counted(report.doubts, "doubt")
        )?;
    }
    Ok(())
}
