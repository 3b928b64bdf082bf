//! Which tellings tell the same action?
//!
//! Tellings that a record joins by `same_as` are one *report*. Reports are compared inside a block of PLOVER type and class, and there
//! only with those that share an anchor: somebody acted on, its state, the kind of group, a count. Reports that say exactly the same go together. Going from the most to the
//! least precise of them, each joins the one group of reports that it fits best and conflicts with nowhere; where several fit
//! equally well it stays alone, for what does not tell which action it means is no evidence for either. The order of
//! reports comes from their content, so the order of records does not show.
//!
//! Two reports *conflict* when their times share no day, their exact numbers differ, or their participants exclude each
//! other. They *match* when, besides, enough agrees: see [`strength`]. Actions without a type stay apart unless a record
//! joins them.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::unionfind::UnionFind;

use super::{
    identity::{Amount, Cast, elect, number, short_id, sorted},
    view::{Action, Attribution, Claim},
};
use crate::{
    edtf::Days,
    record::{self, ActorType, Factuality, Plover, Record},
};

/// All actions of a set of records, and the way from a record's own ids to them.
pub(super) struct Deeds<'r> {
    /// Sorted by id.
    pub(super) actions: Vec<Action>,
    /// Sorted by id.
    pub(super) claims: Vec<Claim>,
    /// For each record, its own action ids and the merged action's id.
    local: Vec<BTreeMap<&'r str, String>>,
}

impl<'r> Deeds<'r> {
    /// The actions of `records`, which are sorted by document and free of duplicates.
    pub(super) fn of(records: &[&'r Record], cast: &Cast<'r>) -> Self {
        let reports: Vec<Report<'r>> =
            records.iter().enumerate().flat_map(|(document, record)| reports(document, record, cast)).collect();
        let mut blocks: BTreeMap<(Plover, &str), Vec<usize>> = BTreeMap::new();
        for (at, report) in reports.iter().enumerate() {
            blocks.entry((report.kind, report.class)).or_default().push(at);
        }
        let mut deeds = Self { actions: Vec::new(), claims: Vec::new(), local: vec![BTreeMap::new(); records.len()] };
        let mut taken = BTreeSet::new();
        for ((kind, _), block) in blocks {
            for group in gather(kind, &block, &reports, cast) {
                let members: Vec<&Report<'r>> = group.iter().map(|&at| &reports[at]).collect();
                deeds.add(records, &members, cast, &mut taken);
            }
        }
        deeds.actions.sort_by(|a, b| a.id.cmp(&b.id));
        deeds.claims.sort_by(|a, b| a.id.cmp(&b.id));
        deeds
    }

    /// The id of the action that record number `document` calls `local`.
    pub(super) fn find(&self, document: usize, local: &str) -> Option<&str> {
        self.local[document].get(local).map(String::as_str)
    }

    /// Whether the action with this id can be told from others of its kind: by time, number, or whom it names.
    pub(super) fn is_marked(&self, id: &str, cast: &Cast<'_>) -> bool {
        let Ok(at) = self.actions.binary_search_by(|action| action.id.as_str().cmp(id)) else { return false };
        let action = &self.actions[at];
        let named = |id: &String| {
            cast.by_id(id).is_some_and(|at| cast.kind(at) == ActorType::Person || cast.traits(at).size.is_some())
        };
        action.time.is_some() || action.quantity.is_some() || action.patients.iter().any(named)
    }

    fn add(&mut self, records: &[&Record], members: &[&Report<'r>], cast: &Cast<'r>, taken: &mut BTreeSet<String>) {
        let mut action = summarise(records, members, cast);
        if !taken.insert(action.id.clone()) {
            // Two actions that look alike yet do not match, such as speeches on different themes, differ in their tellings.
            action.id = short_id([action.id.as_str(), action.claims[0].as_str()]);
            taken.insert(action.id.clone());
        }
        for report in members {
            for telling in &report.tellings {
                self.local[report.document].insert(&telling.id, action.id.clone());
                self.claims.push(claim(records, report.document, telling, &action.id, cast));
            }
        }
        self.actions.push(action);
    }
}

/// What one document says of one action, in one or more tellings.
struct Report<'r> {
    document: usize,
    /// In text order.
    tellings: Vec<&'r record::Action>,
    kind: Plover,
    class: &'r str,
    facts: Facts,
    /// The first telling's claim id.
    id: String,
}

/// What is compared.
#[derive(Clone, Debug, PartialEq)]
struct Facts {
    agents: Party,
    /// Patients and recipients.
    targets: Party,
    time: Option<Days>,
    amounts: Vec<Amount>,
    /// Content words of what it was about.
    themes: BTreeSet<String>,
    negated: bool,
}

/// Those who take part on one side.
#[derive(Clone, Debug, PartialEq)]
struct Party {
    who: BTreeSet<usize>,
    /// The counted groups among them: key without numbers, and how many.
    counts: Vec<(String, Amount)>,
}

fn reports<'r>(document: usize, record: &'r Record, cast: &Cast<'r>) -> Vec<Report<'r>> {
    let actions = &record.actions;
    let place: BTreeMap<&str, usize> =
        actions.iter().enumerate().map(|(at, action)| (action.id.as_str(), at)).collect();
    let mut joined = UnionFind::<usize>::new(actions.len());
    for (at, action) in actions.iter().enumerate() {
        if let Some(&earlier) = action.same_as.as_deref().and_then(|id| place.get(id)) {
            joined.union(at, earlier);
        }
    }
    let mut groups: BTreeMap<usize, Vec<&record::Action>> = BTreeMap::new();
    for (at, action) in actions.iter().enumerate() {
        groups.entry(joined.find(at)).or_default().push(action);
    }
    // An event of which no telling names anybody ties nobody to anybody: the record keeps it, the graph has no place for it.
    let peopled = |tellings: &Vec<&record::Action>| tellings.iter().any(|t| t.participants().next().is_some());
    groups.into_values().filter(peopled).map(|tellings| report(document, record, tellings, cast)).collect()
}

fn report<'r>(
    document: usize,
    record: &'r Record,
    mut tellings: Vec<&'r record::Action>,
    cast: &Cast<'r>,
) -> Report<'r> {
    tellings.sort_by(|a, b| (a.trigger.start, &a.id).cmp(&(b.trigger.start, &b.id)));
    let first = tellings.iter().find(|telling| telling.kind != Plover::Other).unwrap_or(&tellings[0]);
    let facts = facts(document, &tellings, first.kind == Plover::Consult, cast);
    let id = claim_id(&record.document.id, &tellings[0].id);
    Report { document, kind: first.kind, class: &first.class, facts, id, tellings }
}

