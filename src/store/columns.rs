//! The columns of a graph as bincode values whose bytes are those in memory: reading one is copying it.

use bincode::de::read::Reader;
use bincode::de::{Decode, Decoder};
use bincode::enc::write::Writer;
use bincode::enc::{Encode, Encoder};
use bincode::error::{DecodeError, EncodeError};
use bytemuck::Pod;

use crate::graph::{Compressed, Data, EvidenceLists, Ints, Part, Rows, SentenceLists, Texts, Words};
use crate::model::Value;
use crate::store::codec::{decode, encode};
use crate::store::value::DiskValue;

// The bytes of a number in memory are its bytes in the file.
const _: () =
    assert!(cfg!(target_endian = "little"), "stores are read and written on little-endian machines");

/// Read at most so many bytes before asking whether there are more, so that a forged length does not
/// reserve memory that the file cannot fill.
const CHUNK: usize = 1 << 24;

/// What a section holds in bulk. Decoding one reserves no more memory than bytes have arrived.
pub trait Column: Decode<()> {}

impl<T: Pod> Column for Raw<T> {}
impl<T: Column> Column for List<T> {}
impl Column for Part {}
impl Column for Compressed {}
impl Column for EvidenceLists {}
impl Column for SentenceLists {}

/// A list of columns: its length as u64, then one after the other.
pub struct List<T>(pub Vec<T>);

impl<T: Decode<()>> Decode<()> for List<T> {
    fn decode<D: Decoder<Context = ()>>(decoder: &mut D) -> Result<Self, DecodeError> {
        let count = u64::decode(decoder)?;
        Ok(List((0..count).map(|_| T::decode(decoder)).collect::<Result<_, _>>()?))
    }
}

/// A list of numbers: its length as u64, then its bytes as they are.
pub struct Raw<T>(pub Vec<T>);

/// The same for writing.
pub struct RawRef<'a, T>(pub &'a [T]);

impl<T: Pod> Encode for RawRef<'_, T> {
    fn encode<E: Encoder>(&self, encoder: &mut E) -> Result<(), EncodeError> {
        (self.0.len() as u64).encode(encoder)?;
        encoder.writer().write(bytemuck::cast_slice(self.0))
    }
}

impl<T: Pod> Decode<()> for Raw<T> {
    fn decode<D: Decoder<Context = ()>>(decoder: &mut D) -> Result<Self, DecodeError> {
        let length = usize::try_from(u64::decode(decoder)?).map_err(|_| DecodeError::LimitExceeded)?;
        decoder.claim_container_read::<T>(length)?;
        let mut list: Vec<T> = Vec::new();
        while list.len() < length {
            let have = list.len();
            let next = length.min(have + have.max(CHUNK / size_of::<T>()));
            if have == 0 {
                list = vec![T::zeroed(); next];
            } else {
                list.resize(next, T::zeroed());
            }
            decoder.reader().read(bytemuck::cast_slice_mut(&mut list[have..]))?;
        }
        Ok(Raw(list))
    }
}

impl Encode for Ints {
    fn encode<E: Encoder>(&self, encoder: &mut E) -> Result<(), EncodeError> {
        match self {
            Ints::U8(list) => (0_u8, RawRef(list)).encode(encoder),
            Ints::U16(list) => (1_u8, RawRef(list)).encode(encoder),
            Ints::I32(list) => (2_u8, RawRef(list)).encode(encoder),
            Ints::I64(list) => (3_u8, RawRef(list)).encode(encoder),
        }
    }
}

impl Decode<()> for Ints {
    fn decode<D: Decoder<Context = ()>>(decoder: &mut D) -> Result<Self, DecodeError> {
        Ok(match u8::decode(decoder)? {
            0 => Ints::U8(Raw::decode(decoder)?.0),
            1 => Ints::U16(Raw::decode(decoder)?.0),
            2 => Ints::I32(Raw::decode(decoder)?.0),
            3 => Ints::I64(Raw::decode(decoder)?.0),
            other => return Err(wrong(format!("there are no integers of width {other}"))),
        })
    }
}

