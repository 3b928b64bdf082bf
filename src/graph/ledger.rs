//! Who gave what to whom, was it delivered, when, and who says so? The exchanges of a view as entries of an account book.
//!
//! A thing is *delivered* when some document tells it as done, whatever others announced before; so a promise in one document
//! and the deed in another make one delivered thing. Nothing is drawn or written here.

use super::{
    identity::{elect, number, sorted},
    view::{Action, Actor, Claim, Exchange, Side, View},
};
use crate::record::{ExchangeStatus, Factuality};

/// One exchange.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The exchange's id.
    pub exchange: String,
    /// How far it has come, as it is told.
    pub status: ExchangeStatus,
    /// Whether some telling denies it.
    pub disputed: bool,
    /// What each side gives.
    pub sides: Vec<Line>,
    /// Names of the documents that tell it, sorted.
    pub sources: Vec<String>,
    /// The words that show that one thing was given for the other, of the first telling.
    pub cue: String,
}

/// What one side of an exchange gives.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Names of those who give.
    pub givers: Vec<String>,
    /// Names of those who get: the receivers told, or the givers of the other sides.
    pub receivers: Vec<String>,
    /// The things given.
    pub things: Vec<Thing>,
}

/// One thing given.
#[derive(Clone, Debug, PartialEq)]
pub struct Thing {
    /// The action's id; none where the document tells in words only.
    pub action: Option<String>,
    /// What is given: "released 123 political prisoners".
    pub what: String,
    /// When, as EDTF.
    pub time: Option<String>,
    /// Whether it was given.
    pub delivery: Delivery,
    /// Whether some telling announces it.
    pub promised: bool,
    /// Names of those who take part in it without being said to, by id.
    pub implied: Vec<String>,
}

/// Whether a thing was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Delivery {
    /// Told as done.
    Delivered,
    /// Told as done, and denied.
    Disputed,
    /// Announced.
    Promised,
    /// Spoken of as what may be, or on a condition.
    Open,
    /// Told as not done.
    Withheld,
}

impl Delivery {
    /// One word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Delivered => "delivered",
            Self::Disputed => "disputed",
            Self::Promised => "promised",
            Self::Open => "open",
            Self::Withheld => "withheld",
        }
    }
}

/// The exchanges of `view` by the first date of what they give, undated ones last.
pub fn of(view: &View) -> Vec<Entry> {
    let mut entries: Vec<Entry> = view.exchanges.iter().map(|exchange| entry(view, exchange)).collect();
    entries.sort_by_cached_key(|entry| {
        let times = entry.sides.iter().flat_map(|line| &line.things).filter_map(|thing| thing.time.clone());
        let first = times.min();
        (first.is_none(), first, entry.exchange.clone())
    });
    entries
}

fn entry(view: &View, exchange: &Exchange) -> Entry {
    let sources = exchange.documents.iter().filter_map(|id| view.document(id));
    Entry {
        exchange: exchange.id.clone(),
        status: exchange.status,
        disputed: exchange.disputed,
        sides: exchange.sides.iter().map(|side| line(view, exchange, side)).collect(),
        sources: sorted(sources.map(|document| document.name().to_owned())),
        cue: exchange.proof().map(|claim| claim.cue.text.clone()).unwrap_or_default(),
    }
}

fn line(view: &View, exchange: &Exchange, side: &Side) -> Line {
    let others = exchange.sides.iter().filter(|other| *other != side).flat_map(|other| &other.providers);
    let receivers: Vec<String> =
        if side.receivers.is_empty() { sorted(others.cloned()) } else { side.receivers.clone() };
    let mut things: Vec<Thing> = side.gives.iter().filter_map(|id| Some(thing(view, view.action(id)?))).collect();
    if things.is_empty() {
        things.extend(side.texts.iter().map(|text| in_words(text, exchange.status)));
    }
    things.sort_by(|a, b| (a.time.is_none(), &a.time, &a.what).cmp(&(b.time.is_none(), &b.time, &b.what)));
    Line { givers: names(view, &side.providers), receivers: names(view, &receivers), things }
}

