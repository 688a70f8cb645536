//! The arguments: every command with its flags, and the words of its help.

use std::path::PathBuf;

use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};

use crate::cli::manual;
use crate::model::PartialDate;
use crate::output::Format;
use crate::session::FileGroup;

/// A knowledge graph of diplomacy: who met whom, when, where, about which pact, and who says so
#[derive(Debug, Parser)]
#[command(
    name = "chancery",
    version,
    long_about = manual::ABOUT,
    after_long_help = manual::AFTER,
    subcommand_precedence_over_arg = true,
    subcommand_value_name = "COMMAND",
    max_term_width = 100
)]
pub struct Arguments {
    #[command(flatten)]
    pub global: Global,

    /// Opens the shell on this store; without it the shell works on a temporary one
    #[arg(value_name = "STORE")]
    pub place: Option<PathBuf>,

    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What every command understands.
#[derive(Debug, Clone, Default, Args)]
pub struct Global {
    /// The store to work on
    #[arg(short, long, value_name = "FILE", env = "CHANCERY_STORE", hide_env_values = true, global = true)]
    pub store: Option<PathBuf>,

    /// Loads these articles into a store in memory, for this one call
    #[arg(long, value_name = "PATH", global = true, action = ArgAction::Append)]
    pub articles: Vec<PathBuf>,

    /// How rows are written: table, tsv, csv, json, jsonl, compact, columns, md or dot
    ///
    /// Without it a table fitted to the terminal; where the output is no terminal, tab-separated values
    /// with a head line, never cut and never coloured. json is an array of objects, jsonl an object a line,
    /// compact one object on a line with the columns once and each row an array, columns one object on a line
    /// with an array for each column.
    #[arg(long, value_name = "FORMAT", global = true)]
    pub format: Option<Format>,

    /// When to colour: auto, always or never
    #[arg(long, value_name = "WHEN", global = true, default_value = "auto", hide_default_value = true)]
    pub color: Color,

    /// Shows the graph as it was known at the end of this day, month or year
    #[arg(long, value_name = "DATE", global = true)]
    pub as_of: Option<PartialDate>,

    /// Keeps spreadsheets from taking a text for a formula (csv and tsv)
    #[arg(long, global = true, hide_short_help = true)]
    pub excel_safe: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Color {
    #[default]
    Auto,
    Always,
    Never,
}

/// What commands that give rows understand.
#[derive(Debug, Clone, Default, Args)]
pub struct Rows {
    /// Ends with status 1 where there are no rows
    #[arg(short = 'e', long = "exit-status")]
    pub empty_fails: bool,

    /// Shows the sentences behind every row
    #[arg(long)]
    pub why: bool,

    /// Stops after so many seconds
    #[arg(long, value_name = "SECONDS", hide_short_help = true)]
    pub timeout: Option<f64>,

