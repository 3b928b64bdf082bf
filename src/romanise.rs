//! Folding names so that their spellings meet: accents, punctuation, initials and ways of writing other scripts in Latin letters.
//!
//! Three strengths. [`fold`] drops what a typist may drop; [`key`] is the same, joined by hyphens; [`skeleton`] also lets the
//! romanisations of one name meet (`Siarhei Tsikhanouski` and `Sergei Tikhanovsky`) and leaves `Smith` and `Smyth` apart.

use std::{borrow::Cow, collections::HashMap, sync::LazyLock};

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The name in lower case without accents, every stretch of punctuation one space; initials join: `U. S.` gives `us`.
///
/// ```
/// use quidnunc::romanise::fold;
/// assert_eq!(fold("Côte d’Ivoire"), "cote divoire");
/// assert_eq!(fold("U.S."), fold("US"));
/// ```
pub fn fold(name: &str) -> String {
    Folded::of(name).text
}

/// The folded name joined by hyphens: `Alexander Lukashenko` gives `alexander-lukashenko`.
pub fn key(name: &str) -> String {
    fold(name).replace(' ', "-")
}

/// The folded name with the romanisations of its words made one. Two names with the same skeleton may well be one person's;
/// the result is for comparing, never for showing.
///
/// A word found in `seeds/names/variants.txt` becomes the first of its line. Of other words of four letters or more, doubled letters and
/// a few digraphs are made simple; the vowels are merged only where the ending is that of an East Slavic surname.
///
/// ```
/// use quidnunc::romanise::skeleton;
/// assert_eq!(skeleton("Aliaksandr Lukashenka"), skeleton("Alexander Lukashenko"));
/// assert_ne!(skeleton("John Smith"), skeleton("John Smyth"));
/// ```
pub fn skeleton(name: &str) -> String {
    skeleton_of_folded(&fold(name))
}

/// [`skeleton`] of a name that is folded already.
pub(crate) fn skeleton_of_folded(folded: &str) -> String {
    let mut out = String::with_capacity(folded.len());
    for word in folded.split(' ') {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(&skeleton_of_word(word));
    }
    out
}

/// A folded name and what its capitals were.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Folded {
    /// As [`fold`] gives it.
    pub(crate) text: String,
    /// Bit *i* is set when word *i* begins with a capital.
    pub(crate) capitals: u32,
    /// Bit *i* is set when word *i* holds a small letter.
    pub(crate) small: u32,
}

impl Folded {
    /// Folds `name`, keeping note of its capitals.
    pub(crate) fn of(name: &str) -> Self {
        let mut folder = Folder::default();
        folder.out.text.reserve(name.len());
        for c in name.chars() {
            match c {
                '\'' | '’' | '‘' | 'ʼ' | '`' | '´' => {}
                '&' => {
                    folder.close(false);
                    "and".chars().for_each(|c| folder.push(c));
                    folder.close(false);
                }
                '.' => folder.close(true),
                _ if c.is_alphanumeric() || is_combining_mark(c) => folder.push(c),
                _ => folder.close(false),
            }
        }
        folder.close(false);
        folder.out
    }

    /// The same without a leading `the`, and whether there was one.
    pub(crate) fn without_article(mut self) -> (Self, bool) {
        if !self.text.starts_with("the ") {
            return (self, false);
        }
        self.text.drain(..4);
        self.capitals >>= 1;
        self.small >>= 1;
        (self, true)
    }

    /// Whether there are two letters or more, none of them small.
    pub(crate) fn loud(&self) -> bool {
        self.text.len() > 1 && self.capitals != 0 && self.small == 0
    }
}

/// Builds a folded name word by word.
#[derive(Default)]
struct Folder {
    out: Folded,
    /// How many words are closed.
    index: u32,
    /// Where the open word begins in the text; none between words.
    open: Option<usize>,
    /// Letters of the open word before folding.
    letters: usize,
    /// The open word begins with a capital.
    upper: bool,
    /// The open word holds a small letter.
    small: bool,
    /// The last closed word was one letter and a full stop.
    after_initial: bool,
}