fn facts(document: usize, tellings: &[&record::Action], symmetric: bool, cast: &Cast<'_>) -> Facts {
    let all = |pick: fn(&record::Action) -> &Vec<String>| -> BTreeSet<usize> {
        tellings.iter().flat_map(|telling| cast.find_all(document, pick(telling))).collect()
    };
    let mut agents = all(|telling| &telling.agent);
    let mut targets = all(|telling| &telling.patient);
    targets.extend(all(|telling| &telling.recipient));
    if symmetric {
        // Who met whom and who was met is one thing; so all sides are compared as agents.
        agents.append(&mut targets);
    }
    let times = tellings.iter().filter_map(|telling| Days::of(telling.time.as_deref()?));
    let told = tellings.iter().filter_map(|telling| Some(Amount::told(telling.quantity?, &telling.evidence.text)));
    let mut amounts: Vec<Amount> = Vec::new();
    told.for_each(|amount| {
        if !amounts.contains(&amount) {
            amounts.push(amount)
        }
    });
    let party = |who| party(who, tellings, cast);
    Facts {
        agents: party(agents),
        targets: party(targets),
        time: times.min_by_key(|time| (time.count(), *time)),
        amounts,
        themes: tellings.iter().flat_map(|telling| content_words(telling.theme.as_deref().unwrap_or(""))).collect(),
        negated: tellings.iter().all(|telling| telling.factuality == Factuality::Negated),
    }
}

fn party(who: BTreeSet<usize>, tellings: &[&record::Action], cast: &Cast<'_>) -> Party {
    let hedged = |value: f64| tellings.iter().any(|telling| Amount::told(value, &telling.evidence.text).rough);
    let traits = who.iter().map(|&at| cast.traits(at));
    let counted = traits.filter_map(|traits| Some((traits.base.clone()?, traits.size?)));
    let counts =
        counted.map(|(base, size)| (base, Amount { rough: size.rough || hedged(size.value), ..size })).collect();
    Party { who, counts }
}

