//! Abbreviations that keep their full stop, and what may follow them in the same sentence.

/// How an abbreviation with a full stop stands to the end of the sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Abbreviation {
    /// `Gen.`, `Mr.`: a name follows, the sentence goes on.
    Title,
    /// `No.`, `Jan.`: a number follows; without one the full stop is a full stop.
    BeforeNumber,
    /// `Inc.`, `p.m.`, `etc.`: may be the last word.
    Any,
}

const TITLES: &[&str] = &[
    "mr", "mrs", "ms", "dr", "prof", "gen", "lt", "col", "maj", "capt", "sgt", "cmdr", "adm", "rev", "hon", "sen",
    "sens", "rep", "reps", "gov", "govs", "pres", "st", "ste", "ft", "mt", "mme", "mlle", "fr", "messrs", "brig",
    "cpl", "pvt", "supt", "insp", "atty", "amb", "ald", "vs", "spec", "cf", "viz",
];
const BEFORE_NUMBERS: &[&str] = &[
    "no", "nos", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec", "sat", "sun",
    "p", "pp", "vol", "fig", "art", "para", "ch", "sec", "ext", "approx", "ca", "c", "tel", "b", "d",
];
const ANY: &[&str] = &[
    "inc", "corp", "co", "ltd", "plc", "llc", "bros", "jr", "sr", "etc", "ave", "blvd", "rd", "dept", "univ", "assn",
    "bldg", "est", "al", "ed", "eds", "calif", "fla", "mass", "conn", "pa", "va", "ariz", "colo", "tenn", "ky", "ga",
    "ala", "ind", "mich", "minn", "neb", "nev", "okla", "ore", "tex", "wis", "wyo", "del", "kan", "ark", "mo", "ph",
    "esq", "gmbh", "div", "lb", "oz", "attn", "mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "eg", "ie",
    "v", "miss", "mont", "md", "vt", "ill", "wash", "la", "penn", "kans", "nebr", "ft", "intl", "natl", "assoc", "cie",
];
/// Those that are words as well when no name, number or comma follows.
const ALSO_WORDS: &[&str] = &[
    "co", "ed", "ind", "mass", "est", "pa", "va", "ga", "del", "ore", "mo", "kan", "ark", "ala", "nev", "mon", "wed",
    "fri", "tue", "thu", "ph", "v", "div", "ie", "eg", "ste", "ft", "spec", "gov", "rep", "gen", "col", "hon", "fr",
    "pres", "rev", "mt", "viz", "attn", "ave", "miss", "mont", "ill", "wash", "la", "penn", "md",
];

/// What follows the full stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// Nothing more in this paragraph.
    Nothing,
    /// A capital letter.
    Capital,
    /// A small letter.
    Small,
    /// A digit.
    Digit,
    /// A comma, a semicolon, a closing bracket, right at the full stop.
    Closing,
    /// Anything else.
    Other,
}

/// What kind of abbreviation `word` is before a full stop that `next` follows, if it is one.
pub(super) fn abbreviation(word: &str, next: Next) -> Option<Abbreviation> {
    if word.len() > 7 {
        return None;
    }
    let kind = if word == "Al" { return None } else { kind(word)? };
    let fits = match kind {
        Abbreviation::BeforeNumber => {
            next == Next::Digit || word.len() > 2 && word != "no" && is_month(word) && is_inside(next)
        }
        Abbreviation::Title if is_also_word(word) => next == Next::Capital && starts_with_capital(word),
        Abbreviation::Title => next != Next::Nothing || word.len() < 4,
        Abbreviation::Any if is_also_word(word) => {
            starts_with_capital(word) && is_inside(next) || next == Next::Closing
        }
        Abbreviation::Any => true,
    };
    fits.then_some(kind)
}

/// The kind of the abbreviation `word`, written without its full stop.
pub(crate) fn kind(word: &str) -> Option<Abbreviation> {
    let within = |list: &[&str]| list.iter().any(|known| known.eq_ignore_ascii_case(word));
    if within(TITLES) {
        Some(Abbreviation::Title)
    } else if within(BEFORE_NUMBERS) {
        Some(Abbreviation::BeforeNumber)
    } else if within(ANY) {
        Some(Abbreviation::Any)
    } else {
        None
    }
}

/// Words that begin sentences and no names: after `U.S.` or `Plan B.` they show that the sentence ended.
pub(crate) fn is_opener(word: &str) -> bool {
    const OPENERS: &[&str] = &[
        "The",
        "A",
        "An",
        "This",
        "That",
        "These",
        "Those",
        "He",
        "She",
        "It",
        "They",
        "We",
        "I",
        "You",
        "His",
        "Her",
        "Its",
        "Their",
        "Our",
        "My",
        "Your",
        "In",
        "On",
        "At",
        "By",
        "For",
        "From",
        "With",
        "As",
        "But",
        "And",
        "Or",
        "So",
        "If",
        "When",
        "While",
        "After",
        "Before",
        "Since",
        "Although",
        "Though",
        "Because",
        "However",
        "There",
        "Here",
        "What",
        "Who",
        "Why",
        "How",
        "Where",
        "Which",
        "To",
        "Not",
        "No",
        "Yes",
        "Then",
        "Now",
        "Some",
        "Many",
        "Most",
        "All",
        "Both",
        "Another",
        "One",
        "Once",
        "Yet",
        "Still",
        "Also",
        "Among",
        "According",
        "Under",
        "During",
        "Until",
        "Meanwhile",
        "Instead",
        "Despite",
        "Even",
        "Let",
        "Do",
        "Does",
        "Did",
        "Is",
        "Are",
        "Was",
        "Were",
        "Has",
        "Have",
        "Had",
        "Will",
        "Would",
        "Can",
        "Could",
        "Please",
        "Earlier",
        "Last",
        "It's",
        "I'm",
        "He's",
        "She's",
        "They're",
        "We're",
        "Don't",
        "Can't",
        "Just",
        "Only",
        "More",
        "Each",
        "Every",
    ];
    OPENERS.contains(&word)
}

pub(super) fn is_month_name(word: &str) -> bool {
    const MONTHS: &[&str] = &[
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    MONTHS.contains(&word)
}

fn is_month(word: &str) -> bool {
    let months = ["jan", "feb", "aug", "sept", "oct", "nov", "dec", "apr"];
    months.iter().any(|m| m.eq_ignore_ascii_case(word)) && starts_with_capital(word)
}

fn is_inside(next: Next) -> bool {
    matches!(next, Next::Capital | Next::Digit | Next::Small | Next::Closing)
}

fn is_also_word(word: &str) -> bool {
    ALSO_WORDS.iter().any(|known| known.eq_ignore_ascii_case(word))
}

fn starts_with_capital(word: &str) -> bool {
    word.starts_with(|c: char| c.is_uppercase())
}
