//! What the graph of hand-written records must hold.

use proptest::prelude::*;

use super::{
    Graph, View,
    fixture::{Draft, LIFT, MEET, RELEASE, story},
    view::Action,
};
use crate::{
    ontology::frame::Lexicon,
    record::{ActorType, ExchangeStatus, Factuality, Plover, Record},
};

fn view<'r>(records: impl IntoIterator<Item = &'r Record>) -> View {
    Graph::of(records).view(Lexicon::shipped())
}

fn bytes(view: &View) -> String {
    serde_json::to_string(view).expect("a view is plain data")
}

/// Documents of the releases, by what the graph takes for one.
fn releases(view: &View) -> Vec<(Option<f64>, Option<&str>, Vec<&str>)> {
    let release = |action: &&Action| action.class == "ReleasePersons";
    let mut found: Vec<_> = view
        .actions
        .iter()
        .filter(release)
        .map(|a| (a.quantity, a.time.as_deref(), a.documents.iter().map(String::as_str).collect()))
        .collect();
    found.sort_by(|a, b| b.partial_cmp(a).expect("no quantity is NaN"));
    found
}

/// Two documents tell one action each, of one class; whether the graph takes them for one.
fn check(a: impl Fn(&mut Draft), b: impl Fn(&mut Draft), one: bool) {
    let (mut first, mut second) = (Draft::new("d1", "First"), Draft::new("d2", "Second"));
    a(&mut first);
    b(&mut second);
    let view = view([&first.record, &second.record]);
    assert_eq!(view.actions.len() == 1, one, "{:#?}", view.actions);
}

fn release<'a>(agents: &'a [&'a str], patients: &'a [&'a str], time: Option<&'a str>) -> impl Fn(&mut Draft) + 'a {
    move |draft| {
        draft.act(RELEASE, agents, patients, "Somebody released over a hundred.").time = time.map(str::to_owned)
    }
}

fn lift<'a>(theme: Option<&'a str>, time: Option<&'a str>, told: Factuality) -> impl Fn(&mut Draft) + 'a {
    move |draft| {
        let action = draft.act(LIFT, &["united-states"], &["belarus"], "Washington lifts sanctions.");
        action.theme = theme.map(str::to_owned);
        action.time = time.map(str::to_owned);
        action.factuality = told;
    }
}

#[test]
fn three_releases_stay_three() {
    let view = view(&story());
    let expected = vec![
        (Some(123.0), Some("2025-12-13"), vec!["d1", "d2", "d3", "d5"]),
        (Some(52.0), Some("2025-09"), vec!["d2"]),
        (Some(3.0), Some("2025-06"), vec!["d4"]),
        (None, None, vec!["d3"]),
    ];
    assert_eq!(releases(&view), expected);
    let told = view.actions.iter().find(|action| action.quantity == Some(123.0)).expect("it is told");
    let numbers: Vec<_> = view.claims_of(told).map(|claim| claim.quantity).collect();
    assert_eq!(numbers, [Some(123.0), Some(123.0), Some(100.0), None, Some(123.0)]);
    assert_eq!(told.agents, ["alexander-lukashenko", "belarus"]);
}

#[test]
fn counted_groups_merge_by_key_and_size() {
    let view = view(&story());
    let groups: Vec<_> =
        view.actors.iter().filter(|actor| actor.kind == ActorType::Group).map(|actor| actor.id.as_str()).collect();
    let expected = [
        "human-rights-groups",
        "political-prisoners",
        "political-prisoners-100",
        "political-prisoners-123",
        "political-prisoners-52",
        "prisoners-3",
    ];
    assert_eq!(groups, expected);
}

#[test]
fn times_and_numbers_keep_actions_apart() {
    let by = ["belarus"];
    let many = ["prisoners:123"];
    check(release(&by, &many, Some("2025-12")), release(&by, &many, Some("2025-12-13")), true);
    check(release(&by, &many, Some("2025-06")), release(&by, &many, Some("2025-12")), false);
    check(release(&by, &many, None), release(&by, &many, Some("2025-12")), true);
    check(release(&by, &many, None), release(&by, &["prisoners:52"], None), false);
    check(release(&by, &many, None), release(&by, &["political-prisoners:123"], None), true);
    check(release(&by, &["prisoners:100"], None), release(&by, &many, Some("2025-12")), true);
    check(release(&by, &["prisoners"], None), release(&by, &many, Some("2025-12")), false);
    check(release(&by, &["prisoners"], Some("2025-12")), release(&by, &many, Some("2025-12")), true);
}

