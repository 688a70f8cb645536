//! Which files an import reads, and what their heads say.

use std::fs;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use crate::error::{Error, Result};
use crate::session::import::columns::{Columns, Shape};
use crate::session::import::wrong;

/// What an import reads: all `.csv` files of a folder, and groups of files of one head each.
#[derive(Debug, Clone, Default)]
pub struct ImportFiles {
    pub folder: Option<PathBuf>,
    pub nodes: Vec<FileGroup>,
    pub relationships: Vec<FileGroup>,
}

/// `[NAME=]FILE[,FILE…]`, as neo4j-admin's `--nodes` and `--relationships` take it: the first line of the first
/// file is the head of all of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileGroup {
    /// Labels that all nodes get, parted by colons, or the type of relationships that name none; empty: none.
    pub name: String,
    pub files: Vec<PathBuf>,
}

impl FromStr for FileGroup {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (name, files) = text.split_once('=').unwrap_or(("", text));
        let files: Vec<PathBuf> = files.split(',').map(PathBuf::from).collect();
        if files.iter().any(|file| file.as_os_str().is_empty()) {
            return Err("write NAME=FILE,FILE; the first file begins with the head of all".to_owned());
        }
        Ok(FileGroup { name: name.to_owned(), files })
    }
}

/// Files with one head.
pub(super) struct Table {
    pub files: Vec<PathBuf>,
    pub columns: Columns,
}

/// A file that is read on from behind its head.
pub(super) type Reader = csv::Reader<fs::File>;

impl ImportFiles {
    /// The tables, those of nodes first, and each one's first file.
    pub(super) fn open(&self) -> Result<Vec<(Table, Reader)>> {
        let mut opened = Vec::new();
        if let Some(folder) = &self.folder {
            for file in csv_files(folder)? {
                opened.push(Table::open(&[file], "", None)?);
            }
            if opened.is_empty() {
                return Err(Error::usage(format!("{} holds no .csv file", folder.display()))
                    .hint("it takes nodes and relationships in neo4j-admin's dialect, as `chancery export csv` writes them"));
            }
        }
        for (groups, shape) in [(&self.nodes, Shape::Nodes), (&self.relationships, Shape::Relationships)] {
            for group in groups {
                opened.push(Table::open(&group.files, &group.name, Some(shape))?);
            }
        }
        if opened.is_empty() {
            return Err(Error::usage("there is nothing to import").hint("chancery import FOLDER"));
        }
        opened.sort_by_key(|(table, _)| table.columns.shape != Shape::Nodes);
        Ok(opened)
    }
}

impl Table {
    /// `shape` is what the files must hold; none: what their head says.
    fn open(files: &[PathBuf], name: &str, shape: Option<Shape>) -> Result<(Self, Reader)> {
        let first = files.first().ok_or_else(|| Error::usage("a group of files has no file"))?;
        let mut reader = reader(first)?;
        let mut head = csv::StringRecord::new();
        reader.read_record(&mut head).map_err(|error| wrong(first, 1, error))?;
        let columns = Columns::read(&head, name).map_err(|reason| wrong(first, 1, reason))?;
        match shape {
            Some(Shape::Nodes) if columns.shape != Shape::Nodes => {
                Err(wrong(first, 1, "the head is of relationships, and nodes are asked for"))
            }
            Some(Shape::Relationships) if columns.shape != Shape::Relationships => {
                Err(wrong(first, 1, "the head is of nodes, and relationships are asked for"))
            }
            _ => Ok((Table { files: files.to_vec(), columns }, reader)),
        }
    }
}

/// # Errors
/// Where the file cannot be read.
pub(super) fn reader(path: &Path) -> Result<Reader> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .buffer_capacity(1 << 18)
        .from_path(path)
        .map_err(|error| Error::usage(format!("cannot read {}: {error}", path.display())))
}

/// The `.csv` files of a folder, by name.
fn csv_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder)
        .map_err(|error| Error::usage(format!("cannot read the folder {}: {error}", folder.display())))?;
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let mut found: Vec<PathBuf> =
        paths.filter(|path| path.extension().is_some_and(|ending| ending == "csv")).collect();
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_of_files_may_have_a_name() {
        let group = |text: &str| text.parse::<FileGroup>();
        let files = |names: &[&str]| names.iter().map(PathBuf::from).collect::<Vec<_>>();
        assert_eq!(
            group("Person:Minister=head.csv,a.csv"),
            Ok(FileGroup { name: "Person:Minister".to_owned(), files: files(&["head.csv", "a.csv"]) })
        );
        assert_eq!(group("a.csv"), Ok(FileGroup { name: String::new(), files: files(&["a.csv"]) }));
        assert!(group("Person=").is_err() && group("a.csv,").is_err());
    }
}
