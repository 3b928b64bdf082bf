//! Which words of a sentence tell an action, and of which class: the frame lexicon's senses tested against the tree.

use super::{
    scene::{Scene, is_particle},
    tree::Tree,
};
use crate::{
    language::{Relation, Upos, Xpos},
    ontology::frame::{Condition, Sense, Test, TriggerKind},
    record::Plover,
};

/// A word that tells an action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trigger {
    /// Index of the sentence.
    pub sentence: usize,
    /// Index of the word in it.
    pub token: usize,
    /// Verb, noun or adjective.
    pub kind: TriggerKind,
    /// Index of the frame in the lexicon; none for a verb that no frame tells of.
    pub frame: Option<usize>,
    /// The words that the sense's conditions looked at: they tell no action of their own.
    pub used: Vec<usize>,
    /// How likely it tells its type, in percent; none for a word that was not weighed.
    pub likely: Option<u8>,
}

impl Trigger {
    /// Where its word stands: the index of the sentence, and that of the word in it.
    pub fn place(&self) -> (usize, usize) {
        (self.sentence, self.token)
    }
}

/// The triggers of one sentence, in text order.
pub fn triggers(scene: &Scene, sentence: usize) -> Vec<Trigger> {
    let tree = &scene.trees[sentence];
    let mut found: Vec<Trigger> = (0..tree.len()).filter_map(|i| trigger(scene, sentence, i)).collect();
    let light: Vec<usize> = found.iter().filter(|t| is_light(scene, t, &found)).map(|t| t.token).collect();
    found.retain(|t| !light.contains(&t.token));
    let used: Vec<usize> = found.iter().flat_map(|t| absorbed(scene, t, &found)).collect();
    found.retain(|t| !used.contains(&t.token));
    found
}

/// "held drills", "made concessions": the noun tells it, the verb carries it; not in "put the talks on hold", where verb and phrase tell
/// something of their own.
fn is_light(scene: &Scene, verb: &Trigger, all: &[Trigger]) -> bool {
    let tree = &scene.trees[verb.sentence];
    let phrase = |w: usize, p: String| format!("{} {p} {}", tree.lemma(verb.token), tree.lemma(w));
    let heavy = |w: usize| tree.prepositions(w).any(|p| scene.words.is(&phrase(w, p), "heavy"));
    if tree.subtree(verb.token).into_iter().any(|w| w > verb.token && tree.is_noun(w) && heavy(w)) {
        return false;
    }
    let carries = |noun: &Trigger| noun.kind == TriggerKind::Noun && kind(scene, noun) != Plover::Other;
    verb.kind == TriggerKind::Verb
        && tree.dependents(verb.token, Relation::CompoundPrt).next().is_none()
        && scene.words.is(tree.lemma(verb.token), "light")
        && tree
            .objects(verb.token)
            .iter()
            .any(|&o| all.iter().any(|t| scene.counting(t.sentence, t.token) == o && carries(t)))
}

/// Words that belong to a trigger so closely that they tell nothing of their own: the measure that is lifted, the "over" handed
/// over; not an act of another type that is welcomed, mediated or demanded.
fn absorbed(scene: &Scene, trigger: &Trigger, all: &[Trigger]) -> Vec<usize> {
    let tree = &scene.trees[trigger.sentence];
    let own = kind(scene, trigger);
    let acts = matches!(own, Plover::Coerce | Plover::Concede | Plover::Retreat | Plover::Sanction | Plover::Threaten);
    let part_of = |&i: &usize| match all.iter().find(|t| t.token == i && t.kind == TriggerKind::Noun) {
        Some(noun) => kind(scene, noun) == own || acts && scene.words.is(tree.lemma(i), "measure"),
        None => true,
    };
    trigger.used.iter().copied().filter(part_of).collect()
}

fn kind(scene: &Scene, trigger: &Trigger) -> Plover {
    trigger.frame.map_or(Plover::Other, |f| scene.lexicon.frames[f].kind)
}

fn trigger(scene: &Scene, sentence: usize, token: usize) -> Option<Trigger> {
    let tree = &scene.trees[sentence];
    let kind = trigger_kind(tree, token)?;
    if is_known_of(scene, sentence, token) || says_kind(scene, sentence, token) {
        return None;
    }
    let senses = scene.lexicon.senses(kind, &lookup_lemma(scene, tree, token, kind));
    let chosen = senses.iter().find_map(|s| tested(scene, sentence, token, s).map(|used| (s.frame, used)));
    let (frame, used) = match chosen {
        Some((frame, used)) => (Some(frame), used),
        None if kind == TriggerKind::Verb && is_plain_action(scene, tree, token) => (None, vec![]),
        None => return None,
    };
    Some(Trigger { sentence, token, kind, frame, used, likely: None })
}

