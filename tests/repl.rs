//! The shell on a real pseudo-terminal.

mod terminal;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use tempfile::TempDir;
use terminal::Terminal;

const PROGRAM: &str = env!("CARGO_BIN_EXE_chancery");
const SAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/articles");
const CTRL_C: &str = "\u{3}";
const CTRL_D: &str = "\u{4}";
const CTRL_R: &str = "\u{12}";

/// A store of the sample articles, made once.
fn world() -> &'static Path {
    static WORLD: OnceLock<(TempDir, PathBuf)> = OnceLock::new();
    let (_, path) = WORLD.get_or_init(|| {
        let folder = TempDir::new().expect("a folder can be made");
        let path = folder.path().join("world.chancery");
        let done = Command::new(PROGRAM).arg("--store").arg(&path).args(["load", SAMPLES]).output();
        assert!(done.is_ok_and(|done| done.status.success()), "the sample articles load");
        (folder, path)
    });
    path
}

/// A shell on a copy of the store of its own.
struct Shell {
    terminal: Terminal,
    folder: TempDir,
}

fn shell_with(surroundings: &[(&str, &str)], size: (u16, u16)) -> Shell {
    let folder = TempDir::new().expect("a folder can be made");
    fs::copy(world(), folder.path().join("world.chancery")).expect("the store can be copied");
    let terminal = Terminal::run(PROGRAM, &["world.chancery"], folder.path(), surroundings, size);
    terminal.wait_for_prompt("world>");
    Shell { terminal, folder }
}

fn shell() -> Shell {
    shell_with(&[], (60, 120))
}

impl Shell {
    /// Types a line and gives the screen once the prompt is back.
    fn type_line(&mut self, line: &str) -> String {
        self.terminal.send(line);
        self.terminal.wait_for(line.trim());
        self.terminal.send("\r");
        self.terminal.wait_for_prompt("world>")
    }
}

#[test]
fn a_question_has_numbered_rows_and_why_shows_their_sentences() {
    let mut shell = shell();
    let text = shell.type_line("who met Larijani");
    assert!(text.contains("is Ali Larijani") && text.contains(":why N"), "{text}");
    let text = shell.type_line(":why 1");
    assert!(text.contains('“') && text.contains(" · "), "{text}");
    let text = shell.type_line(":why 99");
    assert!(text.contains("has rows 1 to"), "{text}");
    let text = shell.type_line(":cypher");
    assert!(text.contains("MATCH (") && text.contains("$who"), "{text}");
}

#[test]
fn cypher_runs_at_its_semicolon_over_several_lines() {
    let mut shell = shell();
    shell.terminal.send("RETURN 40000\r");
    shell.terminal.send("  + 2 AS answer;\r");
    let text = shell.terminal.wait("the answer", |text| text.contains("40002") && text.ends_with("world>"));
    assert!(text.contains("answer"), "{text}");
}

#[test]
fn a_mistake_is_marked_and_the_shell_goes_on() {
    let mut shell = shell();
    let text = shell.type_line("MATCH (p:Persn) RETURN p;");
    assert!(text.contains("^^^^^ did you mean Person?"), "{text}");
    let text = shell.type_line(":bogus");
    assert!(text.contains("there is no command :bogus"), "{text}");
    let text = shell.type_line("RETURN 1 AS still;");
    assert!(text.contains("still"), "{text}");
}

#[test]
fn names_complete_through_their_spelling() {
    let mut shell = shell();
    shell.terminal.send("MATCH (p {name: \"aaraj\t");
    let text = shell.terminal.wait_for("\"Qassem al-Araji\"");
    assert!(text.contains("world> MATCH (p {name: \"Qassem al-Araji\""), "{text}");
    shell.terminal.send(CTRL_C);
    shell.terminal.wait_for_prompt("world>");
    shell.terminal.send("MATCH (p:Pers\t");
    shell.terminal.wait_for("MATCH (p:Person");
    shell.terminal.send(CTRL_C);
    shell.terminal.wait_for_prompt("world>");
    shell.terminal.send("who met moham\t");
    let text = shell.terminal.wait_for("Mohammed Shia al-Sudani");
    assert!(text.contains("person · Prime Minister, Iraq"), "{text}");
}

#[test]
fn the_rest_of_the_grammar_is_hinted_and_shrinks() {
    let mut shell = shell();
    shell.terminal.send("who met ");
    shell.terminal.wait_for("NAME [and NAME] [about TOPIC]");
    shell.terminal.send("Larijani about ");
    let text = shell.terminal.wait_for("TOPIC [and NAME] [with NAME]");
    assert!(!text.contains("[about TOPIC]"), "{text}");
}