/// Words of four letters or more, without the plural's ending.
fn content_words(text: &str) -> impl Iterator<Item = String> {
    let lower = text.to_lowercase();
    let words: Vec<String> = lower
        .split(|c: char| !c.is_alphanumeric())
        .map(|word| word.strip_suffix('s').unwrap_or(word).to_owned())
        .filter(|word| word.chars().count() >= 4)
        .collect();
    words.into_iter()
}

/// Reports of one block, brought together as actions; each group in the order in which it grew.
fn gather(kind: Plover, block: &[usize], reports: &[Report<'_>], cast: &Cast<'_>) -> Vec<Vec<usize>> {
    if kind == Plover::Other {
        return block.iter().map(|&at| vec![at]).collect();
    }
    let mut groups: Vec<Group<'_>> = Vec::new();
    let mut index = Index::default();
    for alike in bundles(block, reports, cast) {
        let facts = &reports[alike[0]].facts;
        let anchors = anchors(facts, cast);
        let near = index.near(&anchors, facts.time);
        let to = best(facts, &near, &groups, cast).unwrap_or(groups.len());
        if to == groups.len() {
            groups.push(Group::default());
        }
        groups[to].add(alike, facts);
        index.add(anchors, facts.time, to);
    }
    groups.into_iter().map(|group| group.members).collect()
}

/// Reports of equal facts together, if those facts are enough to match; the most precise bundle first.
fn bundles(block: &[usize], reports: &[Report<'_>], cast: &Cast<'_>) -> Vec<Vec<usize>> {
    let mut alike: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for &at in block {
        let Report { facts, id, .. } = &reports[at];
        let key = if strength(facts, facts, cast).is_some() { format!("{facts:?}") } else { id.clone() };
        alike.entry(key).or_default().push(at);
    }
    let mut bundles: Vec<Vec<usize>> = alike.into_values().collect();
    bundles.iter_mut().for_each(|bundle| bundle.sort_by_key(|&at| &reports[at].id));
    bundles.sort_by_key(|bundle| precision(&reports[bundle[0]]));
    bundles
}

/// Where the groups with an anchor are, by the years they are told of; those of no time or many years under none.
#[derive(Default)]
struct Index<'c>(BTreeMap<(bool, Anchor<'c>), BTreeMap<Option<i16>, BTreeSet<usize>>>);

impl<'c> Index<'c> {
    fn add(&mut self, anchors: BTreeSet<(bool, Anchor<'c>)>, time: Option<Days>, group: usize) {
        for anchor in anchors {
            let by_year = self.0.entry(anchor).or_default();
            for year in years(time) {
                by_year.entry(year).or_default().insert(group);
            }
        }
    }

    fn near(&self, anchors: &BTreeSet<(bool, Anchor<'c>)>, time: Option<Days>) -> BTreeSet<usize> {
        let years = years(time);
        let any = years == [None];
        let by_year = anchors.iter().filter_map(|anchor| self.0.get(anchor)).flatten();
        by_year
            .filter(|(year, _)| any || year.is_none() || years.contains(year))
            .flat_map(|(_, groups)| groups)
            .copied()
            .collect()
    }
}

fn years(time: Option<Days>) -> Vec<Option<i16>> {
    time.and_then(Days::years).map_or_else(|| vec![None], |years| years.map(Some).collect())
}

/// Most precise first: fine time, number, many participants; then by content.
fn precision<'r>(report: &'r Report<'_>) -> (i32, bool, std::cmp::Reverse<usize>, &'r str) {
    let facts = &report.facts;
    let days = facts.time.map_or(i32::MAX, Days::count);
    (days, facts.amounts.is_empty(), std::cmp::Reverse(facts.agents.who.len() + facts.targets.who.len()), &report.id)
}

#[derive(Default)]
struct Group<'f> {
    members: Vec<usize>,
    /// The different facts among the members.
    facts: Vec<&'f Facts>,
}

impl<'f> Group<'f> {
    fn add(&mut self, members: Vec<usize>, facts: &'f Facts) {
        self.members.extend(members);
        if !self.facts.contains(&facts) {
            self.facts.push(facts);
        }
    }

    /// How well a report fits: none where it conflicts with a member or matches no one.
    fn fit(&self, facts: &Facts, cast: &Cast<'_>) -> Option<u32> {
        if self.facts.iter().any(|own| conflict(own, facts, cast)) {
            return None;
        }
        self.facts.iter().filter_map(|own| strength(own, facts, cast)).max()
    }
}

