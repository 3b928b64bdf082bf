//! What of a graph is drawn, and in which words? The choice that all drawings share.
//!
//! A drawing of everything is read by nobody, so a drawing holds the exchanges and the actions that most documents tell, and says how many of
//! all. On the left stand those who act, on the right those who are acted on and those who give the other side of an exchange.
//! Nothing here knows a format.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Options, Profile,
    projection::{clean, who},
};
use crate::{
    graph::{
        View,
        ledger::{deed, describe},
        view::{Action, Actor, Attribution, Exchange, Relation, Side},
    },
    record::{ActorType, ExchangeStatus, Factuality, Plover, Quote, RelationType},
};

/// What arrows mean, for legends.
pub(super) const ARROWS: &str = "Arrows point at those acted on, and end in a bar where it is NOT done.";
/// What dotted lines mean.
pub(super) const DOTTED: &str =
    "Dotted lines lead to those whom no sentence says to take part: they are taken from elsewhere in the text.";
/// Quotes in a tooltip.
const QUOTES: usize = 4;
/// Characters of a quote in a tooltip.
const QUOTE: usize = 240;
/// Characters of an action.
const DEED: usize = 80;
/// Characters of an office.
const OFFICE: usize = 44;

/// How much is drawn at most.
pub(super) struct Most {
    /// The core leaves out actions that have no type or only one party, unless they are given for something.
    pub(super) profile: Profile,
    /// Exchanges.
    pub(super) exchanges: usize,
    /// Actions of one side of an exchange.
    pub(super) gifts: usize,
    /// Actions, unless the exchanges alone give more.
    pub(super) actions: usize,
}

impl Most {
    /// What fits on a page.
    pub(super) const PAGE: Self = Self { profile: Profile::Core, exchanges: 8, gifts: 4, actions: 24 };
    /// Everything.
    pub(super) const ALL: Self =
        Self { profile: Profile::Full, exchanges: usize::MAX, gifts: usize::MAX, actions: usize::MAX };
}

/// What of a view is drawn.
pub(super) struct Drawing<'v> {
    /// All there is.
    pub(super) view: &'v View,
    /// By id.
    pub(super) exchanges: Vec<&'v Exchange>,
    /// By id.
    pub(super) actions: Vec<&'v Action>,
    /// By id.
    pub(super) actors: Vec<&'v Actor>,
    /// Actors that stand on the left.
    pub(super) left: BTreeSet<&'v str>,
    /// The exchange that each given action is drawn in.
    pub(super) given: BTreeMap<&'v str, usize>,
    /// The exchange that each actor of no other action is drawn in.
    pub(super) inside: BTreeMap<&'v str, usize>,
    /// Of persons: "President of Belarus".
    pub(super) offices: BTreeMap<&'v str, String>,
}

impl<'v> Drawing<'v> {
    /// What `most` lets in of `view`.
    pub(super) fn of(view: &'v View, most: &Most) -> Self {
        let exchanges = choose_exchanges(view, most);
        let mut given = BTreeMap::new();
        for (at, exchange) in exchanges.iter().enumerate() {
            for id in exchange.sides.iter().flat_map(|side| gifts(view, most, side)) {
                given.entry(id).or_insert(at);
            }
        }
        let actions = choose(view, most, &given);
        let sides = exchanges.iter().flat_map(|exchange| &exchange.sides).filter(|side| side.gives.is_empty());
        let mut ids: BTreeSet<&str> = sides.flat_map(|side| &side.providers).map(String::as_str).collect();
        ids.extend(actions.iter().flat_map(|action| action.participants()));
        let left = left(&exchanges, &actions);
        let inside = inside(&actions, &given, &left);
        let actors = ids.into_iter().filter_map(|id| view.actor(id)).collect();
        let offices = offices(view);
        Self { view, exchanges, actions, actors, left, given, inside, offices }
    }

