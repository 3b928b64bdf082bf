//! How are boxes, curves and their words drawn in SVG? Places are pixels; nothing here knows what is drawn.

use std::fmt::Write;

use super::{
    super::{
        palette::{INK, PAPER},
        projection::clean,
        xml::escape,
    },
    letters::wrap,
};

/// Height of letters.
pub(super) const SIZE: i32 = 12;
/// Height of a line.
pub(super) const LINE: i32 = 15;
/// Room between words and outline.
const PADDING: i32 = 8;

/// The outline of a box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outline {
    Square,
    Round,
    Pill,
    Hexagon,
}

/// A box of words.
#[derive(Clone, Debug)]
pub(super) struct Shape {
    pub(super) outline: Outline,
    pub(super) words: Vec<String>,
    pub(super) tooltip: String,
    pub(super) line: &'static str,
    pub(super) fill: &'static str,
    pub(super) is_thick: bool,
    pub(super) is_double: bool,
    pub(super) is_dashed: bool,
    pub(super) width: i32,
    /// Of the left upper corner.
    pub(super) x: i32,
    pub(super) y: i32,
}

impl Shape {
    /// A box `width` pixels wide with each of `parts` wrapped into lines, of which it holds `most`.
    pub(super) fn new(outline: Outline, parts: &[String], width: i32, most: usize) -> Self {
        let inset = if matches!(outline, Outline::Pill | Outline::Hexagon) { 2 * PADDING } else { PADDING };
        let lines = parts.iter().flat_map(|part| wrap(part, SIZE, width - 2 * inset, most));
        Self {
            outline,
            words: lines.take(most).collect(),
            tooltip: String::new(),
            line: INK,
            fill: PAPER,
            is_thick: false,
            is_double: false,
            is_dashed: false,
            width,
            x: 0,
            y: 0,
        }
    }

    /// Pixels from top to bottom.
    pub(super) fn height(&self) -> i32 {
        let around = if self.outline == Outline::Hexagon { 3 * PADDING } else { 2 * PADDING };
        LINE * self.words.len().max(1) as i32 + around - 4
    }

    /// The vertical middle.
    pub(super) fn middle(&self) -> i32 {
        self.y + self.height() / 2
    }

    /// Appends the box.
    pub(super) fn draw(&self, out: &mut String) {
        out.push_str("<g>");
        if !self.tooltip.is_empty() {
            let _ = write!(out, "<title>{}</title>", escape(&clean(&self.tooltip)));
        }
        self.draw_outline(0, out);
        if self.is_double {
            self.draw_outline(3, out);
        }
        let top = self.middle() - LINE * self.words.len() as i32 / 2;
        for (at, line) in (0..).zip(&self.words) {
            write_text(line, (self.x + self.width / 2, top + LINE * at + SIZE - 1), "class=\"m\"", out);
        }
        out.push_str("</g>\n");
    }

    fn draw_outline(&self, inset: i32, out: &mut String) {
        let (x, y, w, h) = (self.x + inset, self.y + inset, self.width - 2 * inset, self.height() - 2 * inset);
        let _ = match self.outline {
            Outline::Hexagon => {
                let (left, right, middle, cut) = (x + PADDING * 2, x + w - PADDING * 2, y + h / 2, y + h);
                write!(
                    out,
                    "<polygon points=\"{x},{middle} {left},{y} {right},{y} {},{middle} {right},{cut} {left},{cut}\"",
                    x + w
                )
            }
            outline => {
                let radius = match outline {
                    Outline::Square => 0,
                    Outline::Round => 8,
                    _ => h / 2,
                };
                write!(out, "<rect x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\" rx=\"{radius}\"")
            }
        };
        let thickness = if self.is_thick { 2 } else { 1 };
        let dashes = if self.is_dashed { " stroke-dasharray=\"5 3\"" } else { "" };
        let _ = write!(out, " fill=\"{}\" stroke=\"{}\" stroke-width=\"{thickness}\"{dashes}/>", self.fill, self.line);
    }
}

