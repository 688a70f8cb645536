//! Colours of states: Okabe and Ito's palette, which people with colour blindness can tell apart
//! (<https://jfly.uni-koeln.de/color/>), with a pale ground and a dark text of each.

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hue {
    pub line: &'static str,
    pub ground: &'static str,
    pub text: &'static str,
}

const HUES: [Hue; 7] = [
    Hue { line: "#0072B2", ground: "#E3EFF7", text: "#00588A" },
    Hue { line: "#D55E00", ground: "#FBEADF", text: "#A34700" },
    Hue { line: "#009E73", ground: "#DFF2EC", text: "#006B4F" },
    Hue { line: "#CC79A7", ground: "#F8EAF2", text: "#8F4470" },
    Hue { line: "#E69F00", ground: "#FCF1DB", text: "#8A5F00" },
    Hue { line: "#56B4E9", ground: "#E6F4FC", text: "#1F6D99" },
    Hue { line: "#B8A800", ground: "#F7F4D6", text: "#6B6200" },
];

/// For whom no state is known.
pub(super) const PLAIN: Hue = Hue { line: "#374151", ground: "#F3F4F6", text: "#374151" };

/// The hue of the `place`-th state; beyond seven, colours come again.
pub(super) fn hue(place: Option<usize>) -> Hue {
    place.map_or(PLAIN, |place| HUES[place % HUES.len()])
}
