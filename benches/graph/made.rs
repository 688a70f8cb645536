//! A graph of diplomacy in CSV files, the same every time: people who hold offices of states one after the other,
//! meetings of those in office, some of whom meet far more often than others, agreements, topics and articles.

use std::fs::File;
use std::io::{BufWriter, Result, Write};
use std::ops::Range;
use std::path::Path;

use chrono::{Days, NaiveDate};

const STATES: u32 = 200;
/// Meetings take place on so many days from 2001 on; careers begin ten years before.
const DAYS: u32 = 25 * 365;
const BEFORE: u32 = 10 * 365;
/// People are met with for so long after their career has begun.
const ACTIVE: u32 = 1500;

/// Numbers that look drawn (xorshift, after Marsaglia).
struct Draw(u64);

impl Draw {
    fn below(&mut self, bound: u32) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (((self.0 >> 32) * u64::from(bound.max(1))) >> 32) as u32
    }

    /// One of a range of people, some of whom are drawn far more often than others.
    fn known(&mut self, range: Range<u32>) -> u32 {
        let rank = |person: &u32| person.wrapping_mul(2_654_435_761) >> 16;
        let tries = 1 + self.early(0..40);
        let drawn = (0..tries).map(|_| range.start + self.below(range.end - range.start));
        drawn.min_by_key(rank).unwrap_or(range.start)
    }

    /// One of a range, most often from its beginning.
    fn early(&mut self, range: Range<u32>) -> u32 {
        let share = f64::from(self.below(1 << 24)) / f64::from(1 << 24);
        range.start + (f64::from(range.end - range.start) * share.powi(3)) as u32
    }
}

fn day(number: u32) -> String {
    let first = NaiveDate::from_ymd_opt(1991, 1, 1).unwrap_or_default();
    first.checked_add_days(Days::new(number.into())).unwrap_or_default().to_string()
}

/// The year in which a person is met with most.
pub fn year(person: u32, people: u32) -> u32 {
    (1993 + person * 35 / people).clamp(2001, 2024)
}

pub fn person(number: u32) -> String {
    format!("Person {number}")
}

pub fn agreement(number: u32) -> String {
    format!("Agreement no. {number}")
}

/// Writes a graph of about so many relationships; gives how many people there are.
pub fn write(folder: &Path, edges: u32) -> Result<u32> {
    let meetings = (edges / 8).max(100);
    let people = meetings / 6;
    let roles = (meetings / 15).max(400);
    let (agreements, topics, articles) = (meetings / 30 + 60, meetings / 400 + 20, meetings / 5 * 6);
    let open = |name: &str, head: &str| -> Result<BufWriter<File>> {
        let mut file = BufWriter::new(File::create(folder.join(name))?);
        writeln!(file, "{head}")?;
        Ok(file)
    };
    let mut draw = Draw(0x9E37_79B9_7F4A_7C15);
    let career = |person: u32| (u64::from(person) * u64::from(BEFORE + DAYS) / u64::from(people)) as u32;

    let mut file = open("state.csv", "id:ID(s){id-type:int},name,code,:LABEL")?;
    for state in 0..STATES {
        writeln!(file, "{state},State {state},S{state:03},State")?;
    }
    let mut file = open("role.csv", "id:ID(r){id-type:int},title,:LABEL")?;
    let mut of = open("of.csv", ":START_ID(r),:END_ID(s),:TYPE")?;
    for role in 0..roles {
        writeln!(file, "{role},Minister {},Role", role / STATES)?;
        writeln!(of, "{role},{},OF", role % STATES)?;
    }
    let mut file = open("person.csv", "id:ID(p){id-type:int},name,born:int,:LABEL")?;
    let mut holds = open("holds.csv", ":START_ID(p),:END_ID(r),from:date,to:date,:TYPE")?;
    for number in 0..people {
        writeln!(file, "{number},{},{},Person", person(number), 1935 + number * 13 % 55)?;
        let (state, mut from) = (draw.below(STATES), career(number));
        for _ in 0..1 + draw.below(3) {
            let role = state + STATES * draw.below(roles / STATES);
            let to = from + 500 + draw.below(1900);
            let end = if to < BEFORE + DAYS { day(to) } else { String::new() };
            writeln!(holds, "{number},{role},{},{end},HOLDS", day(from))?;
            from = to + 1;
        }
    }
    let mut file = open("agreement.csv", "id:ID(a){id-type:int},name,signed:date,:LABEL")?;
    let mut party = open("party.csv", ":START_ID(s),:END_ID(a),since:date,:TYPE")?;
    for number in 0..agreements {
        let signed = day(BEFORE + DAYS / agreements * number);
        writeln!(file, "{number},{},{signed},Agreement", agreement(number))?;
        for _ in 0..2 + draw.below(3) {
            writeln!(party, "{},{number},{signed},PARTY", draw.below(STATES))?;
        }
    }
    let mut file = open("topic.csv", "id:ID(t){id-type:int},name,:LABEL")?;
    for topic in 0..topics {
        writeln!(file, "{topic},Issue {topic},Topic")?;
    }
    let mut file = open("meeting.csv", "id:ID(m){id-type:int},title,date:date,kind,:LABEL")?;
    let mut participated = open("participated.csv", ":START_ID(p),:END_ID(m),:TYPE")?;
    let mut held_in = open("held_in.csv", ":START_ID(m),:END_ID(s),:TYPE")?;
    let mut discussed = open("discussed.csv", ":START_ID(m),:END_ID(a),:TYPE")?;
    let mut about = open("about.csv", ":START_ID(m),:END_ID(t),:TYPE")?;
    for meeting in 0..meetings {
        let date = BEFORE + (u64::from(meeting) * u64::from(DAYS) / u64::from(meetings)) as u32;
        let kind = ["talks", "summit", "call", "ceremony"][draw.below(4) as usize];
        writeln!(file, "{meeting},{kind} no. {meeting},{},{kind},Meeting", day(date))?;
        let begun = |days: u32| (u64::from(days) * u64::from(people) / u64::from(BEFORE + DAYS)) as u32;
        let (first, last) = (begun(date - ACTIVE), begun(date).max(begun(date - ACTIVE) + 1));
        let mut those: Vec<u32> = (0..3 + draw.below(2)).map(|_| draw.known(first..last)).collect();
        those.sort_unstable();
        those.dedup();
        for number in those {
            writeln!(participated, "{number},{meeting},PARTICIPATED")?;
        }
        writeln!(held_in, "{meeting},{},HELD_IN", draw.below(STATES))?;
        writeln!(about, "{meeting},{},ABOUT", draw.early(0..topics))?;
        if draw.below(100) < 65 {
            let number = if draw.below(5) == 0 { draw.early(0..50) } else { draw.below(agreements) };
            writeln!(discussed, "{meeting},{number},DISCUSSED")?;
        }
    }
    let mut file = open("article.csv", "id:ID(x){id-type:int},headline,source,:LABEL")?;
    let mut reports = open("reports.csv", ":START_ID(x),:END_ID(m),:TYPE")?;
    for article in 0..articles {
        let meeting = draw.below(meetings);
        writeln!(file, "{article},Report {article} on meeting {meeting},Wire {},Article", article % 5)?;
        writeln!(reports, "{article},{meeting},REPORTS")?;
        if article % 2 == 0 {
            writeln!(reports, "{article},{},REPORTS", meeting.saturating_sub(1 + draw.below(40)))?;
        }
    }
    Ok(people)
}
