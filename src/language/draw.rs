//! What do trees look like? A drawing of analysed sentences as SVG: arcs above the words, tags below, names underlined.
//!
//! Needs an analysis and its text, nothing of the model. All sentences stand in one file, one below the other; the widths of
//! letters are estimated, so that no font need be read.

use super::{Analysis, NameKind, Relation, Sentence};
use std::{collections::BTreeMap, fmt::Write};

/// The sentences of `analysis` as one SVG file, in pixels.
///
/// ```
/// use quidnunc::language::{Language, draw};
/// let text = "Riga freed two sailors.";
/// let drawing = draw::svg(text, &Language::shipped().analyse(text));
/// assert!(drawing.starts_with("<svg ") && drawing.contains(">sailors</text>") && drawing.contains(">nsubj</text>"));
/// ```
pub fn svg(text: &str, analysis: &Analysis) -> String {
    let (mut body, mut width, mut height) = (String::new(), 2.0 * MARGIN, MARGIN);
    for sentence in &analysis.sentences {
        let figure = Figure::of(text, sentence);
        line(&mut body, format_args!("<g transform=\"translate({MARGIN} {height:.0})\">"));
        figure.draw(sentence, &mut body);
        body.push_str("</g>\n");
        width = f32::max(width, figure.width + 2.0 * MARGIN);
        height += figure.height() + MARGIN;
    }
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:.0}\" height=\"{height:.0}\" \
         viewBox=\"0 0 {width:.0} {height:.0}\">\n<style>{STYLE}</style>\n\
         <rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n{body}</svg>\n"
    )
}

const STYLE: &str = "text{font-family:system-ui,'DejaVu Sans',Arial,sans-serif;text-anchor:middle;fill:#1b2733}\
    .w{font-size:16px}.t{font-size:11px;fill:#6b7785}.n{font-size:10px;font-weight:600}.r{font-size:11px}\
    path{fill:none;stroke-width:1.4}.core path{stroke:#1f6f8b}.core .r{fill:#15536a}.core .h{fill:#1f6f8b}\
    .rest path{stroke:#9aa5b1}.rest .r{fill:#55606c}.rest .h{fill:#9aa5b1}.h{stroke:none}";

/// White space around every sentence.
const MARGIN: f32 = 28.0;
/// From one height of arcs to the next.
const STEP: f32 = 26.0;
/// Between the lowest arc and the words.
const FOOT: f32 = 20.0;
/// From the end of the arcs to the lower edge: words, tags, names.
const BELOW: f32 = 62.0;
/// Between the feet of two arcs at one word.
const SPREAD: f32 = 7.0;
/// Least space between two words.
const GAP: f32 = 16.0;
/// Characters of a word that are shown.
const SHOWN: usize = 40;

/// An arc from a head, or from above for the root, to its dependent.
struct Arc {
    head: Option<usize>,
    word: usize,
    relation: Relation,
    /// 1 stands lowest.
    level: usize,
    /// Where its feet stand.
    from: f32,
    to: f32,
}

/// One sentence laid out.
struct Figure {
    forms: Vec<String>,
    /// The middle of every word.
    middles: Vec<f32>,
    arcs: Vec<Arc>,
    levels: usize,
    width: f32,
}

impl Figure {
    fn of(text: &str, sentence: &Sentence) -> Self {
        let forms: Vec<String> = sentence.tokens.iter().map(|token| shown(token.span.of(text))).collect();
        let mut arcs = leveled(sentence);
        let levels = arcs.iter().map(|arc| arc.level).max().unwrap_or(0);
        let (middles, width) = places(&forms, sentence, &arcs);
        set_feet(&mut arcs, &middles);
        Self { forms, middles, arcs, levels, width }
    }

    /// Where the arcs end, counted from the upper edge.
    fn base(&self) -> f32 {
        self.levels as f32 * STEP + FOOT
    }

    fn height(&self) -> f32 {
        self.base() + BELOW
    }

    fn draw(&self, sentence: &Sentence, out: &mut String) {
        for arc in &self.arcs {
            self.arc(arc, out);
        }
        let base = self.base();
        for ((form, middle), token) in self.forms.iter().zip(&self.middles).zip(&sentence.tokens) {
            let (word, tag) = (base + 20.0, base + 37.0);
            line(out, format_args!("<text class=\"w\" x=\"{middle:.1}\" y=\"{word:.1}\">{}</text>", escaped(form)));
            line(out, format_args!("<text class=\"t\" x=\"{middle:.1}\" y=\"{tag:.1}\">{}</text>", token.upos));
        }
        for name in &sentence.names {
            let left = self.middles[name.start] - estimate(&self.forms[name.start], 16.0) / 2.0;
            let right = self.middles[name.end - 1] + estimate(&self.forms[name.end - 1], 16.0) / 2.0;
            self.name(name.kind, left, right, out);
        }
    }