/// The one group that fits best; none where none fits or several fit equally well.
fn best(facts: &Facts, near: &BTreeSet<usize>, groups: &[Group<'_>], cast: &Cast<'_>) -> Option<usize> {
    let mut fits: Vec<(u32, usize)> = near.iter().filter_map(|&at| Some((groups[at].fit(facts, cast)?, at))).collect();
    fits.sort_unstable_by(|a, b| b.cmp(a));
    match fits[..] {
        [(fit, at)] => (fit > 0).then_some(at),
        [(first, at), (second, _), ..] => (first > second).then_some(at),
        [] => None,
    }
}

/// What two reports of one action have in common: something of those acted on, or of those who act where no one is acted on.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Anchor<'c> {
    Actor(usize),
    Polity(&'c str),
    Group(&'c str),
    Count(u64),
}

fn anchors<'c>(facts: &Facts, cast: &'c Cast<'_>) -> BTreeSet<(bool, Anchor<'c>)> {
    let acted_on = !facts.targets.who.is_empty();
    let party = if acted_on { &facts.targets } else { &facts.agents };
    let mut anchors = BTreeSet::new();
    for &at in &party.who {
        let traits = cast.traits(at);
        anchors.insert(Anchor::Actor(at));
        anchors.extend(traits.polity.as_deref().map(Anchor::Polity));
        anchors.extend(traits.base.as_deref().map(|base| Anchor::Group(last_word(base))));
        anchors.extend(traits.size.map(|size| Anchor::Count(size.value.to_bits())));
    }
    anchors.into_iter().map(|anchor| (acted_on, anchor)).collect()
}

fn last_word(base: &str) -> &str {
    base.rsplit('-').next().unwrap_or(base)
}

/// How two sets of participants stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tie {
    /// They share one that names somebody, or a counted group.
    Specific,
    /// They share a state or an uncounted group.
    Direct,
    /// A state and somebody of it, or a counted and an uncounted group of one kind.
    Akin,
    /// One side is not told.
    Missing,
    /// Neither is.
    Empty,
    /// Nothing is shared.
    None,
}

fn tie(a: &Party, b: &Party, cast: &Cast<'_>) -> Tie {
    if a.who.is_empty() || b.who.is_empty() {
        return if a.who.is_empty() && b.who.is_empty() { Tie::Empty } else { Tie::Missing };
    }
    let specific = |at: usize| match cast.kind(at) {
        ActorType::Person | ActorType::Organization => true,
        ActorType::State => false,
        ActorType::Group => cast.traits(at).size.is_some(),
    };
    let mut shared = a.who.intersection(&b.who).peekable();
    if shared.peek().is_some() {
        return if shared.any(|&at| specific(at)) { Tie::Specific } else { Tie::Direct };
    }
    match same_count(a, b) {
        Some(true) => Tie::Specific,
        None if cast.stand_for_each_other(&a.who, &b.who) || same_kind(a, b, cast) => Tie::Akin,
        _ => Tie::None,
    }
}

/// Whether counted groups of `a` and `b` are the same people: some agree, all of a kind differ, or nothing to compare.
fn same_count(a: &Party, b: &Party) -> Option<bool> {
    let pairs = || a.counts.iter().flat_map(|x| b.counts.iter().map(move |y| (x, y)));
    // A count above a dozen is its own mark: 123 people and 123 prisoners of one release are the same.
    let telling = |x: Amount, y: Amount| x.value == y.value && x.value > 12.0;
    if pairs().any(|(x, y)| if akin(&x.0, &y.0) { x.1.agrees(y.1) } else { telling(x.1, y.1) }) {
        return Some(true);
    }
    pairs().any(|(x, y)| akin(&x.0, &y.0)).then_some(false)
}

/// Whether groups of both are people of one kind, counted or not.
fn same_kind(a: &Party, b: &Party, cast: &Cast<'_>) -> bool {
    let akin_pair = |x: usize, y: usize| match (&cast.traits(x).base, &cast.traits(y).base) {
        (Some(x), Some(y)) => akin(x, y),
        _ => false,
    };
    a.who.iter().any(|&x| b.who.iter().any(|&y| akin_pair(x, y)))
}

