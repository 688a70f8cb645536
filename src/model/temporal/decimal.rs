//! Decimal numbers with eighteen places: the exact fractions of a duration's units.

/// The value of one, in units of the last place.
const ONE: i128 = 1_000_000_000_000_000_000;
const PLACES: usize = 18;

/// `whole + fraction / 10^18`; both bear the number's sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Decimal {
    pub whole: i64,
    fraction: i128,
}

impl Decimal {
    /// Reads `12`, `-0.5`, `+1,25`; places beyond the eighteenth are cut. None where it is no such number or too large.
    pub fn parse(text: &str) -> Option<Self> {
        let (negative, digits) = match text.as_bytes().first()? {
            b'-' => (true, &text[1..]),
            b'+' => (false, &text[1..]),
            _ => (false, text),
        };
        let (whole, fraction) = digits.split_once(['.', ',']).unwrap_or((digits, ""));
        let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.len() + fraction.len() == 0 || !all_digits(whole) || !all_digits(fraction) {
            return None;
        }
        let mut magnitude = 0i128;
        for digit in whole.bytes() {
            magnitude = magnitude.checked_mul(10)?.checked_add(i128::from(digit - b'0'))?;
        }
        let mut parts = 0i128;
        for place in 0..PLACES {
            parts = parts * 10 + i128::from(fraction.as_bytes().get(place).map_or(0, |digit| digit - b'0'));
        }
        let sign = if negative { -1 } else { 1 };
        Some(Decimal { whole: i64::try_from(sign * magnitude).ok()?, fraction: sign * parts })
    }

    /// The number a float's shortest text means; none for what is not finite or beyond an integer's range.
    pub fn from_float(number: f64) -> Option<Self> {
        // Rust writes floats without an exponent, however large or small.
        if number.is_finite() && number.abs() < 1e19 { Self::parse(&number.to_string()) } else { None }
    }

    /// The number in units of which `scale` make one, cut after the last whole unit.
    pub fn scaled(self, scale: i128) -> Option<i128> {
        let fraction = self.fraction.checked_mul(scale)? / ONE;
        i128::from(self.whole).checked_mul(scale)?.checked_add(fraction)
    }

    /// The part after the point, in units of which `scale` make one.
    pub fn fraction(self, scale: i128) -> Option<i128> {
        Some(self.fraction.checked_mul(scale)? / ONE)
    }

    pub fn times(self, factor: i64) -> Option<Self> {
        let fraction = self.fraction.checked_mul(i128::from(factor))?;
        let carried = i64::try_from(fraction / ONE).ok()?;
        let whole = self.whole.checked_mul(factor)?.checked_add(carried)?;
        Some(Decimal { whole, fraction: fraction % ONE })
    }

    pub fn plus(self, other: Self) -> Option<Self> {
        let total = self.total().checked_add(other.total())?;
        Some(Decimal { whole: i64::try_from(total / ONE).ok()?, fraction: total % ONE })
    }

    /// As a fraction in lowest terms: `(numerator, denominator)`, the denominator positive.
    pub fn ratio(self) -> (i128, i128) {
        let total = self.total();
        let divisor = greatest_common_divisor(total.unsigned_abs(), ONE.unsigned_abs()).max(1) as i128;
        (total / divisor, ONE / divisor)
    }

    /// In units of the last place; an `i64` and its fraction always fit.
    fn total(self) -> i128 {
        i128::from(self.whole) * ONE + self.fraction
    }
}

impl From<i64> for Decimal {
    fn from(whole: i64) -> Self {
        Decimal { whole, fraction: 0 }
    }
}

fn greatest_common_divisor(mut left: u128, mut right: u128) -> u128 {
    while right != 0 {
        (left, right) = (right, left % right);
    }
    left
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_keep_sign_and_fraction() {
        let half = Decimal::parse("-0.5").expect("a decimal");
        assert_eq!((half.whole, half.scaled(1000)), (0, Some(-500)));
        assert_eq!(Decimal::from_float(0.1).and_then(|tenth| tenth.scaled(1_000_000_000)), Some(100_000_000));
        assert_eq!(Decimal::parse("12.5").and_then(|number| number.times(12)), Some(Decimal::from(150)));
        assert_eq!(Decimal::parse("0.25").map(Decimal::ratio), Some((1, 4)));
    }

    #[test]
    fn what_is_no_decimal_is_refused() {
        for text in ["", "-", ".", "1e5", "1.2.3", "99999999999999999999", "x"] {
            assert_eq!(Decimal::parse(text), None, "{text}");
        }
        assert_eq!(Decimal::from_float(f64::NAN), None);
        assert_eq!(Decimal::from_float(1e300), None);
    }
}