    /// Stops where a statement would hold more than so many megabytes
    #[arg(long, value_name = "MB", hide_short_help = true)]
    pub memory: Option<usize>,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Asks one question in words
    #[command(after_help = manual::ASK)]
    Ask(Ask),
    /// Runs openCypher from the argument, a file or standard input
    #[command(after_help = manual::QUERY)]
    Query(Query),
    /// Runs saved scripts; --list shows them
    #[command(after_help = manual::RUN)]
    Run(Run),
    /// Shows the shortest way from one name to another, over meetings and agreements
    Path(Path),
    /// Shows all about one name on a card: offices, meetings, agreements
    Show(Show),
    /// Shows the sentences behind a name, a node (node:12) or a relationship (edge:34)
    Why(Why),
    /// Lists the names in the store, or what a name leads to and why
    Names(Names),
    /// Prints what is understood of articles as JSON lines; no store is touched
    Extract(Extract),
    /// Loads articles into the store: files, folders, - for standard input
    #[command(after_help = manual::LOAD)]
    Load(Load),
    /// Imports a graph made elsewhere: a folder of CSV files in neo4j-admin's dialect
    #[command(after_help = manual::IMPORT)]
    Import(Import),
    /// Walks through what is uncertain: who is who, which facts hold
    Review(Review),
    /// Writes the graph, or part of it, for other programs
    Export(Export),
    /// Shows labels, relationship types and properties, with how many there are
    Schema,
    /// Counts what the store holds
    Stats,
    /// Reads the whole store and its history, and says whether all of it holds
    Check,
    /// Lists what was done to the store, newest last
    Log,
    /// Takes back a batch: the last one, or the one with this number
    Undo(Undo),
    /// Writes the store as text that restore reads
    Dump(Dump),
    /// Builds a store from what dump wrote
    Restore(Restore),
    /// Prints completions for a shell
    Completions(Completions),
    /// Prints the manual page, or writes all of them into a folder
    Man(Man),
}

#[derive(Debug, Args)]
pub struct Ask {
    /// The question: who met NAME about TOPIC since 2025 …
    #[arg(required = true, value_name = "WORDS")]
    pub words: Vec<String>,
    #[command(flatten)]
    pub rows: Rows,
}

#[derive(Debug, Args)]
pub struct Query {
    /// One or more statements, parted by semicolons
    #[arg(value_name = "CYPHER", conflicts_with = "file")]
    pub text: Option<String>,
    /// Reads the statements from a file; - is standard input
    #[arg(short, long, value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// Answers each statement of standard input as soon as it is read, and ends its rows with an empty line
    #[arg(long, conflicts_with_all = ["text", "file"])]
    pub stream: bool,
    /// Sets $NAME: a JSON value, else a text
    #[arg(short, long = "param", value_name = "NAME=VALUE", action = ArgAction::Append)]
    pub params: Vec<String>,
    /// Lets statements change the graph
    #[arg(long)]
    pub write: bool,
    #[command(flatten)]
    pub rows: Rows,
}

#[derive(Debug, Args)]
pub struct Run {
    /// Lists the scripts there are
    #[arg(long)]
    pub list: bool,
    /// Runs every script of a folder on sample articles and compares with what is expected there
    #[arg(long, value_name = "DIR", conflicts_with = "list")]
    pub check: Option<PathBuf>,
    /// With --check: writes what came out as what is expected
    #[arg(long, requires = "check")]
    pub bless: bool,
    /// Scripts by name or path, then their parameters as --NAME VALUE; SCRIPT --help shows them
    #[arg(value_name = "SCRIPT", trailing_var_arg = true, allow_hyphen_values = true)]
    pub rest: Vec<String>,
}

/// What stands behind the scripts of `run`: their flags, beside those that the scripts declare.
#[derive(Debug, Clone, Default, Args)]
pub struct RunFlags {
    /// Lets statements change the graph
    #[arg(long)]
    pub write: bool,
    #[command(flatten)]
    pub rows: Rows,
}

#[derive(Debug, Args)]
pub struct Path {
    #[arg(value_name = "FROM")]
    pub from: String,
    #[arg(value_name = "TO")]
    pub to: String,
    /// The most meetings or agreements on the way
    #[arg(long, value_name = "N")]
    pub max: Option<u32>,
    /// A name that the way must pass
    #[arg(long, value_name = "NAME")]
    pub via: Option<String>,
    /// Only what happened from this day, month or year on
    #[arg(long, value_name = "DATE")]
    pub since: Option<PartialDate>,
    #[command(flatten)]
    pub rows: Rows,
}

#[derive(Debug, Args)]
pub struct Show {
    /// A person, state, organization, agreement, meeting, place or topic, in any spelling
    #[arg(required = true, value_name = "NAME")]
    pub name: Vec<String>,
}

#[derive(Debug, Args)]
pub struct Why {
    /// A name, node:12 or edge:34; the numbers are those that JSON output calls id
    #[arg(required = true, value_name = "FACT")]
    pub fact: Vec<String>,
}

#[derive(Debug, Args)]
pub struct Names {
    /// A name in any spelling, or part of one
    #[arg(value_name = "NAME")]
    pub name: Vec<String>,
}

#[derive(Debug, Args)]
pub struct Extract {
    /// Files and folders; - or nothing is standard input
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Says in words what was understood, with the sentence behind each fact
    #[arg(long)]
    pub explain: bool,
    /// Ends with status 6 where anything was rejected
    #[arg(long)]
    pub strict: bool,
}

#[derive(Debug, Args)]
pub struct Load {
    /// Files and folders; - is standard input. What a file holds is told by its content
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Ends with status 6 where anything was rejected
    #[arg(long)]
    pub strict: bool,
}

#[derive(Debug, Clone, Args)]
pub struct Import {
    /// The folder; all .csv files in it are read
    #[arg(value_name = "FOLDER", required_unless_present_any = ["nodes", "relationships"])]
    pub folder: Option<PathBuf>,
    /// Nodes in files under one head, the first line of the first; LABEL is what all of them are
    #[arg(long, value_name = "[LABEL[:LABEL]=]FILE[,FILE]")]
    pub nodes: Vec<FileGroup>,
    /// Relationships in files under one head; TYPE is that of those which name none
    #[arg(long, value_name = "[TYPE=]FILE[,FILE]")]
    pub relationships: Vec<FileGroup>,
}

#[derive(Debug, Args)]
pub struct Review {
    /// Writes the decisions made by hand, as JSON lines, instead of asking
    #[arg(long, conflicts_with = "replay")]
    pub export: bool,
    /// Makes the decisions that --export wrote; - is standard input
    #[arg(long, value_name = "FILE")]
    pub replay: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Export {
    /// dot, svg, png, html, json, csv, gephi, gexf, graphml, ftm or cypher
    #[arg(value_name = "FORMAT")]
    pub target: String,
    /// Where to write; without it, or with -, standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Only what this statement gives
    #[arg(short, long, value_name = "CYPHER", group = "part")]
    pub query: Option<String>,
    /// Only what surrounds this name
    #[arg(long, value_name = "NAME", group = "part")]
    pub who: Option<String>,
    /// Only what this script gives
    #[arg(long, value_name = "SCRIPT", group = "part")]
    pub script: Option<String>,
    /// Only what answers this question in words
    #[arg(long, value_name = "WORDS", group = "part")]
    pub ask: Option<String>,
    /// Sets a parameter of the query or script
    #[arg(short, long = "param", value_name = "NAME=VALUE", action = ArgAction::Append)]
    pub params: Vec<String>,
    /// How a drawing is laid out: meeting, timeline, ego or states; without it as suits what is drawn
    #[arg(long, value_name = "LAYOUT")]
    pub layout: Option<String>,
    /// The title of a drawing
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
    /// Draws even what is too large to be read
    #[arg(long)]
    pub force: bool,
}

#[derive(Debug, Args)]
pub struct Undo {
    /// The number that log shows
    #[arg(value_name = "BATCH")]
    pub batch: Option<u64>,
}

#[derive(Debug, Args)]
pub struct Dump {
    /// Where to write; without it, or with -, standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Restore {
    /// What dump wrote; - or nothing is standard input
    #[arg(value_name = "FILE")]
    pub file: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Completions {
    /// bash, zsh, fish, elvish or powershell
    pub shell: clap_complete::Shell,
}

#[derive(Debug, Args)]
pub struct Man {
    /// Writes a page a command into this folder
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn no_two_arguments_are_at_odds() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn the_short_help_fits_a_screen_and_names_every_command() {
        assert!(manual::SHORT.lines().count() <= 24);
        for line in manual::SHORT.lines() {
            assert!(line.chars().count() <= 81, "{line}");
        }
        for command in Arguments::command().get_subcommands() {
            assert!(manual::SHORT.contains(command.get_name()), "{}", command.get_name());
        }
    }
}
