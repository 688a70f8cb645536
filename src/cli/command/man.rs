//! `chancery man`: the manual pages, from the same source as the help.

use std::fs;
use std::path::Path;

use clap::CommandFactory;
use clap_mangen::Man as Page;

use crate::cli::args::{Arguments, Man};
use crate::cli::console::Console;
use crate::cli::failure::Outcome;
use crate::error::Error;

/// # Errors
/// Those of the output and of the folder.
pub fn run(args: &Man, console: &mut Console) -> Outcome {
    let mut command = Arguments::command();
    command.build();
    let Some(folder) = &args.output else {
        let mut text = Vec::new();
        Page::new(command).render(&mut text)?;
        return Ok(console.out().write_all(&text)?);
    };
    write_page(folder, "chancery.1", command.clone())?;
    let mut count = 1;
    for child in command.get_subcommands().filter(|child| child.get_name() != "help") {
        let name = format!("chancery-{}", child.get_name());
        write_page(folder, &format!("{name}.1"), child.clone().name(name))?;
        count += 1;
    }
    Ok(writeln!(console.out(), "{count} pages are in {}", folder.display())?)
}

fn write_page(folder: &Path, name: &str, command: clap::Command) -> Outcome {
    let refused = |error: std::io::Error| {
        Error::system(format!("cannot write {}: {error}", folder.join(name).display()))
    };
    let mut text = Vec::new();
    Page::new(command).render(&mut text)?;
    fs::create_dir_all(folder).and_then(|()| fs::write(folder.join(name), text)).map_err(refused)?;
    Ok(())
}
