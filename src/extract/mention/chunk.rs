//! Where do names stand in a sentence: found by the recogniser, known, or written large?

use super::{
    Reader,
    boundary::{is_description, is_glued_hyphen, is_ship, person_in_body, recognised},
    is_capital, is_hyphen, is_nominal,
    sort::is_body_noun,
    title::is_title,
};
use crate::{
    language::{NameKind, Relation, Sentence, Upos, Xpos},
    record::ActorType,
    seed::{AliasKind, Known},
};
use std::ops::Range;

/// A name found by the recogniser, the known actors, or its capitals.
#[derive(Clone, Debug)]
pub(super) struct Chunk<'a> {
    pub(super) tokens: Range<usize>,
    pub(super) kind: Option<NameKind>,
    pub(super) known: Vec<Known<'a>>,
}

/// Names of a sentence that do not overlap, in text order: the longest win, known ones before others.
pub(super) fn chunks<'a>(reader: &Reader<'a>, sentence: usize) -> Vec<Chunk<'a>> {
    let mut all = known_chunks(reader, sentence);
    all.extend(recognised_chunks(reader, sentence));
    all.extend(joined_bodies(reader, sentence));
    all.extend(titled_bodies(reader, sentence));
    all.extend(foreign_bodies(reader, sentence));
    all.extend(owned_bodies(reader, sentence));
    all.extend(shared_states(reader, sentence));
    all.sort_by_key(|c| (std::cmp::Reverse(c.tokens.len()), c.known.is_empty(), c.tokens.start));
    let mut taken = vec![false; reader.sentence(sentence).tokens.len()];
    let mut chosen = choose(all, &mut taken);
    chosen.extend(choose(capitalised_chunks(reader, sentence, &taken), &mut taken));
    chosen.sort_by_key(|c| c.tokens.start);
    chosen
}

fn choose<'a>(all: Vec<Chunk<'a>>, taken: &mut [bool]) -> Vec<Chunk<'a>> {
    let mut chosen = Vec::new();
    for chunk in all {
        if !taken[chunk.tokens.clone()].contains(&true) {
            taken[chunk.tokens.clone()].fill(true);
            chosen.push(chunk);
        }
    }
    chosen
}

/// The longest known name at each capitalised word.
fn known_chunks<'a>(reader: &Reader<'a>, sentence: usize) -> Vec<Chunk<'a>> {
    let count = reader.sentence(sentence).tokens.len();
    let mut found = Vec::new();
    let mut at = 0;
    while at < count {
        match known_at(reader, sentence, at) {
            Some(chunk) => {
                at = chunk.tokens.end;
                found.push(chunk);
            }
            None => at += 1,
        }
    }
    found
}

fn known_at<'a>(reader: &Reader<'a>, sentence: usize, start: usize) -> Option<Chunk<'a>> {
    let tokens = &reader.sentence(sentence).tokens;
    let article =
        tokens[start].upos == Upos::Det && start + 1 < tokens.len() && known_at(reader, sentence, start + 1).is_some();
    if article
        || tokens[start].continues_word
        || tokens[start].xpos == Xpos::Currency
        || !is_capital(reader.word(sentence, start))
    {
        return None;
    }
    let words: Vec<&str> = (start..tokens.len().min(start + LONGEST_NAME)).map(|t| reader.word(sentence, t)).collect();
    let actor = reader
        .seeds
        .longest_match(&words)
        .filter(|(count, known)| *count > 1 || may_name(reader, sentence, start, known));
    let numbered = |count: usize| is_number_of(reader, sentence, start..start + count);
    let placed = |count: usize| (count > 1 || tokens[start].upos == Upos::Propn) && !numbered(count);
    let place = reader.seeds.longest_place(&words).filter(|(count, _)| placed(*count));
    match (actor, place) {
        (Some((count, known)), place) if place.as_ref().is_none_or(|p| p.0 <= count) => {
            Some(Chunk { tokens: start..start + count, kind: None, known })
        }
        (_, Some((count, _))) => {
            Some(Chunk { tokens: start..start + count, kind: Some(NameKind::Place), known: Vec::new() })
        }
        _ => None,
    }
}

/// In words, marks between them included.
const LONGEST_NAME: usize = 14;