    /// How much is drawn of how much there is, the title above it.
    pub(super) fn caption(&self, options: &Options) -> String {
        format!(
            "{}{} documents · {} of {} actors · {} of {} actions · {} of {} exchanges",
            options.title.as_ref().map(|title| format!("{title}\n")).unwrap_or_default(),
            self.view.documents.len(),
            self.actors.len(),
            self.view.actors.len(),
            self.actions.len(),
            self.view.actions.len(),
            self.exchanges.len(),
            self.view.exchanges.len(),
        )
    }

    /// Whether an action is given in an exchange, and done to its other side alone: that needs words and no arrow.
    pub(super) fn is_told(&self, action: &Action) -> bool {
        let Some(exchange) = self.given.get(action.id.as_str()).map(|&at| self.exchanges[at]) else { return false };
        let others = exchange.sides.iter().filter(|side| !side.gives.contains(&action.id));
        let partners: BTreeSet<&String> = others.flat_map(|side| &side.providers).collect();
        let mut targets = action.patients.iter().chain(&action.recipients);
        targets.all(|target| partners.contains(target))
    }
}

/// What an action is, in lines: doubt and deed, day, number of documents.
pub(super) fn action_words(view: &View, action: &Action) -> Vec<String> {
    let counted = action.patients.iter().filter_map(|id| view.actor(id)).any(|actor| actor.size.is_some());
    let quantity = action.quantity.filter(|_| !counted).map(|quantity| format!("{quantity} in number"));
    let mut words = vec![doubt(action).to_owned() + &clip(&deed(view, action), DEED)];
    words.extend(quantity);
    words.extend(footer(action.time.as_deref().map(day), action.documents.len()));
    words
}

/// The same of an action that is given in an exchange, with those acted on in words, and who of them is implied.
pub(super) fn gift_words(view: &View, action: &Action) -> Vec<String> {
    let mut words = action_words(view, action);
    if let Some(first) = words.first_mut() {
        *first = doubt(action).to_owned() + &describe(view, action);
    }
    let targets = action.patients.iter().chain(&action.recipients).filter(|id| action.is_implied(id));
    let implied: Vec<&str> = targets.filter_map(|id| view.actor(id)).map(|actor| actor.name.as_str()).collect();
    words.extend((!implied.is_empty()).then(|| format!("implied: {}", implied.join(", "))));
    words
}

/// What an exchange is, in lines: status and number of documents.
pub(super) fn exchange_words(exchange: &Exchange) -> Vec<String> {
    let denied = if exchange.disputed { ", disputed" } else { "" };
    let mut words = vec!["exchange".to_owned(), format!("{}{denied}", exchange.status.as_str())];
    words.extend(footer(None, exchange.documents.len()));
    words
}

/// Whether an exchange is more than spoken of.
pub(super) const fn is_sure(exchange: &Exchange) -> bool {
    matches!(exchange.status, ExchangeStatus::Completed | ExchangeStatus::Agreed)
}

/// The sentences behind an action, a line each, with who says so.
pub(super) fn proof_of_action(view: &View, action: &Action) -> String {
    let claims = view.claims_of(action).map(|claim| {
        let voice = (claim.factuality.as_str(), &claim.attribution);
        (voice, said(view, &claim.evidence, &claim.document, &claim.attribution))
    });
    proof(claims.collect())
}

/// The sentences behind an exchange, a line each, with who says so.
pub(super) fn proof_of_exchange(view: &View, exchange: &Exchange) -> String {
    let claims = exchange.claims.iter().map(|claim| {
        let voice = (claim.status.as_str(), &claim.attribution);
        (voice, said(view, &claim.evidence, &claim.document, &claim.attribution))
    });
    proof(claims.collect())
}

/// The first sentence of each voice before a second of any.
fn proof(mut said: Vec<((&str, &Attribution), String)>) -> String {
    let mut voices = BTreeSet::new();
    said.sort_by_cached_key(|(voice, _)| !voices.insert(*voice));
    said.into_iter().take(QUOTES).map(|(_, said)| said).collect::<Vec<_>>().join("\n")
}