impl Encode for Rows {
    fn encode<E: Encoder>(&self, encoder: &mut E) -> Result<(), EncodeError> {
        let (first, words) = self.words();
        (first, RawRef(words)).encode(encoder)
    }
}

impl Decode<()> for Rows {
    fn decode<D: Decoder<Context = ()>>(decoder: &mut D) -> Result<Self, DecodeError> {
        Rows::from_words(u32::decode(decoder)?, Raw::decode(decoder)?.0).map_err(wrong)
    }
}

impl Encode for Texts {
    fn encode<E: Encoder>(&self, encoder: &mut E) -> Result<(), EncodeError> {
        let (ends, text) = self.parts();
        ends.encode(encoder)?;
        RawRef(text.as_bytes()).encode(encoder)
    }
}

impl Decode<()> for Texts {
    fn decode<D: Decoder<Context = ()>>(decoder: &mut D) -> Result<Self, DecodeError> {
        let ends = Ints::decode(decoder)?;
        Texts::new(ends, text(Raw::decode(decoder)?)?).map_err(wrong)
    }
}

impl Encode for Words {
    fn encode<E: Encoder>(&self, encoder: &mut E) -> Result<(), EncodeError> {
        let (words, codes) = self.parts();
        (words.len() as u64).encode(encoder)?;
        words.iter().try_for_each(|word| RawRef(word.as_bytes()).encode(encoder))?;
        codes.encode(encoder)
    }
}

impl Decode<()> for Words {
    fn decode<D: Decoder<Context = ()>>(decoder: &mut D) -> Result<Self, DecodeError> {
        let words = List::<Raw<u8>>::decode(decoder)?.0.into_iter().map(text);
        let words = words.map(|word| Ok(word?.into())).collect::<Result<_, DecodeError>>()?;
        Words::new(words, Ints::decode(decoder)?).map_err(wrong)
    }
}

impl Encode for Part {
    fn encode<E: Encoder>(&self, encoder: &mut E) -> Result<(), EncodeError> {
        self.rows.encode(encoder)?;
        match &self.data {
            Data::Booleans(list) => (0_u8, list).encode(encoder),
            Data::Integers(list) => (1_u8, list).encode(encoder),
            Data::Floats(list) => (2_u8, RawRef(list)).encode(encoder),
            Data::Dates(list) => (3_u8, list).encode(encoder),
            Data::Texts(texts) => (4_u8, texts).encode(encoder),
            Data::Words(words) => (5_u8, words).encode(encoder),
            Data::Values(list) => {
                6_u8.encode(encoder)?;
                let blocks = list.chunks(BLOCK).map(block).collect::<crate::error::Result<Vec<_>>>();
                let blocks = blocks.map_err(|error| EncodeError::OtherString(error.to_string()))?;
                (blocks.len() as u64).encode(encoder)?;
                blocks.iter().try_for_each(|block| RawRef(block).encode(encoder))
            }
        }
    }
}

impl Decode<()> for Part {
    fn decode<D: Decoder<Context = ()>>(decoder: &mut D) -> Result<Self, DecodeError> {
        let rows = Rows::decode(decoder)?;
        let data = match u8::decode(decoder)? {
            0 => Data::Booleans(Ints::decode(decoder)?),
            1 => Data::Integers(Ints::decode(decoder)?),
            2 => Data::Floats(Raw::decode(decoder)?.0),
            3 => Data::Dates(Ints::decode(decoder)?),
            4 => Data::Texts(Texts::decode(decoder)?),
            5 => Data::Words(Words::decode(decoder)?),
            6 => {
                let mut list = Vec::new();
                for block in List::<Raw<u8>>::decode(decoder)?.0 {
                    let (values, _) = decode::<Vec<DiskValue>>(&block.0).map_err(wrong)?;
                    for value in values {
                        list.push(value.value().map_err(wrong)?);
                    }
                }
                Data::Values(list)
            }
            other => return Err(wrong(format!("there is no column of type {other}"))),
        };
        if rows.len() != data.len() {
            return Err(wrong(format!("a column has {} rows and {} values", rows.len(), data.len())));
        }
        Ok(Part { rows, data })
    }
}

