//! The exported page in a real browser: a click, keys, the wheel, the filter, a picture.
//!
//! `CHANCERY_BROWSER` names a Chromium; without it these tests say that they skip.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value as Json;
use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_chancery");
const SAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/articles");

/// What a visitor does, written down as JSON at the end of the page.
const VISIT: &str = include_str!("readers/visit.html");

#[allow(clippy::print_stderr)]
fn browser() -> Option<PathBuf> {
    let browser = std::env::var_os("CHANCERY_BROWSER").map(PathBuf::from);
    if browser.is_none() {
        eprintln!("skipped: CHANCERY_BROWSER names no Chromium");
    }
    browser
}

/// The page of a question on the sample articles.
fn page(folder: &Path) -> PathBuf {
    let page = folder.join("page.html");
    let done = Command::new(PROGRAM)
        .args(["--articles", SAMPLES, "export", "html", "--ask", "who met Hakan Fidan", "-o"])
        .arg(&page)
        .output()
        .expect("the program runs");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    page
}

/// Runs the browser without a window and gives what it prints.
fn browse(browser: &Path, folder: &Path, flag: &str, page: &Path) -> String {
    let done = Command::new(browser)
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--window-size=1400,900",
        ])
        .arg(format!("--user-data-dir={}", folder.join("profile").display()))
        .arg(flag)
        .arg(format!("file://{}", page.display()))
        .output()
        .expect("the browser runs");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8_lossy(&done.stdout).into_owned()
}

#[test]
fn whatever_is_chosen_shows_its_sentences() {
    let Some(browser) = browser() else { return };
    let folder = TempDir::new().expect("a folder can be made");
    let page = page(folder.path());
    let text = fs::read_to_string(&page).expect("the page is written");
    fs::write(&page, text.replace("</body>", &format!("{VISIT}</body>"))).expect("the visit is added");
    let dom = browse(&browser, folder.path(), "--dump-dom", &page);
    let seen = dom.split("id=\"seen\">@@").nth(1).and_then(|rest| rest.split("@@").next()).expect(&dom);
    let seen = seen.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    let seen: Json = serde_json::from_str(&seen).expect("the visit is written as JSON");
    let part = |path: &str| seen.pointer(path).and_then(Json::as_str).unwrap_or("").to_owned();
    assert_eq!(part("/clicked/what"), "Hakan Fidan");
    assert!(part("/clicked/details").contains("Connections"), "{seen:#}");
    assert!(part("/clicked/details").contains("Turkish Foreign Minister Hakan Fidan"), "{seen:#}");
    assert!(seen["faded"].as_u64() > Some(0), "what is not near is faded: {seen:#}");
    assert!(part("/connection/what").contains("Hakan Fidan attended"), "{seen:#}");
    assert!(part("/connection/details").contains("Fidan"), "the sentence is shown: {seen:#}");
    assert_eq!(part("/focused"), "Person Antony Blinken");
    assert_eq!(part("/entered/what"), "Antony Blinken");
    assert!(part("/left/what").starts_with("Choose a person"), "{seen:#}");
    assert_eq!(seen["zoomed"], Json::Bool(true));
    let listed = seen["listed"].as_array().expect("a list of rows");
    assert!(
        !listed.is_empty() && listed.iter().all(|row| row.to_string().to_lowercase().contains("istanbul"))
    );
    assert_eq!(seen["overlaps"], Json::from(0), "no node covers another");
}

#[test]
fn the_page_can_be_pictured_and_asks_for_nothing_from_the_network() {
    let Some(browser) = browser() else { return };
    let folder = TempDir::new().expect("a folder can be made");
    let page = page(folder.path());
    let text = fs::read_to_string(&page).expect("the page is written");
    assert!(text.contains("default-src 'none'"), "the page forbids itself to load anything");
    let picture = folder.path().join("page.png");
    browse(&browser, folder.path(), &format!("--screenshot={}", picture.display()), &page);
    let bytes = fs::read(&picture).expect("a picture is written");
    assert!(bytes.starts_with(b"\x89PNG") && bytes.len() > 20_000, "{} bytes", bytes.len());
}