#[test]
fn who_takes_part_decides() {
    let many = ["prisoners:123"];
    check(release(&["belarus"], &many, None), release(&["alexander-lukashenko"], &many, None), true);
    check(release(&["belarus"], &many, None), release(&["russia"], &many, None), false);
    check(release(&[], &many, None), release(&["belarus"], &many, None), true);
    check(
        release(&["belarus"], &["ales-bialiatski"], None),
        release(&["belarus"], &["maria-kolesnikova"], None),
        false,
    );
    let both = ["ales-bialiatski", "maria-kolesnikova"];
    check(release(&["belarus"], &["ales-bialiatski"], None), release(&["belarus"], &both, None), true);
    let met = |who: &'static str, whom: &'static str| {
        move |d: &mut Draft| {
            d.act(MEET, &[who], &[whom], "They met.");
        }
    };
    check(met("john-coale", "alexander-lukashenko"), met("alexander-lukashenko", "john-coale"), true);
    check(met("john-coale", "alexander-lukashenko"), met("united-states", "alexander-lukashenko"), true);
    check(met("john-coale", "alexander-lukashenko"), met("donald-trump", "alexander-lukashenko"), false);
    let said = |d: &mut Draft| {
        d.act((Plover::Other, "Say"), &["belarus"], &["russia"], "Belarus said so.");
    };
    check(said, said, false);
}

#[test]
fn between_states_the_theme_decides() {
    use Factuality::{Actual, Negated, Planned};
    let december = Some("2025-12");
    check(lift(Some("sanctions on potash"), december, Planned), lift(Some("potash sanctions"), None, Actual), true);
    check(lift(None, december, Planned), lift(None, None, Actual), false);
    check(lift(None, december, Planned), lift(None, december, Actual), true);
    check(lift(Some("potash duties"), december, Planned), lift(Some("airline sanctions"), december, Actual), false);
    check(lift(Some("potash sanctions"), december, Actual), lift(Some("potash sanctions"), None, Negated), false);
}

#[test]
fn an_undated_telling_of_two_stays_alone() {
    let by = ["belarus"];
    let mut records = Vec::new();
    for (id, time) in [("d1", Some("2020-09")), ("d2", Some("2025-12")), ("d3", None)] {
        let mut draft = Draft::new(id, id);
        release(&by, &["ales-bialiatski"], time)(&mut draft);
        records.push(draft.record);
    }
    assert_eq!(view(&records).actions.len(), 3);
    assert_eq!(view(&records[1..]).actions.len(), 1);
    let mut again = Draft::new("d4", "again");
    release(&by, &["ales-bialiatski"], None)(&mut again);
    records.push(again.record);
    assert_eq!(view(&records).actions.len(), 3, "tellings that say the same go together");
}

#[test]
fn tellings_of_one_record_join() {
    let mut draft = Draft::new("d1", "One");
    release(&["belarus"], &["prisoners:52"], Some("2025-09"))(&mut draft);
    draft.act((Plover::Other, "Pardon"), &["alexander-lukashenko"], &[], "A pardon it was.").same_as =
        Some("e0".to_owned());
    let view = view([&draft.record]);
    assert_eq!(view.actions.len(), 1);
    assert_eq!(view.actions[0].claims, ["d1-e0", "d1-e1"]);
    assert_eq!(view.actions[0].class, "ReleasePersons");
}

#[test]
fn tellings_that_deny_make_a_dispute() {
    let told = |factuality| {
        move |draft: &mut Draft| {
            release(&["belarus"], &["prisoners:52"], Some("2025-09"))(draft);
            draft.record.actions[0].factuality = factuality;
        }
    };
    let (mut a, mut b) = (Draft::new("d1", "a"), Draft::new("d2", "b"));
    told(Factuality::Actual)(&mut a);
    told(Factuality::Negated)(&mut b);
    let view = view([&a.record, &b.record]);
    assert_eq!(view.actions.len(), 1);
    assert!(view.actions[0].disputed);
    assert_eq!(view.actions[0].factuality, Factuality::Actual);
}

#[test]
fn who_is_said_once_is_not_implied() {
    let release = release(&["belarus"], &["prisoners:52"], Some("2025-09"));
    let (mut a, mut b) = (Draft::new("d1", "a"), Draft::new("d2", "b"));
    release(&mut a);
    release(&mut b);
    let plain = view([&a.record, &b.record]);
    assert!(plain.actions[0].implied.is_empty());
    a.record.actions[0].implied = a.record.actions[0].agent.clone();
    let half = view([&a.record, &b.record]);
    assert!(half.actions[0].implied.is_empty());
    assert_eq!((&half.claims[0].implied, &half.claims[1].implied), (&vec!["belarus".to_owned()], &Vec::new()));
    b.record.actions[0].implied = b.record.actions[0].agent.clone();
    let whole = view([&a.record, &b.record]);
    assert_eq!(whole.actions[0].implied, ["belarus"]);
    assert_eq!(whole.actions[0].id, plain.actions[0].id);
}

