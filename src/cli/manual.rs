//! The words of the help that belong to no single flag.

/// `chancery -h`: everything on one screen.
pub const SHORT: &str = "\
chancery - a knowledge graph of diplomacy: who met whom, when, where, about which
pact, and who says so

Usage: chancery [STORE]               the shell; without STORE on a temporary one
       chancery COMMAND …             -h is its help, --help its manual

 ask WORDS     a question in words    │ load PATH…   articles into the store
 query CYPHER  openCypher             │ import DIR   a graph in CSV files
 run SCRIPT    saved scripts; --list  │ extract …    articles to facts, no store
 path A B      how two are connected  │ review       decide what is uncertain
 show NAME     all about one name     │ log          what was done to the store
 why FACT      the sentences behind   │ undo [N]     take a batch back
 names [NAME]  names and spellings    │ check        whether the store is whole
 schema        labels, types, keys    │ dump         the store as text
 stats         how much there is      │ restore      a store from a dump
 export FORMAT drawings, other forms  │ completions  for bash, zsh, fish
                                      │ man          the manual pages

  -s, --store FILE      the store (or CHANCERY_STORE)   --color auto|always|never
      --articles PATH   articles for this call alone    --as-of DATE
      --format table|tsv|csv|json|jsonl|compact|columns|md  --help  the manual
";

pub const ABOUT: &str = "\
Chancery reads news articles, understands who met whom, when, where and about which agreement, and keeps \
that as a property graph in one file, with the sentence behind every fact. It answers questions in words, \
openCypher and saved scripts, on the command line and in a shell of its own.";

pub const AFTER: &str = "\
Stores:
  A store is one file, named by --store or CHANCERY_STORE; load makes it where there is none.
  --articles PATH reads articles into a store in memory that lasts for the one call.
  ask, query and run only read unless --write is given.

Output:
  Results go to standard output, everything else to standard error. On a terminal rows are a table
  fitted to its width, else tab-separated values with a head line, never cut and never coloured.
  A column whose name begins with _ carries what stands behind a row; only JSON shows it.

Exit status:
  0  done
  1  no rows (only with -e)
  2  the call is wrong
  3  an error in a query, question or script
  4  a name is unknown or means several things; the candidates are on standard error
  5  the store is missing, locked, damaged or of a newer format
  6  articles were rejected (with --strict, or where nothing else was there)
  130  interrupted; nothing, or everything, was kept, and the message says which

Environment:
  CHANCERY_STORE  the store, where --store is not given
  NO_COLOR, CLICOLOR_FORCE  no colour; colour in any case
  PAGER  shows what is longer than the screen; empty: nothing does
  EDITOR, VISUAL  what :edit opens
  XDG_STATE_HOME  where the shell keeps its history (default ~/.local/state), one file a store

Examples:
  chancery ask \"who met al-Araji about the security pact\" --articles data/articles
  chancery load --store world.chancery data/articles
  chancery world.chancery
  chancery run who-met-about --who \"Ali Larijani\" --store world.chancery
";

pub const ASK: &str = "\
Questions:
  who met NAME [and NAME] [about TOPIC] [with NAME] [in PLACE] [as ROLE] [since D] [until D] [on D]
  when did NAME meet NAME [about TOPIC] [in PLACE] [since D] [until D]
  timeline of NAME|TOPIC [since D] [until D]
  path from NAME to NAME [via NAME] [max N] [since D]
  who is NAME [on D]
  who held ROLE [of STATE] [on D]
  what about TOPIC [since D] [until D]
  agreements between STATE and STATE [since D] [until D]

A date D is 2025, 2025-01 or 2025-01-15. A name matches through case, diacritics, spelling and alias.";

pub const QUERY: &str = "\
Examples:
  chancery query \"MATCH (p:Person)-[:ATTENDED]->(m:Meeting) RETURN p.name, m.date LIMIT 5\"
  chancery query -f report.cypher -p who=\"Ali Larijani\" -p top=10
  echo 'MATCH (n) RETURN count(n)' | chancery query
  program | chancery query --stream --format compact | program

With --stream each statement is answered as soon as its semicolon is read, and its rows end with an empty line.
With --format compact an answer is one line of JSON, {\"columns\":[…],\"rows\":[[…],…]}; with --format columns it is
{\"name\":[…],…}, an array for each column, which programs read fastest and data frames take as it is.";

pub const RUN: &str = "\
Examples:
  chancery run --list
  chancery run who-met-about --help
  chancery run who-met-about --who \"Ali Larijani\" --since 2025 --format csv
  chancery run my/report.cypher";

pub const LOAD: &str = "\
A load is one batch: all of it or, where it is stopped, nothing. Loading the same articles again adds
nothing; the same address with another text replaces what only the old text said.";

pub const IMPORT: &str = "\
The dialect is that of neo4j-admin, which `chancery export csv` writes too. The head of a file says what it is:
  id:ID,name,born:int,:LABEL               nodes; a column without a type is text
  :START_ID,:END_ID,since:date,:TYPE       relationships between them
Types are string, int, float, boolean, date, time, localtime, datetime, localdatetime and duration, with [] for
lists; ; parts list elements and labels. :ID(group) keeps the ids of kinds apart, id:ID{id-type:int} keeps
the id as a number, :IGNORE leaves a column out. All of it is imported, or on a wrong line nothing.

--nodes and --relationships name files outside of a folder. Several files stand under the head of the first,
which may hold nothing else; where another one begins with a line that only names the columns, it is skipped.

Examples:
  chancery import --store world.chancery FOLDER
  chancery import --store world.chancery --nodes Person=head.csv,people.csv --relationships MET=met.csv
  chancery export csv -o FOLDER --store old.chancery";