fn thing(view: &View, action: &Action) -> Thing {
    let delivery = match action.factuality {
        _ if action.disputed => Delivery::Disputed,
        Factuality::Actual => Delivery::Delivered,
        Factuality::Planned => Delivery::Promised,
        Factuality::Possible | Factuality::Conditional => Delivery::Open,
        Factuality::Negated => Delivery::Withheld,
    };
    let promised = view.claims_of(action).any(|claim| claim.factuality == Factuality::Planned);
    let (what, time) = (describe(view, action), action.time.clone());
    let implied = names(view, &action.implied);
    Thing { action: Some(action.id.clone()), what, time, delivery, promised, implied }
}

fn in_words(text: &str, status: ExchangeStatus) -> Thing {
    let delivery = match status {
        ExchangeStatus::Completed => Delivery::Delivered,
        ExchangeStatus::Agreed => Delivery::Promised,
        ExchangeStatus::Proposed | ExchangeStatus::Possible => Delivery::Open,
        ExchangeStatus::Denied => Delivery::Withheld,
    };
    Thing { action: None, what: text.to_owned(), time: None, delivery, promised: false, implied: Vec::new() }
}

/// An action in words, without its agent: "released 123 political prisoners", "eased sanctions on Belarusian potash".
pub fn describe(view: &View, action: &Action) -> String {
    let claims: Vec<&Claim> = view.claims_of(action).collect();
    describe_by(action, |id| view.actor(id), &claims)
}

/// [`describe`] for a caller that has the action's tellings, and finds actors faster than a view does.
pub fn describe_by<'v>(action: &'v Action, actor: impl Fn(&str) -> Option<&'v Actor>, claims: &[&Claim]) -> String {
    let known = |ids: &'v [String]| -> Vec<&'v Actor> { ids.iter().filter_map(|id| actor(id)).collect() };
    let patients = known(&action.patients);
    let (object, parties) = if patients.is_empty() && action.quantity.is_none() {
        let recipients = known(&action.recipients);
        (listed(&recipients), recipients)
    } else {
        (counted(action, &patients), patients)
    };
    let names: Vec<&str> = parties.iter().map(|actor| actor.name.as_str()).collect();
    say(&action.label, &object, &names, theme_of(action, claims.iter().copied()).as_deref())
}

fn listed(actors: &[&Actor]) -> String {
    actors.iter().map(|actor| actor.name.as_str()).collect::<Vec<_>>().join(", ")
}

/// An action in words, without its agent and without those acted on, where an arrow shows them: "eased sanctions on".
pub fn deed(view: &View, action: &Action) -> String {
    match theme(view, action) {
        None if !action.patients.is_empty() || !action.recipients.is_empty() => action.label.clone(),
        theme => say(&action.label, "", &[], theme.as_deref()),
    }
}

/// Label, object and theme in one phrase that says nothing twice; `names` are those that the object names.
fn say(label: &str, object: &str, names: &[&str], theme: Option<&str>) -> String {
    let stem = without_preposition(label);
    let head = if object.is_empty() { stem.to_owned() } else { format!("{label} {object}").trim_start().to_owned() };
    let Some(theme) = theme else { return head };
    let said = names.iter().all(|name| mentions(theme, name));
    if let Some((verb, _)) = stem.rsplit_once(' ').filter(|(_, noun)| has_word(theme, noun)) {
        let preposition = &label[stem.len()..];
        let whole = said || preposition.is_empty() || has_word(theme, preposition.trim());
        let rest = if whole { String::new() } else { format!("{preposition} {object}") };
        return format!("{verb} {theme}{rest}");
    }
    let head = if said { stem.to_owned() } else { head };
    let clause = theme.starts_with("to ") || theme.starts_with("that ");
    format!("{head}{} {theme}", if clause { "" } else { ":" })
}

/// Whether `theme` speaks of who bears `name`, by all of it or its last word.
fn mentions(theme: &str, name: &str) -> bool {
    let last = name.rsplit(' ').next().unwrap_or(name);
    theme.to_lowercase().contains(&name.to_lowercase()) || has_word(theme, last)
}

fn has_word(text: &str, word: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric()).any(|own| !own.is_empty() && own.to_lowercase() == word.to_lowercase())
}

/// A label with nobody after it: "eased sanctions on" as "eased sanctions".
pub fn without_preposition(label: &str) -> &str {
    let ends = [" on", " to", " with", " for", " against", " from", " of", " by", " at", " over"];
    ends.iter().find_map(|end| label.strip_suffix(end)).unwrap_or(label)
}