impl Encode for Compressed {
    fn encode<E: Encoder>(&self, encoder: &mut E) -> Result<(), EncodeError> {
        (&self.rows, self.degrees()).encode(encoder)?;
        match self
            .edges
            .first()
            .filter(|first| (**first..).zip(&self.edges).all(|(next, edge)| next == *edge))
        {
            Some(first) => (1_u8, first).encode(encoder)?,
            None => (0_u8, RawRef(&self.edges)).encode(encoder)?,
        }
        RawRef(&self.others).encode(encoder)
    }
}

impl Decode<()> for Compressed {
    fn decode<D: Decoder<Context = ()>>(decoder: &mut D) -> Result<Self, DecodeError> {
        let (rows, degrees) = (Rows::decode(decoder)?, Ints::decode(decoder)?);
        let (edges, others) = match u8::decode(decoder)? {
            0 => (Raw::decode(decoder)?.0, Raw::decode(decoder)?.0),
            1 => {
                let first = u32::decode(decoder)?;
                let others = Raw::<u32>::decode(decoder)?.0;
                let count = u32::try_from(others.len()).ok();
                let behind = count.and_then(|count| first.checked_add(count));
                ((first..behind.ok_or(DecodeError::LimitExceeded)?).collect(), others)
            }
            other => return Err(wrong(format!("there is no list of edges of form {other}"))),
        };
        Compressed::from_degrees(rows, &degrees, edges, others).map_err(wrong)
    }
}

impl Encode for EvidenceLists {
    fn encode<E: Encoder>(&self, encoder: &mut E) -> Result<(), EncodeError> {
        (&self.rows, &self.ends, &self.articles, &self.sentences, RawRef(&self.hands)).encode(encoder)
    }
}

impl Decode<()> for EvidenceLists {
    fn decode<D: Decoder<Context = ()>>(decoder: &mut D) -> Result<Self, DecodeError> {
        let rows = Rows::decode(decoder)?;
        let (ends, articles) = (Ints::decode(decoder)?, Ints::decode(decoder)?);
        let (sentences, hands) = (Ints::decode(decoder)?, Raw::decode(decoder)?.0);
        EvidenceLists { rows, ends, articles, sentences, hands }.fitting().map_err(wrong)
    }
}

impl Encode for SentenceLists {
    fn encode<E: Encoder>(&self, encoder: &mut E) -> Result<(), EncodeError> {
        (&self.rows, &self.ends, &self.starts, &self.lengths, &self.texts).encode(encoder)
    }
}

impl Decode<()> for SentenceLists {
    fn decode<D: Decoder<Context = ()>>(decoder: &mut D) -> Result<Self, DecodeError> {
        let rows = Rows::decode(decoder)?;
        let (ends, starts) = (Ints::decode(decoder)?, Ints::decode(decoder)?);
        let (lengths, texts) = (Ints::decode(decoder)?, Texts::decode(decoder)?);
        SentenceLists { rows, ends, starts, lengths, texts }.fitting().map_err(wrong)
    }
}

/// Values of rare types are written in blocks of so many, each block a list of bytes.
const BLOCK: usize = 4096;

fn block(values: &[Value]) -> crate::error::Result<Vec<u8>> {
    encode(&values.iter().map(DiskValue::new).collect::<crate::error::Result<Vec<_>>>()?)
}

fn text(bytes: Raw<u8>) -> Result<String, DecodeError> {
    String::from_utf8(bytes.0).map_err(|_| wrong("a text is no UTF-8".to_owned()))
}

fn wrong(what: String) -> DecodeError {
    DecodeError::OtherString(what)
}
