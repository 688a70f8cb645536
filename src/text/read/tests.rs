//! Each input as it may come, and what is read of it.

use std::io::Cursor;

use super::*;

fn all(bytes: &[u8]) -> Vec<Result<Input, Rejection>> {
    read(&[PathBuf::from("-")], Some(Box::new(Cursor::new(bytes.to_vec())))).collect()
}

fn articles(bytes: &[u8]) -> Vec<Article> {
    let inputs = all(bytes).into_iter();
    inputs
        .map(|input| match input {
            Ok(Input::Article(article)) => article,
            other => panic!("no article: {other:?}"),
        })
        .collect()
}

fn article(bytes: &[u8]) -> Article {
    let mut articles = articles(bytes);
    assert_eq!(articles.len(), 1);
    articles.remove(0)
}

fn rejections(bytes: &[u8]) -> Vec<String> {
    all(bytes).into_iter().filter_map(Result::err).map(|rejection| rejection.to_string()).collect()
}

#[test]
fn plain_text_has_title_date_and_body() {
    let read = article(
        b"Envoys meet in Muscat\n\nEnvoys meet in Muscat\n2025-10-21T13:27:50+00:00\n\nGulf Wire - Muscat (Updated on Oct.22)\n\nThe envoys met on Tuesday.\n",
    );
    assert_eq!(read.title, "Envoys meet in Muscat");
    assert_eq!(read.published.map(|date| date.to_string()).as_deref(), Some("2025-10-21"));
    assert_eq!(read.text, "Gulf Wire - Muscat (Updated on Oct.22)\n\nThe envoys met on Tuesday.");
}

#[test]
fn an_agency_in_the_dateline_is_the_publisher() {
    let publisher = |dateline: &str| {
        article(format!("Envoys meet\n\n2025-10-21\n\n{dateline}\n\nThe envoys met on Tuesday.\n").as_bytes())
            .publisher
    };
    assert_eq!(publisher("Gulf Wire – Muscat (Updated on Oct.22 at 12:37)").as_deref(), Some("Gulf Wire"));
    assert_eq!(publisher("MUSCAT, Oct 21 (Gulf Wire) - The envoys met again.").as_deref(), Some("Gulf Wire"));
    assert_eq!(publisher("Muscat – The envoys met again."), None);
    assert_eq!(publisher("The envoys – both of them – were late."), None);
}

#[test]
fn heading_lines_of_plain_text_are_fields() {
    let read = article(
        b"A title\nSource: Gulf Wire\nURL: https://example.org/1\nPublished: 3 May 2024\n\nThe body.",
    );
    assert_eq!(read.publisher.as_deref(), Some("Gulf Wire"));
    assert_eq!(read.url.as_deref(), Some("https://example.org/1"));
    assert_eq!(read.published.map(|date| date.to_string()).as_deref(), Some("2024-05-03"));
    assert_eq!(read.text, "The body.");
}

#[test]
fn a_text_that_begins_with_a_sentence_keeps_it() {
    let read = article(b"The ministers met in Oslo.\n\nThey spoke of trade.\n");
    assert_eq!(read.title, "The ministers met in Oslo.");
    assert!(read.text.starts_with("The ministers met in Oslo.\n"));
    assert_eq!(article(b"The ministers met in Oslo.").text, "The ministers met in Oslo.");
}

#[test]
fn a_dateline_with_a_date_stays_in_the_body() {
    let read = article(b"Talks in Oslo\n\nOSLO, Oct 21, 2025 (NNA) - The ministers met.\n");
    assert_eq!(read.text, "OSLO, Oct 21, 2025 (NNA) - The ministers met.");
    assert_eq!(read.published, None);
}

#[test]
fn markdown_has_front_matter_and_loses_its_markup() {
    let read = article(
        b"---\ntitle: \"Talks: a beginning\"\ndate: 2024-05-03\nurl: https://example.org/x\npublisher: Gulf Wire\ntags:\n  - talks\n---\n\n# Talks: a beginning\n\nThe **minister** met [her guest](https://example.org)\nin Oslo.\n\n- Trade\n- Fish\n",
    );
    assert_eq!(read.title, "Talks: a beginning");
    assert_eq!(read.publisher.as_deref(), Some("Gulf Wire"));
    assert_eq!(read.text, "The minister met her guest in Oslo.\n\nTrade\n\nFish");
}

#[test]
fn a_page_loses_its_navigation() {
    let words = "The ministers of both states met in Oslo on Friday, and spoke about fish, trade and peace. "
        .repeat(8);
    let page = format!(
        "<!DOCTYPE html><html><head><meta charset=\"windows-1252\"><title>Talks in Oslo</title>\
         <meta property=\"article:published_time\" content=\"2024-05-03T10:00:00Z\">\
         <link rel=\"canonical\" href=\"https://example.org/oslo\"></head>\
         <body><nav><a href=\"/\">Home</a></nav><article><h1>Talks in Oslo</h1><p>{words}</p><p>Caf\u{e9}. {words}</p></article></body></html>"
    );
    let latin: Vec<u8> = page.chars().map(|c| c as u8).collect();
    let read = article(&latin);
    assert_eq!(read.url.as_deref(), Some("https://example.org/oslo"));
    assert_eq!(read.published.map(|date| date.to_string()).as_deref(), Some("2024-05-03"));
    assert!(read.text.contains("Café. The ministers"), "{}", read.text);
    assert!(!read.text.contains("Home"));
}