/// “The words that tell it” (the document, according to whom).
pub(super) fn said(view: &View, evidence: &Quote, document: &str, attribution: &Attribution) -> String {
    let document = view.document(document).map_or("", |document| document.name());
    let by = match attribution {
        Attribution::Document => String::new(),
        _ => format!(", according to {}", who(view, attribution)),
    };
    format!("“{}” ({}{by})", clip(&clean(&evidence.text), QUOTE), clean(document))
}

/// What an actor is besides its name: offices and other names, a line each.
pub(super) fn about(actor: &Actor) -> String {
    let told: Vec<&str> = actor.roles.iter().chain(&actor.aliases).map(String::as_str).collect();
    format!("{}\n{}", actor.name, told.join("\n"))
}

/// The actors that stand on the left: those who act, but for those who give only second sides of exchanges.
fn left<'v>(exchanges: &[&'v Exchange], actions: &[&'v Action]) -> BTreeSet<&'v str> {
    let providers = |first: bool| -> BTreeSet<&str> {
        let sides = exchanges.iter().flat_map(|exchange| exchange.sides.iter().enumerate());
        let sides = sides.filter(|(number, _)| (*number == 0) == first);
        sides.flat_map(|(_, side)| &side.providers).map(String::as_str).collect()
    };
    let (first, second) = (providers(true), providers(false));
    let agents = actions.iter().flat_map(|action| &action.agents).map(String::as_str);
    agents.chain(first.iter().copied()).filter(|id| first.contains(id) || !second.contains(id)).collect()
}

/// For actors that only take part in what one exchange gives, and stand on the right, that exchange.
fn inside<'v>(
    actions: &[&'v Action],
    given: &BTreeMap<&str, usize>,
    left: &BTreeSet<&str>,
) -> BTreeMap<&'v str, usize> {
    let mut homes: BTreeMap<&str, BTreeSet<Option<usize>>> = BTreeMap::new();
    for action in actions {
        let home = given.get(action.id.as_str()).copied();
        for id in action.participants() {
            let agent = action.agents.iter().any(|agent| agent == id);
            homes.entry(id).or_default().insert(home.filter(|_| !agent));
        }
    }
    let lone = |(id, homes): (&'v str, BTreeSet<Option<usize>>)| match homes.into_iter().collect::<Vec<_>>()[..] {
        [Some(home)] if !left.contains(id) => Some((id, home)),
        _ => None,
    };
    homes.into_iter().filter_map(lone).collect()
}

/// The exchanges that are drawn, by id.
fn choose_exchanges<'v>(view: &'v View, most: &Most) -> Vec<&'v Exchange> {
    let mut chosen: Vec<&Exchange> = view.exchanges.iter().collect();
    if chosen.len() > most.exchanges {
        chosen.sort_by_key(|exchange| {
            let told = (exchange.documents.len(), exchange.claims.len());
            (std::cmp::Reverse(told), exchange.status == ExchangeStatus::Denied, &exchange.id)
        });
        chosen.truncate(most.exchanges);
        chosen.sort_by(|a, b| a.id.cmp(&b.id));
    }
    chosen
}

/// The actions of one side that are drawn: those that most documents tell.
fn gifts<'v>(view: &View, most: &Most, side: &'v Side) -> Vec<&'v str> {
    let mut gifts: Vec<&str> = side.gives.iter().map(String::as_str).collect();
    if gifts.len() > most.gifts {
        let told = |id: &str| view.action(id).map_or(0, |action| action.documents.len());
        gifts.sort_by_key(|id| (std::cmp::Reverse(told(id)), *id));
        gifts.truncate(most.gifts);
    }
    gifts
}