impl Folder {
    fn push(&mut self, c: char) {
        if self.open.is_none() {
            self.begin(c);
        }
        self.letters += usize::from(c.is_alphabetic());
        self.small |= c.is_lowercase();
        if c.is_ascii() {
            self.out.text.push(c.to_ascii_lowercase());
            return;
        }
        for part in c.nfkd().filter(|&part| !is_combining_mark(part)) {
            match plain(part) {
                Some(letters) => self.out.text.push_str(letters),
                None => self.out.text.extend(part.to_lowercase().filter(|&low| !is_combining_mark(low))),
            }
        }
    }

    fn begin(&mut self, first: char) {
        if !self.out.text.is_empty() {
            self.out.text.push(' ');
        }
        self.open = Some(self.out.text.len());
        self.letters = 0;
        self.upper = first.is_uppercase();
        self.small = false;
    }

    /// Ends the open word; an initial after an initial joins it.
    fn close(&mut self, dot: bool) {
        let Some(open) = self.open.take() else { return };
        let single = self.letters == 1 && self.out.text.len() == open + 1;
        if single && self.after_initial {
            self.out.text.remove(open - 1);
            self.index -= 1;
            self.upper = false;
        }
        let bit = 1_u32.checked_shl(self.index).unwrap_or(0);
        self.out.capitals |= if self.upper { bit } else { 0 };
        self.out.small |= if self.small { bit } else { 0 };
        self.index += 1;
        self.after_initial = single && dot;
    }
}

/// Latin letters that Unicode does not decompose.
fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        'ł' | 'Ł' => "l",
        'ø' | 'Ø' => "o",
        'đ' | 'Đ' | 'ð' | 'Ð' => "d",
        'ı' => "i",
        'ß' | 'ẞ' => "ss",
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        'þ' | 'Þ' => "th",
        'ħ' | 'Ħ' => "h",
        'ə' | 'Ə' => "a",
        _ => return None,
    })
}

static VARIANTS: LazyLock<HashMap<String, String>> =
    LazyLock::new(|| variants(include_str!("../seeds/names/variants.txt")));

/// Every spelling to the first of its line.
fn variants(text: &str) -> HashMap<String, String> {
    let mut map = HashMap::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let spellings: Vec<String> = line.split_whitespace().map(fold).collect();
        for spelling in &spellings {
            map.insert(spelling.clone(), spellings[0].clone());
        }
    }
    map
}

/// The skeleton of one folded word.
pub(crate) fn skeleton_of_word(word: &str) -> Cow<'_, str> {
    if let Some(first) = VARIANTS.get(word) {
        return Cow::Borrowed(first);
    }
    if word.len() < 4 || !word.is_ascii() {
        return Cow::Borrowed(word);
    }
    Cow::Owned(if is_slavic(word) { slavic(word) } else { light(word) })
}

/// Endings of East Slavic surnames in their usual romanisations. Only words of six letters or more are asked.
const SLAVIC: &[&str] = &[
    "enko", "enka", "anko", "anka", "yko", "yka", "iko", "ika", "sky", "ski", "skiy", "skyi", "skyy", "skii", "skij",
    "cki", "skaya", "skaia", "skaja", "ska", "ov", "ev", "yov", "ova", "eva", "ava", "ou", "au", "vich", "vych",
    "vitch", "vic", "chuk", "czuk", "iuk", "yuk", "lny", "lnyi", "lnyy", "lniy", "naya", "naia", "iy", "yy", "yi",
    "ii", "ij", "shyn", "shin",
];

fn is_slavic(word: &str) -> bool {
    word.len() >= 6 && SLAVIC.iter().any(|ending| word.ends_with(ending))
}