/// Whether two keys name people of one kind: "prisoners" and "political-prisoners".
fn akin(a: &str, b: &str) -> bool {
    let ends =
        |long: &str, short: &str| long.strip_suffix(short).is_some_and(|rest| rest.is_empty() || rest.ends_with('-'));
    !a.is_empty() && !b.is_empty() && (ends(a, b) || ends(b, a))
}

/// Whether two reports cannot be of one action; what is cheap to see comes first.
fn conflict(a: &Facts, b: &Facts, cast: &Cast<'_>) -> bool {
    if matches!((a.time, b.time), (Some(x), Some(y)) if !x.overlaps(y)) {
        return true;
    }
    // What did not happen is the same as what happened only where both are told of one time.
    if a.negated != b.negated && a.time.is_some() != b.time.is_some() {
        return true;
    }
    let counted = !a.amounts.is_empty() && !b.amounts.is_empty();
    if counted && !a.amounts.iter().any(|x| b.amounts.iter().any(|y| x.agrees(*y))) {
        return true;
    }
    tie(&a.agents, &b.agents, cast) == Tie::None || targets_exclude(&a.targets, &b.targets, cast)
}

/// Persons told beside a group may be among it; different persons, and groups of different size, exclude each other.
fn targets_exclude(a: &Party, b: &Party, cast: &Cast<'_>) -> bool {
    let has_group = |party: &Party| party.who.iter().any(|&at| cast.kind(at) == ActorType::Group);
    same_count(a, b) == Some(false) || (tie(a, b, cast) == Tie::None && has_group(a) == has_group(b))
}

/// How well two reports that do not conflict match; none where too little agrees.
///
/// Both parties must agree, one of them by more than kinship. Reports of one month, and reports that both lack a time, need no more; a
/// report without time is taken for a dated one, or a coarse date for a fine one, only where it names whom, how many or the same theme.
fn strength(a: &Facts, b: &Facts, cast: &Cast<'_>) -> Option<u32> {
    let (agents, targets) = (tie(&a.agents, &b.agents, cast), tie(&a.targets, &b.targets, cast));
    let theme = themes(a, b);
    let specific =
        targets == Tie::Specific || (targets == Tie::Empty && agents == Tie::Specific && a.agents.who.len() > 1);
    if theme == Some(false) && !specific {
        return None;
    }
    let dated = matches!((a.time, b.time), (Some(x), Some(y)) if x.is_fine() && y.is_fine());
    let undated = a.time.is_none() && b.time.is_none();
    let marked = specific || theme == Some(true);
    let enough = match (agents, targets) {
        (Tie::Specific | Tie::Direct, Tie::Specific | Tie::Direct) => dated || undated || marked,
        (Tie::Specific | Tie::Direct, Tie::Akin) => dated,
        (Tie::Akin, Tie::Specific) => true,
        (Tie::Akin, Tie::Direct) => dated || (undated && theme == Some(true)),
        (Tie::Missing, Tie::Specific) => true,
        (Tie::Empty, Tie::Specific | Tie::Direct) => dated || undated,
        (Tie::Specific | Tie::Direct, Tie::Empty) => {
            meet(&a.agents.who, &b.agents.who, cast) && (dated || undated || marked)
        }
        _ => false,
    };
    let exact = !a.amounts.is_empty() && a.amounts == b.amounts;
    let points =
        [(specific, 8), (exact, 8), (dated, 4), (agents == Tie::Specific, 2), (theme == Some(true), 2), (true, 1)];
    enough.then(|| points.iter().filter(|(holds, _)| *holds).map(|(_, point)| point).sum())
}

/// Whether what has agents only is one: where several took part, as in a meeting, all that one report names must be, or stand for,
/// one whom the other names; a lone agent suffices.
fn meet(a: &BTreeSet<usize>, b: &BTreeSet<usize>, cast: &Cast<'_>) -> bool {
    let (few, many) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let stands = |x: usize| many.contains(&x) || cast.stand_for_each_other(&BTreeSet::from([x]), many);
    (few.len() > 1 || many.len() == 1) && few.iter().all(|&x| stands(x))
}

/// Whether what both were about agrees in half of the words; none where one is not told or they share but few.
fn themes(a: &Facts, b: &Facts) -> Option<bool> {
    let (fewer, more) = (a.themes.len().min(b.themes.len()), a.themes.len().max(b.themes.len()));
    let shared = a.themes.intersection(&b.themes).count();
    match (fewer, shared) {
        (0, _) => None,
        (_, 0) => Some(false),
        _ => (shared * 2 >= more).then_some(true),
    }
}

