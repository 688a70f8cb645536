//! What holds for every temporal value: texts are read back, nothing panics, moving there and back arrives.

use chancery::model::temporal::{
    DateTime, Duration, Moment, Split, Time, Zone, between, date_text, local_datetime_text, parse_date,
    parse_datetime, parse_local_datetime, parse_local_time, parse_time, shift_date, shift_datetime,
    shift_local, time_text,
};
use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime};
use proptest::prelude::*;

fn dates() -> impl Strategy<Value = NaiveDate> {
    (NaiveDate::MIN.num_days_from_ce()..NaiveDate::MAX.num_days_from_ce())
        .prop_filter_map("a day of the calendar", NaiveDate::from_num_days_from_ce_opt)
}

fn times() -> impl Strategy<Value = NaiveTime> {
    (0..86_400u32, prop_oneof![Just(0), 0..1_000_000_000u32])
        .prop_filter_map("a time of day", |(seconds, nanos)| {
            NaiveTime::from_num_seconds_from_midnight_opt(seconds, nanos)
        })
}

fn locals() -> impl Strategy<Value = NaiveDateTime> {
    (dates(), times()).prop_map(|(date, time)| date.and_time(time))
}

fn zones() -> impl Strategy<Value = Zone> {
    prop_oneof![
        (-64_800..=64_800).prop_map(Zone::Offset),
        prop::sample::select(&["Europe/Stockholm", "Asia/Tehran", "Pacific/Apia", "America/New_York"][..])
            .prop_map(|name| Zone::parse(name).expect("a zone")),
    ]
}

fn instants() -> impl Strategy<Value = DateTime> {
    (locals(), zones()).prop_filter_map("within the years", |(local, zone)| DateTime::at(local, zone))
}

fn durations() -> impl Strategy<Value = Duration> {
    let size = || prop_oneof![-100i64..100, any::<i64>()];
    (size(), size(), size(), 0..1_000_000_000i32).prop_map(|(months, days, seconds, nanos)| Duration {
        months,
        days,
        seconds,
        nanos,
    })
}

fn moments() -> impl Strategy<Value = Moment> {
    prop_oneof![
        dates().prop_map(Moment::Date),
        times().prop_map(Moment::LocalTime),
        (times(), -64_800..=64_800).prop_map(|(time, offset)| Moment::Time(Time { time, offset })),
        locals().prop_map(Moment::Local),
        instants().prop_map(Moment::Zoned),
    ]
}

proptest! {
    #[test]
    fn what_is_printed_is_read_back(date in dates(), time in times(), offset in -64_800..=64_800, instant in instants()) {
        prop_assert_eq!(parse_date(&date_text(date)), Ok(date));
        prop_assert_eq!(parse_local_time(&time_text(time)), Ok(time));
        let local = date.and_time(time);
        prop_assert_eq!(parse_local_datetime(&local_datetime_text(local)), Ok(local));
        let time = Time { time, offset };
        prop_assert_eq!(parse_time(&time.to_string()), Ok(time));
        prop_assert_eq!(parse_datetime(&instant.to_string()), Ok(instant));
    }

    #[test]
    fn durations_are_read_back(duration in durations()) {
        prop_assert_eq!(duration.to_string().parse(), Ok(duration));
    }

    #[test]
    fn no_text_is_too_odd(text in "[-+0-9TZWQPYMDHS:.,\\[\\]/a-z é]{0,24}") {
        let _ = parse_date(&text);
        let _ = parse_local_time(&text);
        let _ = parse_time(&text);
        let _ = parse_local_datetime(&text);
        let _ = parse_datetime(&text);
        let _ = text.parse::<Duration>();
    }

    #[test]
    fn no_duration_is_too_long(date in dates(), time in times(), instant in instants(), by in durations()) {
        let _ = shift_date(date, by);
        let _ = shift_local(date.and_time(time), by);
        let _ = shift_datetime(instant, by);
        let _ = by.checked_neg();
        let _ = by.checked_add(by);
        let _ = by.checked_scale(i128::MAX, 3);
        let _ = by.checked_scale(7, 3);
    }

    #[test]
    fn moving_by_the_difference_arrives(from in instants(), to in instants()) {
        if let Some(difference) = between(Moment::Zoned(from), Moment::Zoned(to), Split::Seconds) {
            let there = shift_datetime(from, difference).and_then(|there| there.in_zone(to.zone()));
            prop_assert_eq!(there, Some(to));
        }
    }

    #[test]
    fn any_two_moments_have_a_difference_or_none(from in moments(), to in moments()) {
        for split in [Split::All, Split::Months, Split::Days, Split::Seconds] {
            let _ = between(from, to, split);
        }
    }
}