/// The frame of one type whose sense of a word fails fewest of its conditions; none that asks for a word that is not there ("give +entry").
pub(super) fn sense_of_kind(
    scene: &Scene,
    sentence: usize,
    token: usize,
    kind: TriggerKind,
    plover: Plover,
) -> Option<usize> {
    let senses = scene.lexicon.senses(kind, &lookup_lemma(scene, &scene.trees[sentence], token, kind));
    let fails = |c: &&Condition| witness(scene, sentence, token, c).is_some() == c.negated;
    let lacks = |c: &Condition| !c.negated && matches!(c.test, Test::With(_)) && fails(&c);
    let of_kind = senses.iter().filter(|s| scene.lexicon.frames[s.frame].kind == plover);
    let of_kind = of_kind.filter(|s| !s.conditions.iter().any(lacks));
    of_kind.min_by_key(|s| s.conditions.iter().filter(fails).count()).map(|s| s.frame)
}

/// "diplomats familiar with the talks": what somebody only knows of is told elsewhere.
fn is_known_of(scene: &Scene, sentence: usize, token: usize) -> bool {
    let tree = &scene.trees[sentence];
    let Some(head) = tree.head(token).filter(|_| tree.is_noun(token)) else { return false };
    tree.prepositions(token).any(|p| scene.words.is(&format!("{} {p}", tree.lemma(head)), "acquainted"))
}

/// "US-backed rebels": what rebels they are, not that they are backed now.
fn says_kind(scene: &Scene, sentence: usize, token: usize) -> bool {
    let tree = &scene.trees[sentence];
    let behind_hyphen = tree.relation(token) == Relation::Amod && token > 1 && tree.form(token - 1) == "-";
    behind_hyphen && scene.words.is(tree.lemma(token), "kind")
}

/// What kind of trigger a word can be. A noun before a noun is none ("aid workers", "war crimes"), nor is a name's part, unless a headline's capitals made it look like one.
pub(super) fn trigger_kind(tree: &Tree, i: usize) -> Option<TriggerKind> {
    match tree.upos(i) {
        Upos::Verb if tree.relation(i) == Relation::Compound && tree.xpos(i) == Xpos::Nn => None,
        Upos::Verb => Some(TriggerKind::Verb),
        Upos::Noun if tree.relation(i) == Relation::Compound => None,
        Upos::Noun => Some(TriggerKind::Noun),
        Upos::Adj if matches!(tree.xpos(i), Xpos::Vbn | Xpos::Vbg) => Some(TriggerKind::Verb),
        Upos::Adj => Some(TriggerKind::Adjective),
        Upos::Propn if !tree.sentence.names.iter().any(|n| (n.start..n.end).contains(&i)) => Some(TriggerKind::Noun),
        _ => None,
    }
}

/// The lemma under which the lexicon has the word. The table of lemmas is learned from treebanks and fails on some verbs of the news
/// ("fined", "bombed", "fled"): a form whose lemma the lexicon lacks is tried by the rules of regular verbs, an irregular one is listed.
pub(super) fn lookup_lemma(scene: &Scene, tree: &Tree, i: usize, kind: TriggerKind) -> String {
    let (lemma, form) = (tree.lemma(i).to_lowercase(), tree.form(i).to_lowercase());
    let known = |lemma: &str| !scene.lexicon.senses(kind, lemma).is_empty();
    match (kind, tree.xpos(i)) {
        (TriggerKind::Verb, _) => {
            let listed = scene.words.class_of(&form).iter().find_map(|class| class.strip_prefix("form_of_"));
            match listed {
                Some(listed) => listed.to_owned(),
                None if known(&lemma) => lemma,
                None => stems(&form).into_iter().find(|stem| known(stem)).unwrap_or(lemma),
            }
        }
        (_, Xpos::Nnps) => lemma.strip_suffix('s').map_or(lemma.clone(), str::to_owned),
        _ => lemma,
    }
}