/// Appends one line of text, its baseline at `place`; `look` are attributes.
pub(super) fn write_text(text: &str, (x, y): (i32, i32), look: &str, out: &mut String) {
    let _ = write!(out, "<text x=\"{x}\" y=\"{y}\" {look}>{}</text>", escape(text));
}

/// What a curve is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Line {
    Solid,
    Dashed,
    Dotted,
}

/// How a curve is drawn.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stroke {
    pub(super) colour: &'static str,
    pub(super) width: i32,
    pub(super) line: Line,
    /// The id of what stands at its end.
    pub(super) end: Option<&'static str>,
}

/// Appends a curve from a box's right side to another's left.
pub(super) fn curve(from: (i32, i32), to: (i32, i32), stroke: Stroke, out: &mut String) {
    let bend = (to.0 - from.0) / 2;
    let _ = write!(
        out,
        "<path d=\"M{} {}C{} {} {} {} {} {}\" fill=\"none\" stroke=\"{}\" stroke-width=\"{}\"",
        from.0,
        from.1,
        from.0 + bend,
        from.1,
        to.0 - bend,
        to.1,
        to.0,
        to.1,
        stroke.colour,
        stroke.width
    );
    out.push_str(match stroke.line {
        Line::Solid => "",
        Line::Dashed => " stroke-dasharray=\"5 3\"",
        Line::Dotted => " stroke-dasharray=\"1.5 3\"",
    });
    if let Some(end) = stroke.end {
        let _ = write!(out, " marker-end=\"url(#{end})\"");
    }
    out.push_str("/>\n");
}

/// Sets boxes one under the other from `top` on, each as near as it can be to the middle wished for it, `gap` pixels apart; gives the bottom.
/// Boxes with equal wishes keep their order.
pub(super) fn settle(shapes: &mut [Shape], wishes: &[i32], top: i32, gap: i32) -> i32 {
    let mut order: Vec<usize> = (0..shapes.len()).collect();
    order.sort_by_key(|&at| (wishes[at], at));
    // Boxes that want the same place share it: groups of neighbours move together to the mean of their wishes.
    let mut groups: Vec<(i64, i64, Vec<usize>)> = Vec::new();
    for at in order {
        let height = i64::from(shapes[at].height());
        let mut group = (i64::from(wishes[at]) - height / 2, height, vec![at]);
        group.0 = group.0.max(i64::from(top));
        while let Some(before) = groups.pop() {
            if before.0 + before.1 + i64::from(gap) <= group.0 {
                groups.push(before);
                break;
            }
            let (ours, theirs) = (group.2.len() as i64, before.2.len() as i64);
            let wish = (before.0 * theirs + (group.0 - before.1 - i64::from(gap)) * ours) / (ours + theirs);
            let height = before.1 + i64::from(gap) + group.1;
            group = (wish.max(i64::from(top)), height, [before.2, group.2].concat());
        }
        groups.push(group);
    }
    let mut bottom = top;
    for (start, _, members) in groups {
        let mut y = start as i32;
        for at in members {
            shapes[at].y = y;
            bottom = bottom.max(y + shapes[at].height());
            y += shapes[at].height() + gap;
        }
    }
    bottom
}

/// Whether no text is wider than its box.
#[cfg(test)]
pub(super) fn fits(shape: &Shape) -> bool {
    shape.words.iter().all(|line| super::letters::width(line, SIZE) <= shape.width)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_settle_near_their_wishes_and_apart() {
        let mut shapes: Vec<Shape> =
            (0..6).map(|at| Shape::new(Outline::Square, &[format!("box {at}")], 80, 3)).collect();
        let wishes = [50, 50, 50, 400, 405, 10];
        let bottom = settle(&mut shapes, &wishes, 20, 10);
        let mut places: Vec<(i32, i32)> = shapes.iter().map(|shape| (shape.y, shape.y + shape.height())).collect();
        places.sort_unstable();
        assert!(places.windows(2).all(|pair| pair[0].1 + 10 <= pair[1].0), "{places:?}");
        assert!(places[0].0 >= 20 && bottom == places[5].1);
        assert!((shapes[3].middle() - 400).abs() < 40);
        assert!(shapes.iter().all(fits));
    }
}