    fn arc(&self, arc: &Arc, out: &mut String) {
        let (base, y) = (self.base() + 2.0, (self.levels - arc.level) as f32 * STEP + 14.0);
        let core = if is_core(arc.relation) { "core" } else { "rest" };
        let (from, to) = (arc.from, arc.to);
        let round = f32::min((to - from).abs() / 2.0, 10.0);
        let turn = if to < from { -round } else { round };
        line(out, format_args!("<g class=\"{core}\">"));
        let middle = (from + to) / 2.0;
        let path = match arc.head {
            None => format!("M{to:.1} {y:.1}V{:.1}", base - 5.0),
            Some(_) => format!(
                "M{from:.1} {base:.1}V{:.1}Q{from:.1} {y:.1} {:.1} {y:.1}H{:.1}Q{to:.1} {y:.1} {to:.1} {:.1}V{:.1}",
                y + round,
                from + turn,
                to - turn,
                y + round,
                base - 5.0
            ),
        };
        line(out, format_args!("<path d=\"{path}\"/>"));
        let (left, right, neck) = (to - 3.5, to + 3.5, base - 7.0);
        line(out, format_args!("<path class=\"h\" d=\"M{to:.1} {base:.1}L{left:.1} {neck:.1}H{right:.1}Z\"/>"));
        let label = arc.relation.as_str();
        let half = estimate(label, 11.0) / 2.0 + 3.0;
        let (x, wide, top, foot) = (middle - half, 2.0 * half, y - 7.0, y + 4.0);
        line(out, format_args!("<rect x=\"{x:.1}\" y=\"{top:.1}\" width=\"{wide:.1}\" height=\"14\" fill=\"#fff\"/>"));
        line(out, format_args!("<text class=\"r\" x=\"{middle:.1}\" y=\"{foot:.1}\">{label}</text>\n</g>"));
    }

    fn name(&self, kind: NameKind, left: f32, right: f32, out: &mut String) {
        let (colour, label) = match kind {
            NameKind::Person => ("#b4540a", "person"),
            NameKind::Place => ("#2f7d32", "place"),
            NameKind::Organisation => ("#6a3fa0", "organisation"),
        };
        let (y, foot, middle) = (self.base() + 44.0, self.base() + 57.0, (left + right) / 2.0);
        line(
            out,
            format_args!("<path d=\"M{left:.1} {y:.1}H{right:.1}\" style=\"stroke:{colour};stroke-width:2.5\"/>"),
        );
        line(
            out,
            format_args!("<text class=\"n\" x=\"{middle:.1}\" y=\"{foot:.1}\" style=\"fill:{colour}\">{label}</text>"),
        );
    }
}

/// Arcs with their levels: each lies above all that it spans; the root's is the highest.
fn leveled(sentence: &Sentence) -> Vec<Arc> {
    let arc = |(word, token): (usize, &super::Token)| {
        let (head, relation) = (token.head, token.relation);
        Arc { head, word, relation, level: 0, from: 0.0, to: 0.0 }
    };
    let mut arcs: Vec<Arc> = sentence.tokens.iter().enumerate().map(arc).collect();
    arcs.sort_by_key(|arc| (arc.head.is_none(), arc.head.map_or(0, |head| head.abs_diff(arc.word)), arc.word));
    let mut highest = vec![0; sentence.tokens.len()];
    for arc in &mut arcs {
        let head = arc.head.unwrap_or(arc.word);
        let spanned = &mut highest[head.min(arc.word)..head.max(arc.word).max(1).min(sentence.tokens.len())];
        arc.level = 1 + spanned.iter().copied().max().unwrap_or(0);
        spanned.fill(arc.level);
    }
    let all = arcs.iter().map(|arc| arc.level).max().unwrap_or(0);
    arcs.iter_mut().filter(|arc| arc.head.is_none()).for_each(|arc| arc.level = all + 1);
    arcs
}

/// The middle of every word, far enough apart for words, tags and the labels of arcs between neighbours; and the whole width.
fn places(forms: &[String], sentence: &Sentence, arcs: &[Arc]) -> (Vec<f32>, f32) {
    let tags = sentence.tokens.iter().map(|token| estimate(token.upos.as_str(), 11.0));
    let feet = |word: usize| arcs.iter().filter(|arc| arc.word == word || arc.head == Some(word)).count() as f32;
    let widths: Vec<f32> = forms.iter().zip(tags).map(|(form, tag)| estimate(form, 16.0).max(tag)).collect();
    let mut between: BTreeMap<usize, f32> = BTreeMap::new();
    for arc in arcs {
        if let Some(head) = arc.head.filter(|head| head.abs_diff(arc.word) == 1) {
            let spread = (feet(head) + feet(arc.word)) * SPREAD / 2.0;
            between.insert(head.max(arc.word), estimate(arc.relation.as_str(), 11.0) + 18.0 + spread);
        }
    }
    let (mut middles, mut x) = (Vec::new(), 0.0);
    for (at, width) in widths.iter().enumerate() {
        let before = at.checked_sub(1).map_or(0.0, |before| widths[before] / 2.0 + GAP);
        x += (before + width / 2.0).max(between.get(&at).copied().unwrap_or(0.0));
        middles.push(x);
    }
    let last = widths.last().map_or(0.0, |width| width / 2.0);
    (middles, x + last)
}