fn claim_id(document: &str, local: &str) -> String {
    format!("{document}-{local}")
}

fn claim(records: &[&Record], document: usize, telling: &record::Action, action: &str, cast: &Cast<'_>) -> Claim {
    let info = &records[document].document;
    let ids = |locals: &[String]| cast.ids(&cast.find_all(document, locals));
    Claim {
        id: claim_id(&info.id, &telling.id),
        document: info.id.clone(),
        action: action.to_owned(),
        kind: telling.kind,
        class: telling.class.clone(),
        cameo: telling.cameo.clone(),
        trigger: telling.trigger.clone(),
        evidence: telling.evidence.clone(),
        agents: ids(&telling.agent),
        patients: ids(&telling.patient),
        recipients: ids(&telling.recipient),
        implied: cast.ids(&(&cast.find_all(document, &telling.implied) - &said(document, telling, cast))),
        theme: telling.theme.clone(),
        place: telling.place.clone(),
        time: telling.time.clone(),
        quantity: telling.quantity,
        factuality: telling.factuality,
        certainty: telling.certainty,
        polarity: telling.polarity,
        tense: telling.tense,
        attribution: attribution(document, telling.attributed_to.as_deref(), cast),
    }
}

/// The participants whom a telling says. Two actors of a record may be one in the graph, and who is said once is not implied.
fn said(document: usize, telling: &record::Action, cast: &Cast<'_>) -> BTreeSet<usize> {
    telling.participants().filter(|id| !telling.implied.contains(id)).filter_map(|id| cast.find(document, id)).collect()
}

/// Who says so: `told` is an actor's id in record number `document`, or words.
pub(super) fn attribution(document: usize, told: Option<&str>, cast: &Cast<'_>) -> Attribution {
    let Some(told) = told else { return Attribution::Document };
    match cast.find(document, told) {
        Some(at) => Attribution::Actor(cast.actors[at].id.clone()),
        None => Attribution::Words(told.to_owned()),
    }
}