#[test]
fn ctrl_c_clears_the_line_and_ctrl_d_leaves() {
    let mut shell = shell();
    shell.terminal.send("RETURN nonsense");
    shell.terminal.wait_for("RETURN nonsense");
    shell.terminal.send(CTRL_C);
    shell.terminal.wait_for_prompt("world>");
    shell.terminal.send(CTRL_C);
    // What is typed before the next prompt goes with the cleared line.
    shell.terminal.wait("a third prompt", |text| text.matches("world>").count() == 3);
    let text = shell.type_line("RETURN 7 AS seven;");
    assert!(text.contains("seven"), "{text}");
    shell.terminal.send(CTRL_D);
    assert_eq!(shell.terminal.end(), 0);
}

#[test]
fn ctrl_c_cancels_a_running_query_and_says_so() {
    let mut shell = shell();
    let endless = "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b WITH a, b WHERE a + b < 0 RETURN count(*);";
    shell.terminal.send(endless);
    shell.terminal.send("\r");
    // The statement runs once the line is finished and no prompt is back.
    shell.terminal.wait("the start", |text| text.contains("count(*);") && !text.ends_with("world>"));
    std::thread::sleep(std::time::Duration::from_millis(300));
    shell.terminal.send(CTRL_C);
    let text = shell.terminal.wait_for_prompt("world>");
    assert!(text.to_lowercase().contains("cancel") || text.contains("stopped"), "{text}");
    assert!(shell.type_line("RETURN 1 AS alive;").contains("alive"));
}

#[test]
fn history_is_kept_for_the_user_alone_and_searched() {
    let mut shell = shell();
    shell.type_line("RETURN 123 AS remembered;");
    shell.terminal.send(CTRL_R);
    shell.terminal.send("remem");
    shell.terminal.wait_for("reverse-i-search");
    shell.terminal.send("\r");
    shell.terminal.wait("the answer", |text| text.matches("remembered").count() >= 3);
    let folder = shell.folder.path().join("state/chancery/history");
    let files: Vec<_> = fs::read_dir(&folder).expect("there is a history").flatten().collect();
    assert_eq!(files.len(), 1);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = files[0].metadata().expect("it is there").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}

#[test]
fn a_table_fits_the_terminal_also_after_it_changed() {
    let mut shell = shell_with(&[], (40, 70));
    let fits = |text: &str, columns: usize| text.lines().all(|line| line.chars().count() <= columns);
    let text = shell.type_line("who met al-Araji");
    assert!(fits(&text, 70), "{text}");
    shell.terminal.resize(40, 100);
    let text = shell.type_line("MATCH (m:Meeting) RETURN m.name AS name, m.date AS date LIMIT 3;");
    assert!(fits(&text, 100) && text.contains("name"), "{text}");
}

#[test]
fn a_long_answer_ends_in_one_line_that_names_the_way_to_the_rest() {
    let mut shell = shell_with(&[], (20, 100));
    let text = shell.type_line("UNWIND range(1, 500) AS n RETURN n;");
    assert!(text.contains("more lines; `:last all` shows them"), "{text}");
}

#[test]
fn without_colours_none_are_written() {
    for (name, value) in [("NO_COLOR", "1"), ("TERM", "dumb")] {
        let mut shell = shell_with(&[(name, value)], (40, 100));
        let text = shell.type_line("RETURN 1 AS plain;");
        assert!(text.contains("plain"), "{name}: {text}");
        shell.terminal.send(CTRL_D);
        assert_eq!(shell.terminal.end(), 0, "{name}");
    }
}

#[test]
fn a_locale_without_utf_8_is_no_obstacle() {
    let mut shell = shell_with(&[("LC_ALL", "C"), ("LANG", "C")], (40, 100));
    let text = shell.type_line("RETURN 'Erdogan' AS name;");
    assert!(text.contains("Erdogan"), "{text}");
}

#[test]
fn ten_thousand_pasted_lines_are_one_statement() {
    let mut shell = shell();
    let mut paste = String::from("\u{1b}[200~UNWIND [0\n");
    for number in 1..10_000 {
        paste.push_str(&format!(", {number}\n"));
    }
    paste.push_str("] AS n RETURN count(n) AS counted;\u{1b}[201~");
    shell.terminal.send(&paste);
    shell.terminal.send("\r");
    let text = shell.terminal.wait("the count", |text| text.contains("10000") && text.ends_with("world>"));
    assert!(text.contains("counted"), "{text}");
}