/// The lemmas that a regular verb form may have: "fined" is of "fine" and not of "fin", which would double its consonant.
fn stems(form: &str) -> Vec<String> {
    let Some((stem, past)) = ["ed", "ing", "es", "s"].iter().find_map(|e| Some((form.strip_suffix(e)?, e.len() > 1)))
    else {
        return vec![];
    };
    let vowel = |c: char| "aeiou".contains(c);
    let last: Vec<char> = stem.chars().rev().take(3).collect();
    let &[z, y, x] = last.as_slice() else { return vec![] };
    let (single, double) = (!vowel(z) && vowel(y) && !vowel(x), z == y && !vowel(z));
    let short = single && stem.chars().filter(|&c| vowel(c)).count() == 1 && !matches!(z, 'w' | 'x' | 'y');
    let plain = (!past || !short).then(|| stem.to_owned());
    let doubled = (past && double).then(|| stem[..stem.len() - 1].to_owned());
    let with_e = past.then(|| format!("{stem}e"));
    let with_y = stem.strip_suffix('i').map(|s| format!("{s}y"));
    [plain, doubled, with_e, with_y].into_iter().flatten().collect()
}

/// A verb of its own, not one that only carries another: auxiliaries, copulas and verbs of mere being tell nothing. A sign without letters,
/// whatever the tagger thinks, is no verb.
fn is_plain_action(scene: &Scene, tree: &Tree, i: usize) -> bool {
    let is_word = tree.form(i).contains(char::is_alphabetic) && tree.lemma(i).contains(char::is_alphanumeric);
    tree.upos(i) == Upos::Verb
        && is_word
        && !scene.words.is(tree.lemma(i), "state_verb")
        && !matches!(tree.relation(i), Relation::Aux | Relation::Cop | Relation::AuxPass)
}

/// The words that made the sense hold, if it holds.
fn tested(scene: &Scene, sentence: usize, token: usize, sense: &Sense) -> Option<Vec<usize>> {
    let mut used = vec![];
    for condition in &sense.conditions {
        match (witness(scene, sentence, token, condition), condition.negated) {
            (Some(word), false) if is_clause(&scene.trees[sentence], &condition.test, word) => {}
            (Some(word), false) => used.push(word),
            (None, true) => {}
            _ => return None,
        }
    }
    Some(used)
}

/// Whether the witness is a clause, which tells an action of its own: "agreed to cut tariffs".
fn is_clause(tree: &Tree, test: &Test, word: usize) -> bool {
    let told = matches!(test, Test::Content(_) | Test::Bidding(_) | Test::Predicate(_));
    let clause =
        matches!(test, Test::Clause | Test::Infinitive | Test::Denial | Test::Modal(_) | Test::Preposition(..));
    told || clause && tree.is_verb(word)
}

/// A word that makes the condition's test true.
fn witness(scene: &Scene, sentence: usize, token: usize, condition: &Condition) -> Option<usize> {
    let tree = &scene.trees[sentence];
    let is_one = |w: usize, classes: &[Box<str>]| {
        std::iter::once(w).chain(titles(scene, sentence, w)).any(|w| scene.in_classes(sentence, w, classes))
    };
    let fits = |words: Vec<usize>, classes: &[Box<str>]| {
        let all = words.into_iter().flat_map(|w| std::iter::once(w).chain(counted(scene, sentence, w)));
        all.into_iter().find(|&w| tree.conjuncts(w).iter().any(|&c| is_one(c, classes)))
    };
    match &condition.test {
        Test::Clause => clauses(tree, token).find(|&c| tree.is_verb(c)),
        Test::Infinitive => infinitive(tree, token),
        Test::Denial => denial(tree, token),
        Test::Modal(modals) => bidden(scene, sentence, token, modals),
        Test::Content(types) => own_act(scene, sentence, token, types),
        Test::Bidding(types) => others_act(scene, sentence, token, types),
        Test::Predicate(classes) => {
            predicates(tree, token).into_iter().find(|&w| scene.in_classes(sentence, w, classes))
        }
        Test::With(words) => words.iter().find_map(|word| dependent_with_lemma(scene, sentence, token, word)),
        Test::Object(classes) => {
            let objects = scene.objects(sentence, token);
            let more = tree.dependents(token, Relation::Iobj).chain(scene.bare_object(sentence, token));
            let more: Vec<usize> = more.chain(objects.iter().flat_map(|&o| given(tree, token, o))).collect();
            fits([objects, more].concat(), classes)
        }
        Test::Subject(classes) => fits(scene.subjects(sentence, token), classes),
        Test::Preposition(preposition, classes) => {
            let nouns = match scene.by_preposition(sentence, token, preposition) {
                own if own.is_empty() => beside(scene, sentence, token, preposition),
                own => own,
            };
            if classes.is_empty() { nouns.first().copied() } else { fits(nouns, classes) }
        }
    }
}