fn summarise(records: &[&Record], members: &[&Report<'_>], cast: &Cast<'_>) -> Action {
    let tellings: Vec<(usize, &record::Action)> =
        members.iter().flat_map(|report| report.tellings.iter().map(|&telling| (report.document, telling))).collect();
    let all = |pick: fn(&record::Action) -> &Vec<String>| -> BTreeSet<usize> {
        tellings.iter().flat_map(|(document, telling)| cast.find_all(*document, pick(telling))).collect()
    };
    let agents = all(|telling| &telling.agent);
    let recipients = all(|telling| &telling.recipient);
    let mut patients = all(|telling| &telling.patient);
    if members[0].kind == Plover::Consult {
        patients.retain(|at| !agents.contains(at));
    }
    drop_vaguer(&mut patients, &tellings, cast);
    let said: BTreeSet<usize> =
        tellings.iter().flat_map(|(document, telling)| said(*document, telling, cast)).collect();
    let words =
        |pick: fn(&record::Action) -> &Option<String>| sorted(tellings.iter().filter_map(|(_, t)| pick(t).clone()));
    let (factuality, disputed) = consensus(&tellings);
    let mut action = Action {
        id: String::new(),
        kind: members[0].kind,
        class: members[0].class.to_owned(),
        label: label(members[0].class, &tellings),
        cameo: elect(tellings.iter().filter_map(|(_, telling)| telling.cameo.as_deref())).map(str::to_owned),
        agents: cast.ids(&agents),
        patients: cast.ids(&patients),
        recipients: cast.ids(&recipients),
        implied: cast.ids(&(&(&(&agents | &patients) | &recipients) - &said)),
        themes: words(|telling| &telling.theme),
        places: words(|telling| &telling.place),
        time: finest(&tellings),
        quantity: firmest(&tellings),
        factuality,
        disputed,
        claims: sorted(tellings.iter().map(|(document, t)| claim_id(&records[*document].document.id, &t.id))),
        documents: sorted(tellings.iter().map(|(document, _)| records[*document].document.id.clone())),
    };
    action.id = action_id(&action);
    action
}

/// Takes out groups that another one tells better: "political prisoners" and "over a hundred prisoners" beside 123 of them.
fn drop_vaguer(who: &mut BTreeSet<usize>, tellings: &[(usize, &record::Action)], cast: &Cast<'_>) {
    let told: Vec<&record::Action> = tellings.iter().map(|(_, telling)| *telling).collect();
    let group = |at: usize| {
        let counted = party(BTreeSet::from([at]), &told, cast).counts.pop().map(|(_, amount)| amount);
        cast.traits(at).base.clone().map(|base| (at, base, counted))
    };
    let groups: Vec<(usize, String, Option<Amount>)> = who.iter().filter_map(|&at| group(at)).collect();
    let better = |vague: Option<Amount>, firm: Option<Amount>| match (vague, firm) {
        (None, Some(_)) => true,
        (Some(vague), Some(firm)) => vague.rough && !firm.rough && vague.agrees(firm),
        _ => false,
    };
    for (at, base, counted) in &groups {
        if groups.iter().any(|(_, other, firm)| akin(base, other) && better(*counted, *firm)) {
            who.remove(at);
        }
    }
}

fn action_id(action: &Action) -> String {
    let quantity = action.quantity.map(number).unwrap_or_default();
    let people = [&action.agents, &action.patients, &action.recipients].map(|ids| ids.join(" "));
    let told: &[String] = if action.kind == Plover::Other { &action.claims } else { &[] };
    let head = [action.kind.as_str(), &action.class, action.time.as_deref().unwrap_or(""), &quantity];
    short_id(head.into_iter().chain(people.iter().map(String::as_str)).chain(told.iter().map(String::as_str)))
}

/// The label that most tellings of the class bear; the class in words where none does.
fn label(class: &str, tellings: &[(usize, &record::Action)]) -> String {
    let told = tellings.iter().filter(|(_, telling)| telling.class == class && !telling.label.is_empty());
    elect(told.map(|(_, telling)| telling.label.as_str())).map_or_else(|| spoken(class, ' '), str::to_owned)
}

/// A class in plain words, with this between them: "release persons".
pub(super) fn spoken(class: &str, between: char) -> String {
    let mut words = String::with_capacity(class.len() + 1);
    for c in class.chars() {
        if c.is_uppercase() && !words.is_empty() {
            words.push(between);
        }
        words.extend(c.to_lowercase());
    }
    words
}

/// The time with the fewest days; of equal ones the most told.
fn finest(tellings: &[(usize, &record::Action)]) -> Option<String> {
    let times: Vec<&str> = tellings.iter().filter_map(|(_, telling)| telling.time.as_deref()).collect();
    let days = |time: &str| Days::of(time).map_or(i32::MAX, Days::count);
    let fewest = times.iter().map(|time| days(time)).min()?;
    elect(times.into_iter().filter(|time| days(time) == fewest)).map(str::to_owned)
}

/// The number that is most often told exactly; a rough one where none is exact.
fn firmest(tellings: &[(usize, &record::Action)]) -> Option<f64> {
    let told = tellings.iter().filter_map(|(_, t)| Some(Amount::told(t.quantity?, &t.evidence.text)));
    let mut counts: BTreeMap<(bool, u64), usize> = BTreeMap::new();
    told.for_each(|amount| *counts.entry((!amount.rough, amount.value.to_bits())).or_insert(0) += 1);
    let best = counts.into_iter().max_by_key(|&((exact, bits), count)| (exact, count, bits));
    best.map(|((_, bits), _)| f64::from_bits(bits))
}

/// What the documents make of it together, and whether one affirms what another denies.
///
/// Each document has one vote for each label that it gives. What happened in one telling has happened, unless more documents deny
/// it; short of that, the label with most votes.
fn consensus(tellings: &[(usize, &record::Action)]) -> (Factuality, bool) {
    let votes: BTreeSet<(Factuality, usize)> = tellings.iter().map(|(document, t)| (t.factuality, *document)).collect();
    let count = |label: Factuality| votes.iter().filter(|(voted, _)| *voted == label).count();
    let (actual, negated) = (count(Factuality::Actual), count(Factuality::Negated));
    let disputed = actual > 0 && negated > 0;
    if actual > 0 {
        return (if negated > actual { Factuality::Negated } else { Factuality::Actual }, disputed);
    }
    let most = Factuality::ALL.into_iter().map(count).max();
    let label = Factuality::ALL.into_iter().find(|&label| Some(count(label)) == most);
    (label.unwrap_or(Factuality::Actual), disputed)
}