#[test]
fn settings_parameters_cards_and_drawings_work() {
    let mut shell = shell_with(&[("NO_COLOR", "1")], (60, 140));
    assert!(shell.type_line(":param top 3").contains("$top = 3"));
    assert!(shell.type_line("RETURN $top + 1 AS more;").contains('4'));
    assert!(shell.type_line(":set timeout 30").contains("timeout is 30 s"));
    assert!(shell.type_line(":set nonsense 1").contains("there is no setting nonsense"));
    assert!(shell.type_line(":show Larijani").contains("offices"));
    shell.type_line("who met Larijani");
    assert!(shell.type_line(":draw talks.dot").contains("talks.dot written"));
    let drawing = fs::read_to_string(shell.folder.path().join("talks.dot")).expect("it is drawn");
    assert!(drawing.contains("digraph"), "{drawing}");
    assert!(shell.type_line(":export csv rows.csv").contains("rows.csv"));
    assert!(shell.type_line(":run most-active --top 2").contains("most"));
    assert!(shell.type_line(":explain").contains("expected"));
    assert!(shell.type_line(":help").contains("Ctrl-R searches"));
}

#[test]
fn without_a_store_the_shell_says_so() {
    let folder = TempDir::new().expect("a folder can be made");
    let mut terminal = Terminal::run(PROGRAM, &[], folder.path(), &[], (30, 100));
    let text = terminal.wait_for_prompt("chancery>");
    assert!(text.contains("this one lasts until you leave"), "{text}");
    terminal.send("CREATE (:Person {name: 'Ada'});\r");
    terminal.wait_for("1 node created");
    terminal.send(":quit\r");
    assert_eq!(terminal.end(), 0);
}

#[test]
fn of_several_that_bear_a_name_one_is_picked_by_its_number() {
    let mut shell = shell();
    shell.terminal.send("who met Mohammed\r");
    let text = shell.terminal.wait_for("number, or Enter for none");
    let second = text.lines().find_map(|line| line.trim_start().strip_prefix("2  ")).expect("there are two");
    let name = second.split(" (").next().expect("a name comes first").to_owned();
    shell.terminal.send("99\r");
    shell.terminal.wait("the question again", |text| text.matches("number, or Enter").count() == 2);
    shell.terminal.send("2\r");
    let text = shell.terminal.wait_for_prompt("world>");
    assert!(text.contains(&format!("is {name}")), "{text}");
    // None is picked: nothing is answered, and the shell goes on.
    shell.terminal.send("who met Mohammed\r");
    shell.terminal.wait("the question a third time", |text| text.matches("number, or Enter").count() == 3);
    shell.terminal.send(CTRL_C);
    shell.terminal.wait_for_prompt("world>");
    let text = shell.type_line("RETURN 6 * 7000 AS answer;");
    assert!(text.contains("42000"), "{text}");
}

#[test]
fn doubts_are_settled_by_single_keys_and_taken_back() {
    let mut shell = shell();
    shell.terminal.send(":review\r");
    let text = shell.terminal.wait_for("y yes · n no · s later · u undo · q leave");
    assert!(text.contains("1/") && text.contains('“'), "{text}");
    shell.terminal.send("y");
    shell.terminal.wait_for("2/");
    shell.terminal.send("u");
    shell.terminal.wait("the first doubt again", |text| text.matches("\n1/").count() == 2);
    shell.terminal.send("n");
    shell.terminal.wait("the second doubt again", |text| text.matches("\n2/").count() == 2);
    shell.terminal.send("q");
    let text = shell.terminal.wait_for_prompt("world>");
    assert!(text.contains("1 decided, "), "{text}");
}

#[test]
fn the_last_input_is_edited_and_run() {
    let mut shell = shell_with(&[("EDITOR", "sed -i s/one/two/g"), ("VISUAL", "")], (60, 120));
    shell.type_line("RETURN 1 AS one;");
    let text = shell.type_line(":edit");
    assert!(text.lines().any(|line| line.trim() == "#   two"), "{text}");
}

#[test]
fn a_long_answer_goes_through_the_pager() {
    let mut shell = shell_with(&[("PAGER", "tail -n 3")], (30, 100));
    let text = shell.type_line("UNWIND range(1, 500) AS n RETURN n * 1000 AS thousand;");
    assert!(text.contains("500000") && !text.contains("400000"), "{text}");
    let text = shell.type_line(":set pager off");
    assert!(text.contains("world>"), "{text}");
    let text = shell.type_line("UNWIND range(1, 500) AS n RETURN n * 1001 AS row;");
    assert!(text.contains("more lines; `:last all`"), "{text}");
}

#[test]
fn a_plain_terminal_is_enough() {
    let mut shell = shell_with(&[("TERM", "dumb")], (40, 100));
    shell.terminal.send("who met Larijani\r");
    let text = shell.terminal.wait_for(":why N shows the sentences");
    assert!(text.contains("Qassem al-Araji"), "{text}");
}