/// Whether a single word is a name here and not an ordinary word at the beginning of a sentence.
fn may_name(reader: &Reader<'_>, sentence: usize, token: usize, known: &[Known<'_>]) -> bool {
    let word = reader.word(sentence, token);
    let shouted = word.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    match reader.token(sentence, token).upos {
        Upos::Propn | Upos::X => true,
        Upos::Adj => {
            known.iter().any(|k| matches!(k.alias, AliasKind::Demonym | AliasKind::People)) || shouted || token > 0
        }
        Upos::Noun => known.iter().any(|k| k.alias != AliasKind::Surname),
        Upos::Pron => shouted && word.len() > 1,
        _ => false,
    }
}

fn recognised_chunks<'a>(reader: &Reader<'a>, sentence: usize) -> Vec<Chunk<'a>> {
    let names = &reader.sentence(sentence).names;
    names.iter().filter_map(|name| recognised(reader, sentence, name.start..name.end, name.kind)).collect()
}

/// Names of bodies with two fields of work: `the Housing and Transport Authority`, `the Ministry of Trade and Industry`.
fn joined_bodies<'a>(reader: &Reader<'a>, sentence: usize) -> Vec<Chunk<'a>> {
    let count = reader.sentence(sentence).tokens.len();
    let joins = |&t: &usize| matches!(reader.word(sentence, t), "and" | "&");
    (1..count.saturating_sub(1)).filter(joins).filter_map(|and| joined_body(reader, sentence, and)).collect()
}

/// Names of bodies that begin or end with what they are: `the Agrarian Alliance`, `the Union for Order`. Bodies of states are left to
/// descriptions.
fn titled_bodies<'a>(reader: &Reader<'a>, sentence: usize) -> Vec<Chunk<'a>> {
    let tokens = &reader.sentence(sentence).tokens;
    let large = |t: usize| is_capital(reader.word(sentence, t)) && is_nominal(&tokens[t]);
    let singular = |t: usize| large(t) && tokens[t].xpos != Xpos::Nnps;
    let body = |t: &usize| singular(*t) && reader.is(sentence, *t, "party_name");
    let joins = |t: usize| tokens.get(t + 1).is_some_and(|_| matches!(reader.word(sentence, t + 1), "for" | "of"));
    let aimed = |t: &usize| singular(*t) && joins(*t) && reader.is(sentence, *t, "name_with_aim");
    let mut found = Vec::new();
    for t in (0..tokens.len()).filter(|t| body(t) || aimed(t)) {
        let titles = |w: usize| reader.is(sentence, w, "title") || reader.is(sentence, w, "person");
        let before = |w: usize| large(w) && (tokens[w].upos == Upos::Adj || !titles(w));
        let start = (0..t).rev().take_while(|&w| before(w)).last().unwrap_or(t);
        let end = if joins(t) { aim_end(reader, sentence, t + 2).unwrap_or(t + 1) } else { t + 1 };
        let opens = start == 0 || is_headline(reader.sentence(sentence), reader.text);
        if end - start > 1 && !(opens && end == t + 1 && t - start < 2) {
            let known = reader.known(sentence, &(start..end));
            found.push(Chunk { tokens: start..end, kind: Some(NameKind::Organisation), known });
        }
    }
    found
}

/// The word after what a body is for: `the Guild for | Law and Letters |`, `the Guild of | Masters of Arts |`; not `of Peru and Chile`.
fn aim_end(reader: &Reader<'_>, sentence: usize, aim: usize) -> Option<usize> {
    let tree = reader.sentence(sentence);
    let is = |t: usize, words: &[&str]| t < tree.tokens.len() && words.contains(&reader.word(sentence, t));
    let large =
        |t: &usize| *t < tree.tokens.len() && is_capital(reader.word(sentence, *t)) && is_nominal(&tree.tokens[*t]);
    let run = |from: usize| (from..tree.tokens.len()).take_while(large).last().map(|t| t + 1);
    let own_name = |t: usize| {
        let begins = tree.names.iter().any(|name| name.start == t && name.kind != NameKind::Organisation);
        begins || !reader.known(sentence, &(t..t + 1)).is_empty()
    };
    let mut end = run(aim + usize::from(is(aim, &["the"])))?;
    while is(end, &["and", "&", "of"]) && large(&(end + 1)) && !own_name(end + 1) {
        end = run(end + 1)?;
    }
    Some(end)
}