#[test]
fn json_lines_know_the_usual_names() {
    let read = articles(
        b"{\"id\": 7, \"headline\": \"A\", \"maintext\": \"One met two.\", \"date_publish\": \"2024-05-03 10:00:00\", \"source\": {\"name\": \"Wire\"}}\n\n{\"title\":\"B\",\"body\":[\"First.\",\"Second.\"],\"link\":\"https://example.org/b\",\"publishedAt\":null}\n",
    );
    assert_eq!((read[0].id.as_str(), read[0].publisher.as_deref()), ("7", Some("Wire")));
    assert_eq!(read[1].text, "First.\n\nSecond.");
    assert_eq!(read[1].published, None);
}

#[test]
fn json_arrays_and_objects_over_lines_are_read_too() {
    for text in [
        "[{\"title\":\"A\",\"text\":\"One [1] \\\"met\\\" two}.\"},\n {\"title\":\"B\",\"text\":\"Three.\"}]",
        "{\n \"title\":\"A\",\"text\":\"One.\"\n}\n{\n\"title\":\"B\",\n\"text\":\"Three.\"}",
        "{\"articles\":[{\"title\":\"A\",\"text\":\"One.\"},{\"title\":\"B\",\"text\":\"Three.\"}]}",
    ] {
        let titles: Vec<String> = articles(text.as_bytes()).into_iter().map(|read| read.title).collect();
        assert_eq!(titles, ["A", "B"], "{text}");
    }
}

#[test]
fn facts_are_known_by_their_fields() {
    let line =
        b"{\"id\":\"x\",\"title\":\"T\",\"people\":[],\"meetings\":[],\"agreements\":[],\"evidence\":[]}";
    assert!(matches!(&all(line)[..], [Ok(Input::Facts(facts))] if facts.id == "x"));
    let wrong = b"{\"id\":\"x\",\"title\":\"T\",\"people\":[{\"name\":\"A\",\"roles\":[{\"title\":\"King\",\"evidence\":3}]}],\"evidence\":[]}";
    assert_eq!(rejections(wrong), ["standard input:1: a fact points at sentence 3 of 0"]);
}

#[test]
fn utf16_and_byte_order_marks_are_understood() {
    let text = "Title\n\nThe körper met.";
    let mut little = vec![0xff, 0xfe];
    little.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(article(&little).text, "The körper met.");
    assert_eq!(article(&[b"\xef\xbb\xbf".as_slice(), text.as_bytes()].concat()).title, "Title");
}

#[test]
fn what_is_no_article_is_rejected_and_the_rest_goes_on() {
    let lines = b"{\"title\":\"A\",\"text\":\"One.\"}\n{\"title\":\"B\"}\n{\"title\":\n{\"text\":\"x\",\"date\":\"2025-02-31\"}\n7\n{\"text\":\"\xff\"}\n{\"title\":\"C\",\"text\":\"Two.\"}\n";
    let read = all(lines);
    assert_eq!(read.iter().filter(|read| read.is_ok()).count(), 2);
    assert_eq!(
        rejections(lines),
        [
            "standard input:2: it has no text; I look for text, body, maintext or content",
            "standard input:3: it is no JSON: EOF while parsing a value at column 9",
            "standard input:4: there is no day 2025-02-31",
            "standard input:5: it is no JSON object with title and text",
            "standard input:6: byte 10 is no UTF-8; convert the file to UTF-8",
        ]
    );
}

#[test]
fn files_that_hold_no_text_say_why() {
    for (bytes, reason) in [
        (&b""[..], "standard input: it is empty"),
        (b" \n\n", "standard input: it is empty"),
        (b"12\n\n34 !", "standard input: it has no text"),
        (b"Title\n\nOne\0two", "standard input:3: it holds NUL bytes, so it is no text"),
        (b"\x7fELF\0\xff\xff", "standard input:1: it is a binary file, no text"),
        (b"Title\n2025-02-31\n\nText.", "standard input:2: there is no day 2025-02-31"),
    ] {
        assert_eq!(rejections(bytes), [reason]);
    }
}

#[test]
fn a_line_beyond_the_limit_is_rejected_without_being_kept() {
    let mut long = b"{\"text\":\"".to_vec();
    long.resize(LONGEST + 100, b'a');
    long.extend_from_slice(b"\"}\n{\"title\":\"A\",\"text\":\"One.\"}\n");
    let read = all(&long);
    assert!(matches!(&read[..], [Err(_), Ok(_)]), "the line behind is read");
    let plain = vec![b'a'; LONGEST + 1];
    assert_eq!(rejections(&plain), ["standard input: it is longer than 64 MiB; split it into its articles"]);
}

#[test]
fn folders_are_read_by_name_without_hidden_files() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("a file");
    std::fs::create_dir(folder.path().join("sub")).expect("a folder");
    write("b.txt", "B\n\nText.");
    write("a.md", "# A\n\nText.");
    write(".hidden.txt", "H\n\nText.");
    write("picture.png", "nothing");
    write("sub/c.txt", "C\n\nText.");
    let titles: Vec<String> = read(&[folder.path().to_owned()], None)
        .map(|read| match read {
            Ok(Input::Article(article)) => article.title,
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(titles, ["A", "B", "C"]);
    let none: Vec<_> = read(&[folder.path().join("none")], None).collect();
    assert!(
        matches!(&none[..], [Err(Rejection { reason, .. })] if reason == "there is no such file or folder")
    );
}
