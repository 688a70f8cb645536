//! Hands the arguments to the command line and its verdict to the system.

use std::process::ExitCode;

fn main() -> ExitCode {
    chancery::cli::main(std::env::args_os())
}
