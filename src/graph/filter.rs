//! What does the user want to see of a graph? A small language of tests, all of which must hold.
//!
//! `type=RETREAT,SANCTION; actor=Belarus; time=2025-03..2025-12; sources>=2; factuality!=negated`: terms between semicolons, each a field,
//! an operator and, between commas, values of which one must fit (with `!=`: none).
//!
//! | field | holds for an action | holds for an exchange |
//! |---|---|---|
//! | `type` | whose PLOVER type, class or CAMEO code (also the beginning of one) it is | that gives such an action |
//! | `factuality` | whose factuality it is | that gives such an action |
//! | `status` | always | whose status it is |
//! | `actor` | in which the actor, by name, alias or id, takes part | in which the actor gives or gets |
//! | `time` | that can have been on one of these days (EDTF, or two dates with `..` between) | that gives such an action |
//! | `participants` | `said`: of whom each is said to take part by some telling; `implied`: of whom one is not | that gives such an action |
//! | `sources` | that so many documents tell | that so many documents tell |

use super::view::{Action, Actor, Exchange, View};
use crate::{
    edtf::Days,
    error::{Error, Result},
    near::nearest,
    ontology::frame::Lexicon,
    record::{ExchangeStatus, Factuality, Plover},
};
use std::collections::BTreeSet;

/// Tests, all of which must hold.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    terms: Vec<Term>,
}

#[derive(Clone, Debug, PartialEq)]
struct Term {
    test: Test,
    /// Whether the test must fail.
    is_not: bool,
}

#[derive(Clone, Debug, PartialEq)]
enum Test {
    Type(Vec<String>),
    Factuality(Vec<Factuality>),
    Status(Vec<ExchangeStatus>),
    /// Names before [`Filter::resolve`], ids after it.
    Actor(Vec<String>),
    Time(Vec<Days>),
    /// Whether one is implied.
    Participants(Vec<bool>),
    Sources(usize),
}

const FIELDS: [&str; 7] = ["type", "factuality", "status", "actor", "time", "participants", "sources"];

impl Filter {
    /// Reads a filter.
    ///
    /// # Errors
    /// When a field, operator or value is unknown; the hint says what there is.
    ///
    /// ```
    /// use quidnunc::graph::filter::Filter;
    /// assert!(Filter::parse("type=RETREAT; sources>=2").is_ok());
    /// assert!(Filter::parse("typ=RETREAT").unwrap_err().hint().unwrap().contains("type"));
    /// ```
    pub fn parse(text: &str) -> Result<Self> {
        let terms = text.split(';').map(str::trim).filter(|term| !term.is_empty());
        let terms = terms.map(|text| term(text).map_err(|e| e.context(format!("filter `{text}`"))));
        Ok(Self { terms: terms.collect::<Result<_>>()? })
    }

    /// Both filters together.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.terms.extend(other.terms);
        self
    }

    /// Whether nothing is tested.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// The same with the ids of `view` for the names of actors.
    ///
    /// # Errors
    /// When a name means no actor, or several; when a type is neither known nor a class of `view`.
    pub(super) fn resolve(&self, view: &View) -> Result<Self> {
        let mut resolved = self.clone();
        for term in &mut resolved.terms {
            match &mut term.test {
                Test::Actor(names) => {
                    for name in names {
                        *name = find_actor(view, name)?.id.clone();
                    }
                }
                Test::Type(names) => names.iter().try_for_each(|name| known_type(view, name))?,
                _ => {}
            }
        }
        Ok(resolved)
    }

    pub(super) fn keeps_action(&self, action: &Action) -> bool {
        self.terms.iter().all(|term| term.of_action(action) != term.is_not || matches!(term.test, Test::Status(_)))
    }

    pub(super) fn keeps_exchange(&self, exchange: &Exchange, given: &[&Action]) -> bool {
        self.terms.iter().all(|term| term.of_exchange(exchange, given) != term.is_not)
    }

    /// Whether a relation between these actors, told by so many documents, is kept; other tests say nothing of it.
    pub(super) fn keeps_relation(&self, ends: &[&str], sources: usize) -> bool {
        self.terms.iter().all(|term| match &term.test {
            Test::Actor(ids) => ends.iter().any(|end| ids.iter().any(|id| id == end)) != term.is_not,
            Test::Sources(least) => (sources >= *least) != term.is_not,
            _ => true,
        })
    }
}