/// Spreads the feet of the arcs at each word so that none cross: to the left short ones first, to the right long ones first.
fn set_feet(arcs: &mut [Arc], middles: &[f32]) {
    let mut ends: Vec<Vec<(isize, usize, bool)>> = vec![Vec::new(); middles.len()];
    for (i, arc) in arcs.iter().enumerate() {
        let Some(head) = arc.head else {
            ends[arc.word].push((0, i, false));
            continue;
        };
        let length = head.abs_diff(arc.word) as isize;
        let order = |left: bool| if left { length - isize::MAX / 2 } else { isize::MAX / 2 - length };
        ends[arc.word].push((order(head < arc.word), i, false));
        ends[head].push((order(arc.word < head), i, true));
    }
    for (ends, middle) in ends.iter_mut().zip(middles) {
        ends.sort_unstable();
        let first = middle - SPREAD * (ends.len() as f32 - 1.0) / 2.0;
        for (place, &(_, i, at_head)) in ends.iter().enumerate() {
            let x = first + SPREAD * place as f32;
            if at_head { arcs[i].from = x } else { arcs[i].to = x }
        }
    }
    arcs.iter_mut().filter(|arc| arc.head.is_none()).for_each(|arc| arc.from = arc.to);
}

/// Whether the relation says who did what to whom.
fn is_core(relation: Relation) -> bool {
    use Relation::{Ccomp, Csubj, Iobj, Nsubj, Obj, Obl, Root, Xcomp};
    [Root, Nsubj, Obj, Iobj, Csubj, Ccomp, Xcomp, Obl].iter().any(|&core| relation.is(core))
}

fn shown(form: &str) -> String {
    match form.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &form[..end]),
        None => form.to_owned(),
    }
}

/// About how wide a text is in a sans-serif font of a size.
fn estimate(text: &str, size: f32) -> f32 {
    let share = |c: char| match c {
        'i' | 'j' | 'l' | '.' | ',' | ';' | ':' | '\'' | '|' | '!' => 0.32,
        'f' | 't' | 'r' | ' ' | '(' | ')' | '-' => 0.42,
        'm' | 'w' | 'M' | 'W' | '%' | '@' => 0.92,
        'A'..='Z' => 0.7,
        '\0'..='\u{2000}' => 0.6,
        _ => 1.0,
    };
    text.chars().map(share).sum::<f32>() * size
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            _ => escaped.push(c),
        }
    }
    escaped
}

fn line(out: &mut String, words: std::fmt::Arguments<'_>) {
    out.write_fmt(words).expect("a string takes all that is written");
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    fn check(text: &str, words: &[&str]) {
        let drawing = svg(text, &Language::shipped().analyse(text));
        for word in words {
            assert!(drawing.contains(word), "{word} in {drawing}");
        }
        assert_eq!(drawing.matches("<g").count(), drawing.matches("</g>").count());
        assert_eq!(drawing.matches("<text").count(), drawing.matches("</text>").count());
        assert!(!drawing.contains("NaN"));
    }

    #[test]
    fn every_word_tag_and_relation_is_shown() {
        check(
            "Minsk freed him. Riga waits.",
            &[">Minsk</text>", ">VERB</text>", ">nsubj</text>", ">root</text>", ">waits<"],
        );
        check("", &["<svg "]);
    }

    #[test]
    fn markup_in_the_text_is_escaped() {
        check("They wrote <b> & \u{1} left.", &["&lt;", "&amp;"]);
        check(&"x".repeat(500), &["…</text>"]);
    }

    #[test]
    fn an_arc_lies_above_those_it_spans() {
        let analysis = Language::shipped().analyse("The tired envoy from Riga left the hall early.");
        let arcs = leveled(&analysis.sentences[0]);
        let ends = |arc: &Arc| arc.head.map(|head| (head.min(arc.word), head.max(arc.word)));
        for (outer, inner) in arcs.iter().flat_map(|a| arcs.iter().map(move |b| (a, b))) {
            if let (Some((a, b)), Some((c, d))) = (ends(outer), ends(inner))
                && a <= c
                && d <= b
                && (a, b) != (c, d)
            {
                assert!(outer.level > inner.level);
            }
        }
    }
}
