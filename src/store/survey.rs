//! Looks through a section without keeping it: compares its checksum and learns where its pieces lie, so that each
//! can be read when it is asked for.

use std::io::{self, Read};

use crate::graph::Rows;
use crate::store::codec::{COLUMN_CONFIG, in_words};
use crate::store::damage::Damage;
use crate::store::disk::DiskFile;
use crate::store::section::{BLOCK, Section};

/// The list of neighbours of one type, and what is known of it without having read it.
#[derive(Debug)]
pub struct Surveyed {
    pub rows: Rows,
    pub count: usize,
    pub piece: Section,
}

/// Compares the checksum of a section and finds its pieces.
///
/// # Errors
/// Where it does not fit its checksum, whatever `look` makes of it, and where `look` finds it wrong.
pub fn survey<T>(
    section: &Section,
    file: &dyn DiskFile,
    look: impl FnOnce(&mut Survey<'_>) -> Result<T, String>,
) -> Result<T, Damage> {
    let mut survey = Survey {
        file,
        section: *section,
        buffer: vec![0; BLOCK.min(usize::try_from(section.length()).unwrap_or(BLOCK))],
        have: 0..0,
        done: 0,
        piece: 0,
        crc: crc32fast::Hasher::new(),
        whole: crc32fast::Hasher::new(),
    };
    let looked = look(&mut survey);
    let at = survey.done;
    let damage = |what: String| Damage::new(section.at() + at, section.name(), what);
    let left = section.length() - at;
    survey.skip(left).map_err(damage)?;
    survey.end_piece();
    // Bytes that mean nothing are mostly damaged ones, and that is then what is to be said.
    section.compare(survey.whole.finalize())?;
    let looked = looked.map_err(damage)?;
    if left == 0 { Ok(looked) } else { Err(damage(format!("{left} bytes are left over"))) }
}

/// A section that is looked through from its beginning to its end.
pub struct Survey<'f> {
    file: &'f dyn DiskFile,
    section: Section,
    buffer: Vec<u8>,
    /// What of the buffer is still to be looked at.
    have: std::ops::Range<usize>,
    /// How many bytes were looked at.
    done: u64,
    /// Where the piece began.
    piece: u64,
    /// Of the piece, and of all before it.
    crc: crc32fast::Hasher,
    whole: crc32fast::Hasher,
}

impl Survey<'_> {
    /// The places of the columns of each key.
    pub fn columns(&mut self) -> Result<Vec<Section>, String> {
        self.pieces(|survey| {
            survey.times(Self::part)?;
            Ok(survey.end_piece())
        })
    }

    /// The number above the highest edge, and the lists of each type.
    pub fn neighbours(&mut self) -> Result<(u32, Vec<Surveyed>), String> {
        let bound = u32::from_le_bytes(self.bytes()?);
        let lists = self.pieces(|survey| {
            let rows = bincode::decode_from_std_read(survey, COLUMN_CONFIG).map_err(in_words)?;
            survey.ints()?;
            match survey.byte()? {
                0 => drop(survey.raw(4)?),
                _ => survey.skip(4)?,
            }
            let count = survey.raw(4)?;
            Ok(Surveyed { rows, count, piece: survey.end_piece() })
        })?;
        Ok((bound, lists))
    }

    /// All of it, as one piece.
    pub fn whole(&mut self) -> Result<Section, String> {
        self.skip(self.section.length())?;
        Ok(self.end_piece())
    }

    fn part(&mut self) -> Result<(), String> {
        self.skip(4)?;
        self.raw(8)?;
        match self.byte()? {
            0 | 1 | 3 => self.ints(),
            2 => self.raw(8).map(drop),
            4 => self.ints().and_then(|()| self.raw(1).map(drop)),
            5 => {
                self.times(|survey| survey.raw(1).map(drop))?;
                self.ints()
            }
            6 => self.times(|survey| survey.raw(1).map(drop)),
            other => Err(format!("there is no column of type {other}")),
        }
    }

    fn ints(&mut self) -> Result<(), String> {
        let size = match self.byte()? {
            width @ 0..=3 => 1 << width,
            other => return Err(format!("there are no integers of width {other}")),
        };
        self.raw(size).map(drop)
    }

    /// A list of numbers of this size; gives how many there are.
    fn raw(&mut self, size: u64) -> Result<usize, String> {
        let count = self.number()?;
        self.skip(count.checked_mul(size).ok_or("a length is impossible")?)?;
        usize::try_from(count).map_err(|_| "a length is impossible".to_owned())
    }

    fn pieces<T>(&mut self, look: impl Fn(&mut Self) -> Result<T, String>) -> Result<Vec<T>, String> {
        let count = self.number()?;
        self.end_piece();
        (0..count).map(|_| look(self)).collect()
    }

    fn times(&mut self, look: impl Fn(&mut Self) -> Result<(), String>) -> Result<(), String> {
        (0..self.number()?).try_for_each(|_| look(self))
    }

    fn number(&mut self) -> Result<u64, String> {
        self.bytes().map(u64::from_le_bytes)
    }

    fn byte(&mut self) -> Result<u8, String> {
        self.bytes::<1>().map(|[byte]| byte)
    }

    fn bytes<const N: usize>(&mut self) -> Result<[u8; N], String> {
        let mut bytes = [0; N];
        self.read_exact(&mut bytes).map_err(in_words_of)?;
        Ok(bytes)
    }

    fn skip(&mut self, count: u64) -> Result<(), String> {
        let mut left = count;
        while left > 0 {
            let passed = self.pass(usize::try_from(left).unwrap_or(usize::MAX), |_| ());
            match passed.map_err(in_words_of)? {
                0 => return Err("the bytes end too early".to_owned()),
                passed => left -= passed as u64,
            }
        }
        Ok(())
    }

    /// Looks at some of the next bytes, at most so many; gives how many, 0 at the end.
    fn pass(&mut self, most: usize, look: impl FnOnce(&[u8])) -> io::Result<usize> {
        if self.have.is_empty() {
            let left = self.section.length() - self.done;
            let room = self.buffer.len().min(usize::try_from(left).unwrap_or(usize::MAX));
            self.have = 0..self.file.read_at(&mut self.buffer[..room], self.section.at() + self.done)?;
        }
        let bytes = &self.buffer[self.have.clone()];
        let bytes = &bytes[..bytes.len().min(most)];
        self.crc.update(bytes);
        look(bytes);
        let count = bytes.len();
        self.have.start += count;
        self.done += count as u64;
        Ok(count)
    }

    /// What was looked at since the last piece ended.
    fn end_piece(&mut self) -> Section {
        let crc = std::mem::take(&mut self.crc);
        self.whole.combine(&crc);
        let begun = std::mem::replace(&mut self.piece, self.done);
        self.section.piece(begun, self.done - begun, crc.finalize())
    }
}

impl Read for Survey<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let most = into.len();
        self.pass(most, |bytes| into[..bytes.len()].copy_from_slice(bytes))
    }
}

fn in_words_of(error: io::Error) -> String {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => "the bytes end too early".to_owned(),
        _ => error.to_string(),
    }
}