fn joined_body<'a>(reader: &Reader<'a>, sentence: usize, and: usize) -> Option<Chunk<'a>> {
    let tokens = &reader.sentence(sentence).tokens;
    let large = |t: usize| is_capital(reader.word(sentence, t)) && !matches!(tokens[t].upos, Upos::Det | Upos::Pron);
    let start = (0..and).rev().take_while(|&t| large(t)).last()?;
    let end = (and + 1..tokens.len()).take_while(|&t| large(t)).last()? + 1;
    let body = |t: usize| large(t) && reader.is(sentence, t, "body_name");
    let housed = |&t: &usize| t == start && matches!(reader.word(sentence, t), "House" | "Senate") && t + 1 < and;
    let field = |tokens: Range<usize>| {
        let own = |name: &crate::language::Name| {
            name.start < tokens.end && tokens.start < name.end && name.kind != NameKind::Organisation
        };
        !tokens.clone().filter(|t| !housed(t)).any(body)
            && reader.known(sentence, &tokens).is_empty()
            && reader.seeds.place(reader.words_of(sentence, &tokens)).is_empty()
            && !reader.sentence(sentence).names.iter().any(own)
    };
    let word = |t: usize| reader.word(sentence, t);
    let article = |t: usize| t > 0 && tokens[t - 1].upos == Upos::Det;
    let whole = if start > 1 && word(start - 1) == "of" && body(start - 2) {
        let first = (0..start - 1).rev().take_while(|&t| large(t)).last()?;
        (field(start..and) && field(and + 1..end)).then_some(first..end)
    } else if article(start) && body(end - 1) && end - and > 2 {
        (field(start..and) && field(and + 1..end - 1)).then_some(start..end)
    } else {
        None
    }?;
    let known = reader.known(sentence, &whole);
    Some(Chunk { tokens: whole, kind: Some(NameKind::Organisation), known })
}

/// Names of bodies joined by an "and" of another language: `Trabajo y Libertad`.
fn foreign_bodies<'a>(reader: &Reader<'a>, sentence: usize) -> Vec<Chunk<'a>> {
    let tokens = &reader.sentence(sentence).tokens;
    let joins = |&t: &usize| reader.words.is(reader.word(sentence, t), "quality_name_and");
    let large = |t: usize| tokens[t].upos == Upos::Propn && is_capital(reader.word(sentence, t));
    let person = |t: usize| {
        let tagged =
            |name: &crate::language::Name| name.kind == NameKind::Person && (name.start..name.end).contains(&t);
        reader.sentence(sentence).names.iter().any(tagged) || reader.seeds.given().contains(reader.word(sentence, t))
    };
    let whole = |and: usize| {
        let start = (0..and).rev().take_while(|&t| large(t)).last()?;
        let end = (and + 1..tokens.len()).take_while(|&t| large(t)).last()? + 1;
        (!(start..end).any(person)).then_some(start..end)
    };
    (1..tokens.len())
        .filter(joins)
        .filter_map(whole)
        .map(|tokens| Chunk { known: reader.known(sentence, &tokens), tokens, kind: Some(NameKind::Organisation) })
        .collect()
}

/// Names of bodies that are of people: `the Masons' Guild`, `the Foreign Reporters' Club`; not `the miners' Guild`.
fn owned_bodies<'a>(reader: &Reader<'a>, sentence: usize) -> Vec<Chunk<'a>> {
    let tokens = &reader.sentence(sentence).tokens;
    let large = |t: usize| is_capital(reader.word(sentence, t)) && is_nominal(&tokens[t]);
    let whole = |mark: usize| {
        let owner = mark.checked_sub(1).filter(|&o| tokens[mark].xpos == Xpos::Pos && large(o))?;
        let plural = matches!(tokens[owner].xpos, Xpos::Nns | Xpos::Nnps)
            && reader.known(sentence, &(owner..owner + 1)).is_empty();
        let body = (mark + 1..tokens.len()).take_while(|&t| large(t)).last()?;
        let start = (0..=owner).rev().take_while(|&t| large(t)).last()?;
        let kind = ["body_name", "party_name"].iter().any(|class| reader.is(sentence, body, class));
        let named = plural && kind && !is_headline(reader.sentence(sentence), reader.text);
        named.then_some(start..body + 1)
    };
    let found = (0..tokens.len()).filter_map(whole);
    found
        .map(|tokens| Chunk { known: reader.known(sentence, &tokens), tokens, kind: Some(NameKind::Organisation) })
        .collect()
}