impl Term {
    fn of_action(&self, action: &Action) -> bool {
        match &self.test {
            Test::Type(names) => names.iter().any(|name| is_type(action, name)),
            Test::Factuality(values) => values.contains(&action.factuality),
            Test::Status(_) => true,
            Test::Actor(ids) => action.participants().any(|actor| ids.iter().any(|id| id == actor)),
            Test::Time(ranges) => {
                let time = action.time.as_deref().and_then(Days::of);
                time.is_some_and(|time| ranges.iter().any(|range| range.overlaps(time)))
            }
            Test::Participants(values) => values.contains(&!action.implied.is_empty()),
            Test::Sources(least) => action.documents.len() >= *least,
        }
    }

    fn of_exchange(&self, exchange: &Exchange, given: &[&Action]) -> bool {
        match &self.test {
            Test::Type(_) | Test::Factuality(_) | Test::Time(_) | Test::Participants(_) => {
                given.iter().any(|action| self.of_action(action))
            }
            Test::Status(values) => values.contains(&exchange.status),
            Test::Actor(ids) => {
                let parties = exchange.sides.iter().flat_map(|side| side.providers.iter().chain(&side.receivers));
                parties.into_iter().any(|id| ids.contains(id))
            }
            Test::Sources(least) => exchange.documents.len() >= *least,
        }
    }
}

/// The actor with this id, name or alias, in any case.
///
/// # Errors
/// When there is none, with the nearest names, or when there are several, with their ids.
pub fn find_actor<'v>(view: &'v View, wanted: &str) -> Result<&'v Actor> {
    if let Some(actor) = view.actor(wanted) {
        return Ok(actor);
    }
    let folded = wanted.to_lowercase();
    let is_it = |name: &String| name.to_lowercase() == folded;
    let named: Vec<&Actor> = view.actors.iter().filter(|actor| is_it(&actor.name)).collect();
    let aliased = || view.actors.iter().filter(|actor| actor.aliases.iter().any(is_it)).collect();
    let found: Vec<&Actor> = if named.is_empty() { aliased() } else { named };
    match found.as_slice() {
        [actor] => Ok(actor),
        [] => {
            let near = nearest(wanted, view.actors.iter().map(|actor| actor.name.as_str()), 5);
            let hint = match near.as_slice() {
                [] => "a file nodes.csv lists all actors".to_owned(),
                near => format!("did you mean: {}", near.join(", ")),
            };
            Err(Error::new(format!("no actor is called `{wanted}`")).with_hint(hint))
        }
        several => {
            let ids: Vec<&str> = several.iter().map(|actor| actor.id.as_str()).collect();
            Err(Error::new(format!("`{wanted}` means {} actors", several.len()))
                .with_hint(format!("give the id of one: {}", ids.join(", "))))
        }
    }
}

fn term(text: &str) -> Result<Term> {
    let at = text.find(['=', '!', '>']).unwrap_or(text.len());
    let (field, rest) = text.split_at(at);
    let operators = [">=", "!=", "="];
    let operator = operators.into_iter().find(|operator| rest.starts_with(operator));
    let Some(operator) = operator else {
        return Err(Error::new("no operator").with_hint("write FIELD=VALUE,VALUE, FIELD!=VALUE or sources>=NUMBER"));
    };
    let values: Vec<&str> =
        rest[operator.len()..].split(',').map(str::trim).filter(|value| !value.is_empty()).collect();
    if values.is_empty() {
        return Err(Error::new("no value").with_hint("write FIELD=VALUE,VALUE"));
    }
    let field = field.trim().to_lowercase();
    if (operator == ">=") != (field == "sources") && FIELDS.contains(&field.as_str()) {
        return Err(Error::new(format!("`{field}` does not take `{operator}`"))
            .with_hint("`sources` takes >=, all others = and !="));
    }
    Ok(Term { test: test(&field, &values)?, is_not: operator == "!=" })
}

fn test(field: &str, values: &[&str]) -> Result<Test> {
    Ok(match field {
        "type" => Test::Type(values.iter().map(|value| (*value).to_owned()).collect()),
        "factuality" => Test::Factuality(named(values, &Factuality::ALL, Factuality::as_str)?),
        "status" => Test::Status(named(values, &ExchangeStatus::ALL, ExchangeStatus::as_str)?),
        "actor" => Test::Actor(values.iter().map(|value| (*value).to_owned()).collect()),
        "time" => Test::Time(values.iter().map(|value| range(value)).collect::<Result<_>>()?),
        "participants" => {
            Test::Participants(named(values, &[false, true], |implied| if implied { "implied" } else { "said" })?)
        }
        "sources" => Test::Sources(match values {
            [value] => value.parse().map_err(|_| Error::new(format!("`{value}` is no whole number")))?,
            _ => return Err(Error::new("several numbers").with_hint("write sources>=2")),
        }),
        _ => {
            return Err(
                Error::new(format!("unknown field `{field}`")).with_hint(format!("fields are {}", FIELDS.join(", ")))
            );
        }
    })
}