/// The actions that are drawn, by id.
fn choose<'v>(view: &'v View, most: &Most, given: &BTreeMap<&str, usize>) -> Vec<&'v Action> {
    let is_given = |action: &Action| given.contains_key(action.id.as_str());
    let mut chosen: Vec<&Action> =
        view.actions.iter().filter(|a| is_given(a) || a.participants().next().is_some()).collect();
    if most.profile == Profile::Core {
        let typed = |a: &Action| a.kind != Plover::Other && !a.agents.is_empty() && a.participants().count() > 1;
        chosen.retain(|action| is_given(action) || typed(action));
    }
    if chosen.len() > most.actions {
        chosen.sort_by_key(|action| {
            let told = (action.documents.len(), action.claims.len());
            (!is_given(action), std::cmp::Reverse(told), action.time.is_none(), &action.id)
        });
        let exchanged = chosen.iter().filter(|action| is_given(action)).count();
        chosen.truncate(most.actions.max(exchanged));
        chosen.sort_by(|a, b| a.id.cmp(&b.id));
    }
    chosen
}

/// Of each person the office that is told most, if it is short.
fn offices(view: &View) -> BTreeMap<&str, String> {
    let persons = view.actors.iter().filter(|actor| actor.kind == ActorType::Person);
    let mut best: BTreeMap<&str, Option<&Relation>> = persons.map(|actor| (actor.id.as_str(), None)).collect();
    let held = view.relations.iter().filter(|r| r.kind == RelationType::HoldsRole && r.object.is_some());
    for relation in held {
        if let Some(best) = best.get_mut(relation.subject.as_str())
            && best.is_none_or(|best| relation.claims.len() >= best.claims.len())
        {
            *best = Some(relation);
        }
    }
    let office = |relation: &Relation| {
        let of = view.actor(relation.object.as_deref()?)?;
        Some(format!("{} of {}", relation.text, of.name)).filter(|office| office.chars().count() <= OFFICE)
    };
    best.into_iter().filter_map(|(id, relation)| Some((id, office(relation?)?))).collect()
}

/// A word before the label of what is not simply told as done.
pub(super) fn doubt(action: &Action) -> &'static str {
    match action.factuality {
        _ if action.disputed => "disputed: ",
        Factuality::Actual => "",
        Factuality::Planned => "planned: ",
        Factuality::Possible => "possible: ",
        Factuality::Conditional => "if agreed: ",
        Factuality::Negated => "NOT: ",
    }
}

/// Date and number of documents, each on its line, where there is something to say.
pub(super) fn footer(time: Option<String>, documents: usize) -> Vec<String> {
    let sources = (documents > 1).then(|| format!("{documents} sources"));
    time.into_iter().chain(sources).collect()
}

/// A month or day as people write it; other expressions as they are.
pub(super) fn day(edtf: &str) -> String {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let month = |text: &str| MONTHS.get(text.parse::<usize>().ok()?.checked_sub(1)?);
    match edtf.split('-').collect::<Vec<_>>()[..] {
        [year, m] if year.len() == 4 => month(m).map(|month| format!("{month} {year}")),
        [year, m, d] if year.len() == 4 && d.len() == 2 => {
            month(m).map(|month| format!("{} {month} {year}", d.trim_start_matches('0')))
        }
        _ => None,
    }
    .unwrap_or_else(|| edtf.to_owned())
}

/// The side of the codebook that an action's type is on, verbal or material.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tone {
    /// Consulting, agreeing, helping, conceding.
    Cooperation,
    /// Demanding, accusing, threatening, hurting.
    Conflict,
    /// An action of no type.
    Neither,
}

pub(super) fn tone(kind: Plover) -> Tone {
    use Plover::{Accuse, Assault, Coerce, Mobilize, Other, Protest, Reject, Request, Sanction, Threaten};
    match kind {
        Request | Accuse | Reject | Threaten | Protest | Sanction | Mobilize | Coerce | Assault => Tone::Conflict,
        Other => Tone::Neither,
        _ => Tone::Cooperation,
    }
}

/// The first `most` characters, with an ellipsis where some are cut.
pub(super) fn clip(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((cut, _)) => format!("{}…", text[..cut].trim_end()),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_read_as_people_write_them() {
        for (edtf, expected) in [
            ("2025-12-03", "3 Dec 2025"),
            ("2025-06", "Jun 2025"),
            ("2025", "2025"),
            ("2025-13", "2025-13"),
            ("../2025-01", "../2025-01"),
        ] {
            assert_eq!(day(edtf), expected);
        }
    }
}