/// States that share the last word of their names: the first of `North and South Korea`.
fn shared_states<'a>(reader: &Reader<'a>, sentence: usize) -> Vec<Chunk<'a>> {
    let count = reader.sentence(sentence).tokens.len();
    let state = |known: &[Known<'_>]| known.iter().any(|k| k.actor.kind == ActorType::State);
    let first = |t: usize| {
        let joined = matches!(reader.word(sentence, t + 1), "and" | "or" | "&") && is_capital(reader.word(sentence, t));
        let whole = joined && state(&reader.known(sentence, &(t + 2..t + 4)));
        let name = format!("{} {}", reader.word(sentence, t), reader.word(sentence, t + 3));
        let known = if whole { reader.seeds.lookup(&name) } else { Vec::new() };
        state(&known).then(|| Chunk { tokens: t..t + 1, kind: None, known })
    };
    (0..count.saturating_sub(3)).filter_map(first).collect()
}

/// Runs of proper nouns that nothing else has claimed.
fn capitalised_chunks<'a>(reader: &Reader<'a>, sentence: usize, taken: &[bool]) -> Vec<Chunk<'a>> {
    let tokens = &reader.sentence(sentence).tokens;
    let proper = |t: usize| tokens[t].upos == Upos::Propn || t > 0 && is_described_name(reader, sentence, t);
    let free = |t: usize| !taken[t] && proper(t) && is_capital(reader.word(sentence, t));
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let mut end = (at..tokens.len()).find(|&t| !free(t)).unwrap_or(tokens.len());
        while end > at && is_other_half(reader, sentence, end, taken) {
            end += 2;
        }
        if end > at && is_number_of(reader, sentence, at..end) {
            end += 1;
        }
        if let Some(range) = name_in_run(reader, sentence, at..end) {
            found.push(Chunk { tokens: range, kind: None, known: Vec::new() });
        }
        at = end.max(at + 1);
    }
    found
}

/// Whether a hyphen and the second half of a name follow: `Rosa Min | -ji`.
fn is_other_half(reader: &Reader<'_>, sentence: usize, hyphen: usize, taken: &[bool]) -> bool {
    let tokens = &reader.sentence(sentence).tokens;
    is_glued_hyphen(reader, sentence, hyphen) && tokens[hyphen + 1].upos == Upos::Propn && !taken[hyphen + 1]
}

/// Whether a number that belongs to the name follows: `Channel | 1`.
fn is_number_of(reader: &Reader<'_>, sentence: usize, name: Range<usize>) -> bool {
    let number = reader.sentence(sentence).tokens.get(name.end);
    number.is_some_and(|n| {
        n.upos == Upos::Num && n.relation == Relation::Flat && n.head.is_some_and(|head| name.contains(&head))
    })
}

/// Whether a capital that the tree takes for another word is the name of the body before it: `the trade union | Unite`.
fn is_described_name(reader: &Reader<'_>, sentence: usize, token: usize) -> bool {
    let named = reader.token(sentence, token).xpos == Xpos::Nnp && is_capital(reader.word(sentence, token));
    named && is_body_noun(reader, sentence, token - 1)
}

/// The run without the titles before it; none when it is only titles, a common noun written large, or no actor's name.
fn name_in_run(reader: &Reader<'_>, sentence: usize, mut run: Range<usize>) -> Option<Range<usize>> {
    let common = |t: usize| reader.is_common(&reader.lemma(sentence, t));
    while !run.is_empty() && (is_title(reader, sentence, run.start) || is_hyphen(reader, sentence, run.start)) {
        run.start += 1;
    }
    run.start = person_in_body(reader, sentence, &run).unwrap_or(run.start);
    let suffix = run.len() == 1 && reader.is(sentence, run.start, "body_suffix");
    let named = !run.is_empty()
        && !suffix
        && !is_ship(reader, sentence, &run)
        && !is_description(reader, sentence, &run, NameKind::Organisation)
        && !run.clone().any(|t| reader.is(sentence, t, "not_actor"))
        && !run.clone().all(common);
    (named && !is_headline(reader.sentence(sentence), reader.text)).then_some(run)
}

/// Whether most words begin with a capital, so that capitals tell nothing.
pub(super) fn is_headline(sentence: &Sentence, text: &str) -> bool {
    let words: Vec<&str> =
        sentence.tokens.iter().map(|t| t.span.of(text)).filter(|w| w.starts_with(char::is_alphabetic)).collect();
    words.len() > 2 && words.iter().filter(|w| is_capital(w)).count() * 3 >= words.len() * 2
}