/// The office before a person's name, which says what the person is: the judge of "Judge Ann Lee".
fn titles<'t>(scene: &'t Scene, sentence: usize, i: usize) -> impl Iterator<Item = usize> + 't {
    let tree = &scene.trees[sentence];
    let someone = tree.upos(i) == Upos::Propn && scene.in_class(sentence, i, "someone");
    let title = move |c: &usize| {
        someone && matches!(tree.relation(*c), Relation::NmodDesc | Relation::Compound | Relation::Flat)
    };
    tree.children(i).iter().copied().filter(title)
}

/// The clauses that complete what a verb says.
fn clauses<'t>(tree: &'t Tree, token: usize) -> impl Iterator<Item = usize> + 't {
    tree.children(token).iter().copied().filter(|&c| matches!(tree.relation(c), Relation::Xcomp | Relation::Ccomp))
}

/// The infinitive of "asked to leave", "asked the council to act", wherever the tree hangs it.
fn infinitive(tree: &Tree, token: usize) -> Option<usize> {
    let loose = tree.dependents(token, Relation::Advcl);
    let is_object = |&&o: &&usize| o > token && matches!(tree.relation(o), Relation::Obj | Relation::Iobj);
    let objects = tree.children(token).iter().filter(is_object).copied();
    let behind = objects.flat_map(|o| tree.dependents(o, Relation::Acl));
    clauses(tree, token).chain(loose).chain(behind).find(|&c| c > token && is_infinitive(tree, c))
}

/// The finite clause that denies: "insisted that it had not paid", "vowed that there would be no retreat".
fn denial(tree: &Tree, token: usize) -> Option<usize> {
    let no = |i: usize| tree.children(i).iter().any(|&d| tree.lemma(d) == "no" && tree.relation(d) == Relation::Det);
    let not = |c: usize| tree.children(c).iter().any(|&n| matches!(tree.lemma(n), "not" | "never"));
    let parts = |c: usize| tree.children(c).iter().any(|&s| tree.relation(s).is(Relation::Nsubj) && no(s));
    tree.dependents(token, Relation::Ccomp).filter(|&c| c > token).find(|&c| not(c) || parts(c) || no(c))
}

/// "asked to leave", not "said that they are to leave".
fn is_infinitive(tree: &Tree, c: usize) -> bool {
    tree.is_verb(c) && tree.has_preposition(c, "to") && tree.dependents(c, Relation::Nsubj).next().is_none()
}

/// Words by which a verb's complement says what somebody or something is: "called him a liar", "called the ban premature", wherever the
/// tree hangs them.
fn predicates(tree: &Tree, token: usize) -> Vec<usize> {
    let denied = |c: usize| tree.children(c).iter().any(|&n| matches!(tree.lemma(n), "not" | "never" | "no"));
    let open: Vec<usize> = clauses(tree, token).filter(|&c| !tree.is_verb(c) && !denied(c)).collect();
    let objects = || tree.dependents(token, Relation::Obj);
    let first = objects().next();
    let crossed = |&o: &usize| tree.upos(o) == Upos::Adj || Some(o) != first || open.iter().any(|&c| c < o);
    let beside = objects().flat_map(|o| tree.dependents(o, Relation::Appos));
    let words = open.iter().copied().chain(objects().filter(crossed)).chain(beside);
    let parts = |c: usize| tree.dependents(c, Relation::Amod).filter(move |&a| a < c).chain([c]).collect::<Vec<_>>();
    words.flat_map(|c| tree.conjuncts(c)).flat_map(parts).collect()
}