fn named<T: Copy>(values: &[&str], all: &[T], name: fn(T) -> &'static str) -> Result<Vec<T>> {
    let find = |value: &&str| {
        let found = all.iter().copied().find(|&one| name(one).eq_ignore_ascii_case(value));
        found.ok_or_else(|| {
            let known: Vec<&str> = all.iter().map(|&one| name(one)).collect();
            Error::new(format!("unknown value `{value}`")).with_hint(format!("values are {}", known.join(", ")))
        })
    };
    values.iter().map(find).collect()
}

/// EDTF, or `FROM..TO`, of which one may be left out.
fn range(text: &str) -> Result<Days> {
    let edtf = match text.split_once("..") {
        Some((from, to)) if !text.contains('/') => {
            let open = |end: &str| if end.is_empty() { "..".to_owned() } else { end.to_owned() };
            format!("{}/{}", open(from), open(to))
        }
        _ => text.to_owned(),
    };
    Days::of(&edtf).ok_or_else(|| {
        Error::new(format!("`{text}` is no time")).with_hint("write 2025, 2025-03, 2025-03-09 or 2025-03..2025-12")
    })
}

/// That a type is one of PLOVER's, a class of the lexicon or of `view`, or the beginning of a CAMEO code.
fn known_type(view: &View, name: &str) -> Result<()> {
    let classes = Lexicon::shipped().frames.iter().map(|frame| frame.class.as_str());
    let classes = classes.chain(view.actions.iter().map(|action| -> &str { &action.class }));
    let known: BTreeSet<&str> = classes.chain(Plover::ALL.iter().map(|kind| -> &str { kind.as_str() })).collect();
    if is_code(name) || known.iter().any(|known| known.eq_ignore_ascii_case(name)) {
        return Ok(());
    }
    let near = nearest(name, known, 5);
    let hint = match near.as_slice() {
        [] => "types are those of PLOVER (RETREAT), classes (ReleasePersons) and CAMEO codes (084)".to_owned(),
        near => format!("did you mean: {}", near.join(", ")),
    };
    Err(Error::new(format!("no action is of type `{name}`")).with_hint(hint))
}

fn is_code(name: &str) -> bool {
    name.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_type(action: &Action, name: &str) -> bool {
    let has_code = || is_code(name) && action.cameo.as_deref().is_some_and(|code| code.starts_with(name));
    let kind: Plover = action.kind;
    kind.as_str().eq_ignore_ascii_case(name) || action.class.eq_ignore_ascii_case(name) || has_code()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_are_read() {
        let parse = |text| Filter::parse(text).unwrap_or_else(|e| panic!("{text}: {e}"));
        assert!(parse("").is_empty() && parse(" ; ").is_empty());
        let filter = parse("type = RETREAT, ReleasePersons ;sources>=2");
        assert_eq!(filter.terms[0].test, Test::Type(vec!["RETREAT".into(), "ReleasePersons".into()]));
        assert_eq!(filter.terms[1].test, Test::Sources(2));
        assert!(parse("factuality!=negated").terms[0].is_not);
        for text in ["time=2025", "time=2025-03..2025-12", "time=..2025", "time=2025-03/2025-12", "time=2025-03.."] {
            assert!(matches!(&parse(text).terms[0].test, Test::Time(ranges) if ranges.len() == 1), "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_filter_panics(text in "(type|time|actor|sources|[a-zé]{0,3})[ =!><.;,0-9é/-]{0,8}") {
            let _ = Filter::parse(&text);
        }
    }

    #[test]
    fn bad_filters_are_refused_with_a_hint() {
        fn check(text: &str, says: &str, hint: &str) {
            let error = Filter::parse(text).expect_err(text);
            assert!(error.to_string().contains(says), "{text}: {error}");
            assert!(error.hint().unwrap_or_default().contains(hint), "{text}: {:?}", error.hint());
        }
        check("type", "no operator", "FIELD=VALUE");
        check("type=", "no value", "FIELD=VALUE");
        check("colour=red", "unknown field `colour`", "factuality");
        check("factuality=sure", "unknown value `sure`", "conditional");
        check("participants=known", "unknown value `known`", "said, implied");
        check("sources=2", "`sources` does not take `=`", ">=");
        check("type>=2", "`type` does not take `>=`", ">=");
        check("sources>=few", "no whole number", "");
        check("time=soon", "`soon` is no time", "2025-03");
    }
}