/// Rewrites, in order, that let romanisations of East Slavic surnames meet; vowels fall into three classes.
const SLAVIC_STEPS: &[(&str, &str)] = &[
    ("tch", "ch"),
    ("sch", "sh"),
    ("cz", "c"),
    ("sz", "s"),
    ("ch", "c"),
    ("sh", "s"),
    ("zh", "z"),
    ("kh", "h"),
    ("w", "v"),
    ("x", "ks"),
    ("dj", "d"),
    ("tsi", "ti"),
    ("dzi", "di"),
    ("dzm", "dm"),
    ("ts", "c"),
    ("ouka", "ovka"),
    ("ousk", "ovsk"),
    ("auska", "ovska"),
    ("ausk", "ovsk"),
    ("iuk", "uk"),
    ("yuk", "uk"),
];

fn slavic(word: &str) -> String {
    let mut text = word.to_owned();
    for (from, to) in SLAVIC_STEPS {
        if text.contains(from) {
            text = text.replace(from, to);
        }
    }
    for (ending, plain) in [("skaya", "ska"), ("skaia", "ska"), ("skaja", "ska"), ("naya", "na"), ("naia", "na")] {
        if let Some(stem) = text.strip_suffix(ending) {
            text = format!("{stem}{plain}");
        }
    }
    if let Some(stem) = text.strip_suffix("ou").or_else(|| text.strip_suffix("au")) {
        text = format!("{stem}ov");
    }
    text = text.replace("ou", "u");
    merge_vowels(&text)
}

/// `a o` become `a`; `e i y j` with any vowel they soften become `i`; `u` stays; runs become one.
fn merge_vowels(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    let mut letters = word.chars().peekable();
    while let Some(c) = letters.next() {
        let class = match c {
            'a' | 'o' => 'a',
            'e' | 'i' | 'y' | 'j' => {
                let soft = if c == 'e' { "iyj" } else { "aeiyjou" };
                while letters.peek().is_some_and(|&next| soft.contains(next)) {
                    letters.next();
                }
                'i'
            }
            _ => c,
        };
        if !out.ends_with(class) {
            out.push(class);
        }
    }
    out
}

/// Simplifies doubled letters and digraphs that vary between romanisations of any language.
fn light(word: &str) -> String {
    let mut text = word.to_owned();
    for (from, to) in
        [("ou", "u"), ("oo", "u"), ("ee", "i"), ("ph", "f"), ("dj", "j"), ("tch", "ch"), ("ck", "k"), ("q", "k")]
    {
        if text.contains(from) {
            text = text.replace(from, to);
        }
    }
    if let Some(stem) = text.strip_suffix("yan") {
        text = format!("{stem}ian");
    }
    undouble(&umlauts(&text))
}

/// `ae`, `oe`, `ue` between consonants, as German umlauts are written out; not before a last `l` (`Michael`, `Noel`).
fn umlauts(word: &str) -> String {
    let letters: Vec<char> = word.chars().collect();
    let is_consonant = |at: usize| letters.get(at).is_some_and(|c| !"aeiouy".contains(*c));
    let keep = |at: usize| {
        let before = at.checked_sub(2).is_none_or(is_consonant);
        let written_out =
            letters[at] == 'e' && at > 0 && "aou".contains(letters[at - 1]) && before && is_consonant(at + 1);
        !written_out || (letters[at + 1] == 'l' && at + 2 == letters.len())
    };
    (0..letters.len()).filter(|&at| keep(at)).map(|at| letters[at]).collect()
}

