//! Bytes to text: the encoding by byte order mark or, in HTML, by what the page declares; else UTF-8.

use std::io::{BufRead, BufReader, Cursor, Read};

use encoding_rs::{Encoding, UTF_8};

use super::{Flaw, LONGEST, Standard, source};

/// How many bytes are looked at to tell what a file holds.
const HEAD: usize = 4096;

/// A file of which the beginning has been read.
pub(super) struct Head {
    first: Vec<u8>,
    /// By byte order mark, which is no longer part of `first`.
    encoding: Option<&'static Encoding>,
    rest: Standard,
}

impl Head {
    pub(super) fn of(mut bytes: Standard) -> Result<Self, Flaw> {
        let mut first = Vec::with_capacity(HEAD);
        bytes
            .by_ref()
            .take(HEAD as u64)
            .read_to_end(&mut first)
            .map_err(|error| Flaw::whole(source::refusal(&error)))?;
        let marked = Encoding::for_bom(&first);
        if let Some((_, length)) = marked {
            first.drain(..length);
        }
        Ok(Head { first, encoding: marked.map(|(encoding, _)| encoding), rest: bytes })
    }

    /// The first character that is no white space; none where the file is empty or blank so far.
    pub(super) fn first_letter(&mut self) -> Option<char> {
        // A file may begin with more white space than the head holds.
        while self.beginning().trim().is_empty() {
            let mut more = vec![0; HEAD];
            let count = self.rest.read(&mut more).unwrap_or(0);
            if count == 0 {
                return None;
            }
            self.first.extend_from_slice(&more[..count]);
        }
        self.beginning().trim_start().chars().next()
    }

    pub(super) fn looks_like_html(&self) -> bool {
        let start = self.beginning().trim_start().to_lowercase();
        start.starts_with("<!doctype html")
            || start.starts_with("<html")
            || (start.starts_with('<')
                && ["<html", "<head", "<body", "<article", "<p>", "<p "]
                    .iter()
                    .any(|tag| start.contains(tag)))
    }

    fn beginning(&self) -> String {
        self.encoding.unwrap_or(UTF_8).decode_without_bom_handling(&self.first).0.into_owned()
    }

    /// For formats that are read piece by piece: the bytes, in UTF-8.
    pub(super) fn into_lines(self) -> Result<Box<dyn BufRead + Send>, Flaw> {
        match self.encoding {
            Some(encoding) if encoding != UTF_8 => Ok(Box::new(Cursor::new(self.into_text()?.into_bytes()))),
            _ => Ok(Box::new(BufReader::with_capacity(1 << 16, Cursor::new(self.first).chain(self.rest)))),
        }
    }

    /// The whole file as text, line ends made `\n`.
    pub(super) fn into_text(self) -> Result<String, Flaw> {
        let encoding = self.encoding.unwrap_or(UTF_8);
        let bytes = self.all()?;
        decoded(bytes, encoding).map(unix_lines)
    }

    /// The whole page as text, in the encoding that it declares.
    pub(super) fn into_html(self) -> Result<String, Flaw> {
        let encoding = self.encoding.or_else(|| declared(&self.first)).unwrap_or(UTF_8);
        let bytes = self.all()?;
        decoded(bytes, encoding).map(unix_lines)
    }

    fn all(self) -> Result<Vec<u8>, Flaw> {
        let mut bytes = self.first;
        let room = (LONGEST + 1).saturating_sub(bytes.len()) as u64;
        self.rest.take(room).read_to_end(&mut bytes).map_err(|error| Flaw::whole(source::refusal(&error)))?;
        if bytes.len() > LONGEST {
            return Err(Flaw::whole(too_long()));
        }
        Ok(bytes)
    }
}

pub(super) fn too_long() -> String {
    format!("it is longer than {} MiB; split it into its articles", LONGEST >> 20)
}

fn decoded(bytes: Vec<u8>, encoding: &'static Encoding) -> Result<String, Flaw> {
    if encoding == UTF_8 {
        return utf8(bytes).map_err(|(line, reason)| Flaw::at(line, reason));
    }
    let (text, _, broken) = encoding.decode(&bytes);
    match broken {
        true => Err(Flaw::whole(format!("it is not the {} text that it says it is", encoding.name()))),
        false => no_nul(text.into_owned()).map_err(|(line, reason)| Flaw::at(line, reason)),
    }
}

/// Text that is UTF-8 and holds no NUL, or the line and the reason why not.
pub(super) fn utf8(bytes: Vec<u8>) -> Result<String, (u64, String)> {
    match String::from_utf8(bytes) {
        Ok(text) => no_nul(text),
        Err(error) => {
            let place = error.utf8_error().valid_up_to();
            let bytes = error.as_bytes();
            let line = line_of(bytes, place);
            Err(match bytes.contains(&0) {
                true => (line, "it is a binary file, no text".into()),
                false => (line, format!("byte {} is no UTF-8; convert the file to UTF-8", place + 1)),
            })
        }
    }
}

fn no_nul(text: String) -> Result<String, (u64, String)> {
    match text.find('\0') {
        Some(place) => Err((line_of(text.as_bytes(), place), "it holds NUL bytes, so it is no text".into())),
        None => Ok(text),
    }
}

fn line_of(bytes: &[u8], place: usize) -> u64 {
    bytes[..place].iter().filter(|byte| **byte == b'\n').count() as u64 + 1
}

fn unix_lines(text: String) -> String {
    match text.contains('\r') {
        true => text.replace("\r\n", "\n").replace('\r', "\n"),
        false => text,
    }
}

/// `<meta charset="windows-1252">`, `<meta … content="text/html; charset=…">`, `<?xml encoding="…"?>`.
fn declared(head: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(head).to_lowercase();
    let after = ["charset=", "encoding="].iter().find_map(|key| Some(head.find(key)? + key.len()))?;
    let label: String = head[after..]
        .trim_start_matches(['"', '\''])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':'))
        .collect();
    Encoding::for_label(label.as_bytes())
}