/// The clause below a verb of saying in which the speaker says what he will do himself, an act of one of the types.
fn own_act(scene: &Scene, sentence: usize, token: usize, types: &[Plover]) -> Option<usize> {
    let tree = &scene.trees[sentence];
    let actors = |words: Vec<usize>| -> Vec<usize> {
        words.into_iter().flat_map(|w| scene.actors.for_phrase(sentence, w)).collect()
    };
    let speakers = actors(tree.subjects(token));
    let own = |c: usize| {
        let subjects: Vec<usize> = tree.dependents(c, Relation::Nsubj).collect();
        let owners = subjects.iter().flat_map(|&s| tree.dependents(s, Relation::NmodPoss)).collect::<Vec<_>>();
        let first = subjects.iter().chain(&owners).any(|&s| matches!(tree.lemma(s), "we" | "I" | "our" | "my"));
        let own = actors([subjects, owners].concat()).iter().any(|a| speakers.contains(a));
        tree.relation(c) == Relation::Xcomp || first || own
    };
    let negated = |c: usize| tree.children(c).iter().any(|&n| matches!(tree.lemma(n), "not" | "never"));
    clauses(tree, token)
        .filter(|&c| tree.is_verb(c) && own(c) && !negated(c))
        .find(|&c| tree.conjuncts(c).into_iter().any(|c| tells(scene, sentence, c, types)))
}

/// The clause below a verb of wishing in which another is to act or to suffer, an act of one of the types.
fn others_act(scene: &Scene, sentence: usize, token: usize, types: &[Plover]) -> Option<usize> {
    let tree = &scene.trees[sentence];
    let objects: Vec<usize> = tree.dependents(token, Relation::Obj).filter(|&o| o > token).collect();
    let behind = objects.iter().flat_map(|&o| tree.dependents(o, Relation::Acl));
    let own = |c: usize| tree.dependents(c, Relation::Nsubj).any(|s| s > token && !matches!(tree.lemma(s), "I" | "we"));
    let other = |c: usize| objects.iter().any(|&o| o < c) || own(c);
    clauses(tree, token)
        .chain(behind)
        .filter(|&c| tree.is_verb(c) && other(c))
        .find(|&c| tells(scene, sentence, c, types))
}

/// Whether a verb, or the noun that it carries, tells an act of one of the types.
fn tells(scene: &Scene, sentence: usize, verb: usize, types: &[Plover]) -> bool {
    let tree = &scene.trees[sentence];
    let tells = |w: usize| trigger(scene, sentence, w).is_some_and(|t| types.contains(&kind(scene, &t)));
    tells(verb) || scene.words.is(tree.lemma(verb), "light") && tree.objects(verb).into_iter().any(tells)
}

/// The clause below a verb of saying that tells another actor what to do: "said that the firm must pay".
fn bidden(scene: &Scene, sentence: usize, token: usize, modals: &[Box<str>]) -> Option<usize> {
    let tree = &scene.trees[sentence];
    let actors = |words: Vec<usize>| -> Vec<usize> {
        words.into_iter().flat_map(|w| scene.actors.for_phrase(sentence, w)).collect()
    };
    let speakers = actors(tree.subjects(token));
    let aux = |c: usize, lemma: &str| tree.relation(c) == Relation::Aux && tree.lemma(c) == lemma;
    let is_modal = |c: usize| modals.iter().any(|m| aux(c, m));
    // "must have known", "should have stopped": a guess or a reproach.
    let perfect = |c: usize| tree.children(c).iter().any(|&a| aux(a, "have"));
    let bids = |c: &usize| {
        let others = actors(tree.subjects(*c));
        tree.children(*c).iter().any(|&a| is_modal(a))
            && !perfect(*c)
            && !others.is_empty()
            && others.iter().all(|o| !speakers.contains(o))
    };
    if speakers.is_empty() {
        None
    } else {
        tree.dependents(token, Relation::Ccomp).filter(|&c| tree.is_verb(c)).find(bids)
    }
}

/// "repeated their claim for higher pay", "stripped Peru of the games", where the tree hangs the phrase on the wrong one of verb and noun.
fn beside(scene: &Scene, sentence: usize, token: usize, preposition: &str) -> Vec<usize> {
    let tree = &scene.trees[sentence];
    if !tree.is_noun(token) {
        let way = matches!(preposition, "into" | "onto" | "out" | "between");
        let is = |o: usize, class: &str| scene.words.is(&tree.lemma(o).to_lowercase(), class);
        let whom = |o: usize| ["person", "organisation", "state"].iter().any(|class| is(o, class));
        let asked = matches!(preposition, "of" | "for");
        let bare = |o: usize| tree.upos(o) == Upos::Propn || is(o, "money") || asked && whom(o);
        let objects = tree.dependents(token, Relation::Obj).filter(|&o| way || bare(o));
        let parts = |o: usize| std::iter::once(o).chain(tree.by_preposition(o, "of")).collect::<Vec<_>>();
        // "bowed to pressure", where the tree takes the noun for a verb's complement.
        let open = clauses(tree, token).filter(|&c| !tree.is_verb(c) && tree.has_preposition(c, preposition));
        return objects.flat_map(parts).flat_map(|o| tree.by_preposition(o, preposition)).chain(open).collect();
    }
    let next = token + 1;
    let follows = |&i: &usize| tree.children(i).contains(&next) && tree.form(next).eq_ignore_ascii_case(preposition);
    let verb = tree.head(token).filter(|&v| tree.is_verb(v) && next < tree.len());
    verb.map_or(vec![], |v| tree.by_preposition(v, preposition).into_iter().filter(follows).collect())
}