#[test]
fn exchanges_merge_by_what_is_given() {
    let view = view(&story());
    let mut told: Vec<_> = view.exchanges.iter().map(|x| (x.status, x.documents.join(" "), x.sides.len())).collect();
    told.sort();
    let expected = [
        (ExchangeStatus::Possible, "d4".to_owned(), 2),
        (ExchangeStatus::Completed, "d1 d2".to_owned(), 2),
        (ExchangeStatus::Completed, "d2".to_owned(), 2),
    ];
    assert_eq!(told, expected);
}

#[test]
fn every_reference_is_in_the_view() {
    let view = view(&story());
    for action in &view.actions {
        assert!(action.agents.iter().chain(&action.patients).all(|id| view.actor(id).is_some()));
        assert!(!action.claims.is_empty() && action.claims.iter().all(|id| view.claim(id).is_some()));
        assert!(action.documents.iter().all(|id| view.document(id).is_some()));
    }
    assert!(view.claims.iter().all(|claim| view.action(&claim.action).is_some()));
    let sides = || view.exchanges.iter().flat_map(|exchange| &exchange.sides);
    assert!(sides().flat_map(|side| &side.gives).all(|id| view.action(id).is_some()));
    assert!(sides().flat_map(|side| &side.providers).all(|id| view.actor(id).is_some()));
}

#[test]
fn statistics_count_the_view() {
    let statistics = view(&story()).statistics;
    assert_eq!((statistics.documents, statistics.exchanges, statistics.relations), (5, 3, 2));
    assert_eq!(statistics.actions_by_type["RETREAT"], 6);
    assert_eq!(statistics.actions_shared, 2);
    assert_eq!(statistics.most_active[0].0, "belarus");
}

/// Records drawn from a small world, so that they often tell of the same things.
fn any_record(id: usize) -> impl Strategy<Value = Record> {
    let telling = (0..3usize, 0..5usize, 0..4usize, 0..4usize, any::<bool>());
    (proptest::collection::vec(telling, 1..7), any::<bool>()).prop_map(move |(tellings, trade)| {
        let mut draft = Draft::new(&format!("d{id}"), "Any");
        for (agent, patient, time, theme, actual) in tellings {
            let agents = [&["belarus"][..], &["alexander-lukashenko"], &[]][agent];
            let patients = ["prisoners", "prisoners:123", "prisoners:100", "prisoners:52", "ales-bialiatski"][patient];
            let action = draft.act(RELEASE, agents, &[patients], "They released over a hundred.");
            action.time = [None, Some("2025"), Some("2025-12"), Some("2025-12-13")][time].map(str::to_owned);
            action.theme =
                [None, Some("a pardon"), Some("the pardon of May"), Some("illness")][theme].map(str::to_owned);
            action.factuality = if actual { Factuality::Actual } else { Factuality::Negated };
        }
        if trade {
            draft.act(LIFT, &["united-states"], &["belarus"], "Washington lifted sanctions.");
            let last = format!("e{}", draft.record.actions.len() - 1);
            let sides: [(&str, &[&str]); 2] = [("belarus", &["e0"]), ("united-states", &[&last])];
            draft.trade(ExchangeStatus::Agreed, &sides, "in return for");
        }
        draft.record
    })
}

fn any_records() -> impl Strategy<Value = Vec<Record>> {
    (1..7usize).prop_flat_map(|count| (0..count).map(any_record).collect::<Vec<_>>())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn order_and_duplicates_do_not_show(records in any_records(), shuffled in any::<prop::sample::Index>()) {
        let sorted = bytes(&view(&records));
        let mut other: Vec<&Record> = records.iter().rev().chain(&records).collect();
        other.rotate_left(shuffled.index(records.len()));
        prop_assert_eq!(bytes(&view(other)), sorted);
    }

    #[test]
    fn a_record_taken_out_leaves_no_trace(records in any_records(), gone in any::<prop::sample::Index>()) {
        let gone = gone.index(records.len());
        let kept: Vec<&Record> = records.iter().enumerate().filter(|(at, _)| *at != gone).map(|(_, record)| record).collect();
        let view = view(kept);
        let id = &records[gone].document.id;
        let traces = [format!("\"{id}\""), format!("\"{id}-")];
        prop_assert!(!traces.iter().any(|trace| bytes(&view).contains(trace)));
    }

    #[test]
    fn no_action_holds_what_excludes_itself(records in any_records()) {
        let view = view(&records);
        for action in &view.actions {
            let numbers: Vec<f64> = view.claims_of(action).filter_map(|claim| claim.quantity).collect();
            prop_assert!(!(numbers.contains(&52.0) && (numbers.contains(&123.0) || numbers.contains(&100.0))));
        }
        let told: usize = records.iter().map(|record| record.actions.len()).sum();
        prop_assert_eq!(view.claims.len(), told);
        let mut ids: Vec<&str> = view.actions.iter().map(|action| action.id.as_str()).collect();
        ids.dedup();
        prop_assert_eq!(ids.len(), view.actions.len());
    }
}
