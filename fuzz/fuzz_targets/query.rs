//! No statement, whatever its bytes, makes the query stages panic: it is read, analyzed, planned and drawn.
#![no_main]

use chancery::graph::Graph;
use chancery::query::{Access, Options, Params, run, writes};
use chancery::session::statements::split;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let _ = writes(text);
    for span in split(text).spans {
        let statement = format!("EXPLAIN {}", span.of(text));
        let _ = run(&statement, &Params::new(), Access::Read(&Graph::new()), &Options::default());
    }
});