/// Words that alone say nothing of what an action was about.
const EMPTY: [&str; 16] =
    ["a", "all", "an", "and", "any", "both", "in", "it", "of", "on", "or", "some", "that", "the", "them", "this"];

/// What an action was about, in the words most documents use; none where they only repeat the label or its time.
pub fn theme(view: &View, action: &Action) -> Option<String> {
    theme_of(action, view.claims_of(action))
}

fn theme_of<'c>(action: &Action, claims: impl Iterator<Item = &'c Claim>) -> Option<String> {
    let theme = elect(claims.filter_map(|claim| claim.theme.as_deref()))?;
    let said: Vec<String> = action.label.split(' ').map(str::to_lowercase).collect();
    let is_new = |word: String| !said.contains(&word) && !EMPTY.contains(&word.as_str());
    let dated = |word: &str| action.time.is_some() && word.chars().all(|c| c.is_ascii_digit());
    let new = theme.split_whitespace().any(|word| !dated(word) && is_new(word.to_lowercase()));
    new.then(|| theme.to_owned())
}

/// The patients' names, counted groups first; the action's number behind them where none of them bears a number.
fn counted(action: &Action, patients: &[&Actor]) -> String {
    let mut actors = patients.to_vec();
    actors.sort_by_key(|actor| actor.size.is_none());
    let names = listed(&actors);
    let numbered = names.chars().any(|c| c.is_ascii_digit());
    match action.quantity.filter(|_| !numbered && actors.iter().all(|actor| actor.size.is_none())) {
        Some(quantity) => format!("{names} ({})", number(quantity)).trim_start().to_owned(),
        None => names,
    }
}

fn names(view: &View, ids: &[String]) -> Vec<String> {
    ids.iter().filter_map(|id| view.actor(id)).map(|actor| actor.name.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        graph::{Graph, fixture},
        ontology::frame::Lexicon,
    };

    #[test]
    fn a_promise_and_the_deed_make_one_delivered_thing() {
        let ledger = of(&Graph::of(&fixture::story()).view(Lexicon::shipped()));
        let statuses: Vec<&str> = ledger.iter().map(|entry| entry.status.as_str()).collect();
        assert_eq!(statuses, ["possible", "completed", "completed"]);
        let swap = &ledger[2];
        let told = |line: &Line| {
            let thing = &line.things[0];
            (line.givers.join(", "), thing.time.clone(), thing.delivery, thing.promised)
        };
        let expected = [
            ("Alexander Lukashenko, Belarus".to_owned(), Some("2025-12-13".to_owned()), Delivery::Delivered, false),
            ("United States".to_owned(), Some("2025-12".to_owned()), Delivery::Delivered, true),
        ];
        assert_eq!(swap.sides.iter().map(told).collect::<Vec<_>>(), expected);
        assert!(swap.sides[1].things[0].what.ends_with("sanctions on Belarusian potash"));
        assert_eq!(swap.sources, ["A year of releases", "Potash for prisoners"]);
    }

    #[test]
    fn a_phrase_says_nothing_twice() {
        fn check(label: &str, object: &str, theme: &str, expected: &str) {
            let names: Vec<&str> = object.split(", ").filter(|name| !name.is_empty()).collect();
            assert_eq!(say(label, object, &names, Some(theme).filter(|theme| !theme.is_empty())), expected);
        }
        check("released", "three sailors", "", "released three sailors");
        check("imposed a ban on", "", "", "imposed a ban");
        check("cut tariffs on", "Kenya", "tariffs on Kenyan tea", "cut tariffs on Kenyan tea");
        check("cut tariffs on", "Kenya", "old tariffs", "cut old tariffs on Kenya");
        check("cut tariffs on", "Kenya", "the tariffs on Kenya", "cut the tariffs on Kenya");
        check("called on", "Peru", "to stop", "called on Peru to stop");
        check("promised", "Peru", "to work with Peru", "promised to work with Peru");
        check("talked with", "Peru", "trade", "talked with Peru: trade");
    }

    #[test]
    fn a_label_without_an_object_ends_in_no_preposition() {
        assert_eq!(without_preposition("eased sanctions on"), "eased sanctions");
        assert_eq!(without_preposition("released"), "released");
    }

    #[test]
    fn what_may_be_stays_open() {
        let ledger = of(&Graph::of(&fixture::story()).view(Lexicon::shipped()));
        assert_eq!(ledger[0].sides[1].things[0].delivery, Delivery::Open);
    }
}