fn undouble(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for c in word.chars() {
        if !out.ends_with(c) {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_fold(name: &str, expected: &str) {
        assert_eq!(fold(name), expected, "{name}");
    }

    #[test]
    fn folding_drops_what_a_typist_may_drop() {
        for name in ["U.S.", "US", "U.S", "U. S.", "u.s."] {
            check_fold(name, "us");
        }
        check_fold("Łukašenka", "lukasenka");
        check_fold("São Tomé & Príncipe", "sao tome and principe");
        check_fold("al-Qaeda", "al qaeda");
        check_fold("Xi’an", "xian");
        check_fold("J. D. Vance", "jd vance");
        check_fold("Christopher W. Smith", "christopher w smith");
        check_fold("Washington, D.C.", "washington dc");
        check_fold("Müller–Straße 7", "muller strasse 7");
        check_fold("  ...  ", "");
        check_fold("Минск", "минск");
        check_fold("İstanbul", "istanbul");
    }

    #[test]
    fn capitals_are_kept_beside_the_fold() {
        let folded = Folded::of("Bank of England");
        assert_eq!((folded.capitals, folded.loud()), (0b101, false));
        assert!(Folded::of("U.N.").loud());
        assert!(!Folded::of("Us").loud());
        assert!(!Folded::of("X").loud());
    }

    fn check_meet(one: &str, other: &str, expected: bool) {
        assert_eq!(skeleton(one) == skeleton(other), expected, "{one} {} / {other} {}", skeleton(one), skeleton(other));
    }

    #[test]
    fn romanisations_meet() {
        for group in [
            &["Siarhei", "Sergei", "Sergey", "Serhiy", "Serhii"][..],
            &["Alexander Lukashenko", "Aliaksandr Lukashenka", "Aleksandr Lukashenko", "Aljaksandr Łukašenka"],
            &["Viktor Babaryko", "Viktar Babaryka", "Victor Babariko"],
            &["Ales Bialiatski", "Ales Byalyatski", "Ales Belyatsky", "Ales Bialiatsky"],
            &["Maria Kolesnikova", "Maryia Kalesnikava", "Mariya Kolesnikova"],
            &["Volodymyr Zelensky", "Volodymyr Zelenskyy", "Vladimir Zelenskiy", "Volodymyr Zelenskyi"],
            &["Viktor Yanukovych", "Viktor Yanukovich", "Victor Ianoukovitch"],
            &["Sviatlana Tsikhanouskaya", "Svetlana Tikhanovskaya"],
            &["Siarhei Tsikhanouski", "Sergei Tikhanovsky"],
            &["Muhammad", "Mohammed", "Mohamed", "Mohammad", "Muhammed"],
            &["Muammar Gaddafi", "Moammar Qaddafi", "Muammar Gadhafi"],
            &["Yulia Tymoshenko", "Yuliya Timoshenko"],
            &["Alexei Navalny", "Aleksey Navalnyy", "Alexey Navalniy"],
            &["Nikol Pashinyan", "Nikol Pashinian"],
            &["Thomas Müller", "Thomas Mueller", "Thomas Muller"],
            &["Novak Djokovic", "Novak Đoković"],
            &["Slobodan Milosevic", "Slobodan Milošević"],
            &["Mikhail Saakashvili", "Mikheil Saakashvili"],
        ] {
            for other in group {
                check_meet(group[0], other, true);
            }
        }
    }

    #[test]
    fn other_names_stay_apart() {
        for (one, other) in [
            ("Smith", "Smyth"),
            ("Chen", "Chan"),
            ("Lee", "Li"),
            ("Clark", "Clarke"),
            ("Michael", "Michal"),
            ("Johnson", "Jonson"),
            ("Siarhei Tsikhanouski", "Sviatlana Tsikhanouskaya"),
            ("Petrov", "Petrova"),
            ("Ivanov", "Ivanovich"),
            ("Kaczynski", "Kuczynski"),
            ("Medvedev", "Medvedchuk"),
            ("Maria", "Mario"),
            ("Anna", "Hanna"),
            ("Alexander", "Alexandra"),
            ("Khan", "Han"),
            ("Bush", "Busch"),
            ("Lavrov", "Lvov"),
            ("Viktor Orban", "Viktor Urban"),
        ] {
            check_meet(one, other, false);
        }
    }

    #[test]
    fn keys_are_hyphenated() {
        assert_eq!(key("Alexander Lukashenko"), "alexander-lukashenko");
        assert_eq!(key("al-Qaeda in the Islamic Maghreb"), "al-qaeda-in-the-islamic-maghreb");
    }
}