/// The second object of "granted the firm a licence", where the tree makes it an apposition of the first.
fn given(tree: &Tree, token: usize, object: usize) -> Option<usize> {
    let no_comma = |&c: &usize| !tree.children(c).iter().any(|&p| tree.relation(p) == Relation::Punct);
    let indefinite = |&c: &usize| tree.children(c).iter().any(|&d| matches!(tree.lemma(d), "a" | "an"));
    let all = tree.dependents(object, Relation::Appos).filter(|_| object > token);
    all.filter(no_comma).find(indefinite)
}

/// What a bare quantity counts: the sanctions of "some of its sanctions".
fn counted(scene: &Scene, sentence: usize, i: usize) -> Vec<usize> {
    let tree = &scene.trees[sentence];
    let quantity = matches!(tree.upos(i), Upos::Det | Upos::Num | Upos::Pron | Upos::Adj);
    if quantity || scene.words.is(tree.lemma(i), "quantity") { tree.by_preposition(i, "of") } else { vec![] }
}

fn dependent_with_lemma(scene: &Scene, sentence: usize, token: usize, word: &str) -> Option<usize> {
    let tree = &scene.trees[sentence];
    let same = |c: &usize| tree.lemma(*c).eq_ignore_ascii_case(word) || tree.form(*c).eq_ignore_ascii_case(word);
    // The noun of "declared that we are at war" is a clause, no dependent of the verb.
    let clause = |c: usize| tree.is_noun(c) && tree.dependents(c, Relation::Cop).next().is_some();
    let joined = |c: usize| matches!(tree.relation(c), Relation::Conj | Relation::Parataxis);
    let own = tree.children(token).iter().copied().filter(|&c| !clause(c) && !joined(c)).find(same);
    let objects = scene.objects(sentence, token);
    let parts = |o: &usize| tree.children(*o).iter().copied().filter(|&c| is_part(tree, c)).find(same);
    let next = || Some(token + 1).filter(|&c| is_particle(tree, c)).filter(same);
    // "pleaded not guilty"
    let said = clauses(tree, token).filter(|&c| tree.upos(c) == Upos::Adj);
    let said = said.flat_map(|c| tree.dependents(c, Relation::Advmod)).find(same);
    let behind = || scene.behind_particle(sentence, token).map(|(particle, _)| particle).filter(same);
    own.or_else(next)
        .or(said)
        .or_else(behind)
        .or_else(|| objects.iter().copied().find(same))
        .or_else(|| objects.iter().find_map(parts))
}

/// A word that makes one term with the noun beside it: the debt of "the debt limit", the alert of "the army on alert"; or what the thing
/// is for: "paid two millions to settle".
fn is_part(tree: &Tree, i: usize) -> bool {
    let purpose = tree.relation(i) == Relation::Acl && tree.has_preposition(i, "to");
    // "allowed the inspectors in", where the tree hangs the particle on the object.
    let particle = tree.relation(i) == Relation::Advmod && tree.upos(i) == Upos::Adp;
    purpose
        || particle
        || matches!(tree.relation(i), Relation::Compound | Relation::Amod | Relation::Nmod | Relation::Nummod)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regular_forms_have_their_stems() {
        let check =
            |form: &str, stem: &str| assert!(stems(form).iter().any(|s| s == stem), "{form}: {:?}", stems(form));
        check("fined", "fine");
        check("bombed", "bomb");
        check("barred", "bar");
        check("denied", "deny");
        check("rebuking", "rebuke");
        check("curbs", "curb");
        assert!(!stems("taped").contains(&"tap".to_owned()));
        assert!(stems("go").is_empty());
    }
}
