//! Where does a name that the recogniser found begin and end?

use super::{
    Reader,
    chunk::{Chunk, is_headline},
    is_capital, is_hyphen, is_modifier,
    sort::is_body_noun,
    title::{is_human_title, is_title},
};
use crate::{
    language::{NameKind, Relation, Token, Upos, Xpos},
    record::ActorType,
    seed::AliasKind,
};
use std::ops::Range;

/// A recognised name without the titles, determiners and possessive marks at its ends.
pub(super) fn recognised<'a>(
    reader: &Reader<'a>,
    sentence: usize,
    mut tokens: Range<usize>,
    mut kind: NameKind,
) -> Option<Chunk<'a>> {
    let titled = after_short_title(reader, sentence, &tokens);
    let person = titled.or_else(|| person_in_body(reader, sentence, &tokens).filter(|_| kind != NameKind::Place));
    if let Some(name) = person {
        (tokens.start, kind) = (name, NameKind::Person);
    }
    tokens = without_marks(reader, sentence, tokens);
    if let Some(owned) = after_owner(reader, sentence, &tokens) {
        (tokens.start, kind) = (owned, if kind == NameKind::Place { NameKind::Organisation } else { kind });
    }
    if let Some(verb) = tokens.clone().skip(1).find(|&t| is_foreign(reader, sentence, t)) {
        tokens.end = verb;
    }
    let mut called = tokens.clone();
    if kind == NameKind::Person {
        (tokens, called) = persons_name(reader, sentence, tokens);
    } else if let Some(name) = described_name(reader, sentence, &tokens) {
        tokens.start = name;
    }
    if is_no_name(reader, sentence, &tokens, kind) {
        return None;
    }
    if called_body(reader, sentence, &tokens) {
        kind = NameKind::Organisation;
    }
    if kind == NameKind::Place && is_of_body(reader, sentence, &tokens) {
        (tokens.end, kind) = (tokens.end + 1, NameKind::Organisation);
    }
    while kind == NameKind::Organisation && goes_on(reader, sentence, tokens.start, tokens.end) {
        tokens.end += 1;
    }
    if kind == NameKind::Organisation && is_numbered(reader, sentence, &tokens) {
        tokens.start -= 1;
    }
    let named = if kind == NameKind::Person { called } else { tokens.clone() };
    let known = reader.known(sentence, &named);
    Some(Chunk { tokens, kind: Some(kind), known })
}

/// Whether the number of a court or troop stands before its name: `the | 7th | Circuit Court`.
fn is_numbered(reader: &Reader<'_>, sentence: usize, tokens: &Range<usize>) -> bool {
    let ordinal = |t: usize| {
        let word = reader.word(sentence, t);
        let digits = word.trim_end_matches(|c: char| c.is_ascii_lowercase());
        let suffix = matches!(&word[digits.len()..], "st" | "nd" | "rd" | "th");
        suffix && !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
    };
    tokens.start.checked_sub(1).is_some_and(ordinal) && tokens.clone().any(|t| reader.is(sentence, t, "numbered_body"))
}

/// Whether a body's noun stands before a lone name of nobody known: `the utility | Norwood`.
fn called_body(reader: &Reader<'_>, sentence: usize, tokens: &Range<usize>) -> bool {
    let given = reader.seeds.given().contains(reader.word(sentence, tokens.start));
    let body = |t: usize| is_body_noun(reader, sentence, t) && !reader.is(sentence, t, "person");
    tokens.len() == 1
        && tokens.start.checked_sub(1).is_some_and(body)
        && !given
        && reader.known(sentence, tokens).is_empty()
}

/// The range without marks, particles, prepositions and determiners at its ends.
fn without_marks(reader: &Reader<'_>, sentence: usize, mut tokens: Range<usize>) -> Range<usize> {
    let all = &reader.sentence(sentence).tokens;
    let closes =
        |t: usize| matches!(all[t].upos, Upos::Punct | Upos::Part | Upos::Adp) && !is_dotted(reader, sentence, t);
    while !tokens.is_empty() && closes(tokens.end - 1) {
        tokens.end -= 1;
    }
    let opens = |t: usize| {
        let mark = reader.word(sentence, t).starts_with(['\'', '’']);
        mark || matches!(all[t].upos, Upos::Det | Upos::Punct | Upos::Adp | Upos::Part)
    };
    while !tokens.is_empty() && opens(tokens.start) {
        tokens.start += 1;
    }
    tokens
}

/// Whether a word stands in no name: a verb in small letters.
fn is_foreign(reader: &Reader<'_>, sentence: usize, token: usize) -> bool {
    let word = reader.word(sentence, token);
    let verb = reader.token(sentence, token).upos == Upos::Verb || word.len() > 4 && word.ends_with("ed");
    verb && word.starts_with(char::is_lowercase)
}

/// Where a name begins behind a common noun for its body: `the brewer | Velka`.
fn described_name(reader: &Reader<'_>, sentence: usize, tokens: &Range<usize>) -> Option<usize> {
    let described = |&t: &usize| {
        let small = !is_capital(reader.word(sentence, t - 1));
        small && is_body_noun(reader, sentence, t - 1) && is_capital(reader.word(sentence, t))
    };
    (tokens.start + 1..tokens.end).rev().find(described)
}

/// A person's name without titles and what follows it, and with its second half; and by which of its words the person may be known.
fn persons_name(reader: &Reader<'_>, sentence: usize, mut tokens: Range<usize>) -> (Range<usize>, Range<usize>) {
    if let Some(of) = tokens.clone().find(|&t| reader.word(sentence, t) == "of") {
        tokens.end = of;
    }
    while tokens.len() > 1 && introduces(reader, sentence, tokens.start) {
        tokens.start += 1;
    }
    while tokens.len() > 1 && is_plain_noun(reader, sentence, tokens.end - 1) {
        tokens.end -= 1;
    }
    let glued = tokens.clone().find(|&t| is_glued(reader.word(sentence, t)));
    tokens.end = glued.unwrap_or(tokens.end);
    if tokens.is_empty() {
        return (tokens.clone(), tokens);
    }
    let first = reader.word(sentence, tokens.start);
    let repeated = glued.is_some_and(|t| reader.word(sentence, t).starts_with(first));
    let once = tokens.start..tokens.start + 1;
    tokens = double_barrelled(reader, sentence, whole_person(reader, sentence, tokens));
    (tokens.clone(), if repeated { once } else { tokens })
}

fn is_no_name(reader: &Reader<'_>, sentence: usize, tokens: &Range<usize>, kind: NameKind) -> bool {
    tokens.is_empty()
        || joins_known_names(reader, sentence, tokens)
        || is_ship(reader, sentence, tokens)
        || kind == NameKind::Organisation && is_portfolio(reader, sentence, tokens)
        || kind == NameKind::Person && reader.is(sentence, tokens.end - 1, "work_name")
        || is_initials(reader, sentence, tokens, kind)
        || is_government(reader, sentence, tokens.end - 1)
        || !is_capital(reader.word(sentence, tokens.start)) && tokens.len() == 1
        || is_common(reader, sentence, tokens, kind)
        || is_description(reader, sentence, tokens, kind)
}

/// Where a person's name begins behind an office told by its abbreviation: `Iowa Rep. | Quispe`.
fn after_short_title(reader: &Reader<'_>, sentence: usize, tokens: &Range<usize>) -> Option<usize> {
    let named = |t: usize| (t..tokens.end).all(|w| is_namelike(reader, sentence, w)) && tokens.end - t < 4;
    let title = |t: &usize| is_dotted(reader, sentence, t - 1) && reader.is(sentence, t - 1, "short_title");
    (tokens.start + 1..tokens.end).rev().find(title).filter(|&t| named(t))
}

/// Whether a would-be name is what a minister is of: `Peruvian Energy` of `Peruvian Energy | Minister`.
fn is_portfolio(reader: &Reader<'_>, sentence: usize, tokens: &Range<usize>) -> bool {
    let of_state = |k: &crate::seed::Known<'_>| k.alias == AliasKind::Demonym;
    let minister = tokens.end < reader.sentence(sentence).tokens.len()
        && matches!(&*reader.lemma(sentence, tokens.end), "minister" | "secretary");
    minister && reader.known(sentence, &(tokens.start..tokens.start + 1)).iter().any(of_state)
}

/// Whether the name is a ship's: `the USS | Rosa Quispe`.
pub(super) fn is_ship(reader: &Reader<'_>, sentence: usize, tokens: &Range<usize>) -> bool {
    let loud = |t: usize| reader.word(sentence, t).chars().all(char::is_uppercase);
    (tokens.start.saturating_sub(1)..=tokens.start).any(|t| reader.is(sentence, t, "ship") && loud(t))
}

/// Whether the word after a place is the body that is called by it: `Lima | Chamber`, `the Lima | Condors`.
fn is_of_body(reader: &Reader<'_>, sentence: usize, tokens: &Range<usize>) -> bool {
    let all = &reader.sentence(sentence).tokens;
    let body = all.get(tokens.end).is_some_and(|t| t.upos == Upos::Propn && is_capital(t.span.of(reader.text)));
    let club = || {
        let named = &all[tokens.end];
        let people = reader.word(sentence, tokens.end).ends_with("ans");
        let the = tokens.start > 0 && all[tokens.start - 1].lemma.eq_ignore_ascii_case("the");
        let common = reader.is_common(&reader.lemma(sentence, tokens.end));
        the && named.xpos == Xpos::Nnps && !is_modifier(named) && !people && !common
    };
    body && (reader.is(sentence, tokens.end, "body_name") || club())
        && reader.known(sentence, &(tokens.end..tokens.end + 1)).is_empty()
        && all[tokens.end - 1].head.is_some_and(|h| h >= tokens.end)
        && reader.known(sentence, tokens).is_empty()
}

/// Where a name begins that a would-be longer one joins to its state's: `Peru's | Banco Lima`.
fn after_owner(reader: &Reader<'_>, sentence: usize, tokens: &Range<usize>) -> Option<usize> {
    let mark = tokens.clone().skip(1).find(|&t| reader.token(sentence, t).xpos == Xpos::Pos)?;
    let owner = reader.known(sentence, &(tokens.start..mark));
    let state = owner.iter().any(|k| k.actor.kind == ActorType::State);
    (state && mark + 1 < tokens.end && is_capital(reader.word(sentence, mark + 1))).then_some(mark + 1)
}

/// Whether the noun at `end` is the head of the one before it and of the same name: `Kestrel | Markets`.
fn goes_on(reader: &Reader<'_>, sentence: usize, start: usize, end: usize) -> bool {
    let all = &reader.sentence(sentence).tokens;
    let unknown = || reader.known(sentence, &(start..end)).is_empty();
    let large = |t: &Token| is_capital(t.span.of(reader.text)) && !is_headline(reader.sentence(sentence), reader.text);
    let proper = |t: &Token| t.upos == Upos::Propn && is_capital(t.span.of(reader.text));
    let idle = || reader.is(sentence, end, "person") || reader.is(sentence, end, "not_actor");
    let common = |t: &Token| t.upos == Upos::Noun && large(t) && unknown() && !idle();
    end > 0
        && all.get(end).is_some_and(|t| proper(t) || common(t))
        && all[end - 1].head == Some(end)
        && all[end - 1].relation == Relation::Compound
        && !is_title(reader, sentence, end)
        && !reader.is(sentence, end, "office_holder")
        && !reader.sentence(sentence).names.iter().any(|name| (name.start..name.end).contains(&end))
}

/// Where a person's name begins in a would-be longer one: `Democratic House Speaker | Tip O'Neill`, `Secretary of State | Ana Ruiz`.
pub(super) fn person_in_body(reader: &Reader<'_>, sentence: usize, tokens: &Range<usize>) -> Option<usize> {
    let given = |t: usize| reader.seeds.given().contains(reader.word(sentence, t));
    let person = |t: usize| {
        reader.known(sentence, &(t..tokens.end)).iter().any(|k| k.actor.kind == ActorType::Person)
            || given(t)
                && !(t..tokens.end).any(|w| reader.is(sentence, w, "body_name") || !is_namelike(reader, sentence, w))
    };
    let in_office = |t: usize| {
        let of = (t.saturating_sub(3)..t).rev().find(|&w| reader.word(sentence, w) == "of");
        of.is_some_and(|of| of > 0 && is_human_title(reader, sentence, of - 1))
    };
    let titled = |t: usize| {
        let honour = reader.seeds.given().is_honorific(reader.word(sentence, tokens.start));
        let name = |w: usize| is_namelike(reader, sentence, w) && !reader.is_common(&reader.lemma(sentence, w));
        honour && t == tokens.start + 1 && tokens.end - t > 1 && (t..tokens.end).all(name)
    };
    let office = |t: &usize| (is_human_title(reader, sentence, t - 1) || in_office(*t)) && person(*t) || titled(*t);
    (tokens.start + 1..tokens.end).find(office).filter(|_| !given(tokens.start))
}

/// Whether the word can be part of a person's name.
fn is_namelike(reader: &Reader<'_>, sentence: usize, token: usize) -> bool {
    let word = reader.word(sentence, token);
    is_capital(word) || matches!(word, "-" | "." | "'" | "’") || reader.words.is(word, "quality_name_particle")
}

/// Whether the word is a common noun in small letters, which ends no person's name: the "critic" of `Quispe critic`.
fn is_plain_noun(reader: &Reader<'_>, sentence: usize, token: usize) -> bool {
    let word = reader.word(sentence, token);
    word.chars().all(char::is_lowercase) && reader.token(sentence, token).upos == Upos::Noun
}

/// Whether a would-be name ends as a description does: `Texas Senator`, `Security Adviser`, `Congressional Republicans`; or begins
/// with what names no one: `Hurricane Ida`.
pub(super) fn is_description(reader: &Reader<'_>, sentence: usize, tokens: &Range<usize>, kind: NameKind) -> bool {
    let last = tokens.end - 1;
    let people = || reader.known(sentence, &(last..tokens.end)).iter().any(|k| k.alias == AliasKind::People);
    let word = reader.word(sentence, last);
    let plural = matches!(reader.token(sentence, last).xpos, Xpos::Nnps | Xpos::Nns) || word.ends_with('s');
    let holder = !plural && reader.is(sentence, last, "office_holder");
    let given = reader.seeds.given().contains(reader.word(sentence, tokens.start));
    let ends = match kind {
        NameKind::Person => holder || !is_capital(word) && reader.is(sentence, last, "person") || plural && people(),
        NameKind::Organisation => holder,
        NameKind::Place => false,
    };
    let thing = kind == NameKind::Person && reader.is(sentence, tokens.start, "not_actor");
    !given && (tokens.len() > 1 && ends || thing) && reader.known(sentence, tokens).is_empty()
}

/// The name with the given and last names beside it that the recogniser left out.
fn whole_person(reader: &Reader<'_>, sentence: usize, mut tokens: Range<usize>) -> Range<usize> {
    let tree = reader.sentence(sentence);
    let other = |t: usize| tree.names.iter().any(|n| n.start <= t && t < n.end && n.kind != NameKind::Person);
    let namelike = |t: usize| {
        let token = &tree.tokens[t];
        let tied = matches!(token.relation, Relation::Flat | Relation::Compound)
            || token.head == Some(tokens.start)
            || tree.tokens[tokens.start].head == Some(t);
        token.upos == Upos::Propn
            && token.xpos != Xpos::Nnps
            && !is_glued(reader.word(sentence, t))
            && tied
            && is_name_word(reader, sentence, t)
            && !reader.is(sentence, t, "weekday")
            && !is_title(reader, sentence, t)
            && !other(t)
    };
    let last = |t: usize| {
        namelike(t)
            && (tree.tokens[t].head.is_some_and(|h| tokens.contains(&h)) || tree.tokens[tokens.end - 1].head == Some(t))
    };
    let end = (tokens.end..tree.tokens.len().min(tokens.end + 2))
        .take_while(|&t| last(t))
        .last()
        .map_or(tokens.end, |t| t + 1);
    let given = |t: usize| namelike(t) && reader.seeds.given().contains(reader.word(sentence, t));
    let article = is_name_article(reader, reader.word(sentence, tokens.start));
    let open = |t: usize| if article { namelike(t) } else { tokens.len() == 1 && given(t) };
    if tokens.start > 0 && open(tokens.start - 1) {
        tokens.start -= 1;
    }
    tokens.start..end
}

/// The name with the other half of a surname: `Ana Ruiz | -Mamani |`, `| Ruiz- | Mamani`; not the two of `the Ruiz-Mamani talks`.
fn double_barrelled(reader: &Reader<'_>, sentence: usize, mut tokens: Range<usize>) -> Range<usize> {
    let all = &reader.sentence(sentence).tokens;
    let half = |t: usize| {
        is_capital(reader.word(sentence, t))
            && all[t].upos == Upos::Propn
            && reader.known(sentence, &(t..t + 1)).is_empty()
    };
    let alone = tokens.len() == 1;
    let of_another =
        |t: usize| alone && is_modifier(&all[t]) && all[t].head.is_some_and(|h| h > t && all[h].upos == Upos::Noun);
    while is_glued_hyphen(reader, sentence, tokens.end) && half(tokens.end + 1) && !of_another(tokens.end + 1) {
        tokens.end += 2;
    }
    let before = |start: usize| start > 1 && is_glued_hyphen(reader, sentence, start - 1) && half(start - 2);
    while before(tokens.start) && !of_another(tokens.end - 1) {
        tokens.start -= 2;
    }
    tokens
}

/// Whether a hyphen joins known actors: `the Trump-Putin talks`.
fn joins_known_names(reader: &Reader<'_>, sentence: usize, tokens: &Range<usize>) -> bool {
    let hyphen = tokens.clone().skip(1).find(|&t| is_glued_hyphen(reader, sentence, t));
    let known = |part: Range<usize>| !part.is_empty() && !reader.known(sentence, &part).is_empty();
    hyphen.is_some_and(|t| known(tokens.start..t) && known(t + 1..tokens.end))
}

/// Whether the word is a hyphen between two words without white space.
pub(super) fn is_glued_hyphen(reader: &Reader<'_>, sentence: usize, token: usize) -> bool {
    let all = &reader.sentence(sentence).tokens;
    let glued = |t: usize| all[t].span.end == all[t + 1].span.start;
    token > 0 && token + 1 < all.len() && is_hyphen(reader, sentence, token) && glued(token - 1) && glued(token)
}

/// Whether two words were run together, as web pages do at the seams of boxes: `SmithReuters`. `McDonald` and `FitzGerald` are none.
fn is_glued(word: &str) -> bool {
    let letters: Vec<char> = word.chars().collect();
    letters.windows(2).skip(4).any(|pair| pair[0].is_lowercase() && pair[1].is_uppercase())
}

/// Two capitals that no list knows: the abbreviation of a province or party after a name.
fn is_initials(reader: &Reader<'_>, sentence: usize, tokens: &Range<usize>, kind: NameKind) -> bool {
    let word = reader.word(sentence, tokens.start);
    kind == NameKind::Organisation
        && tokens.len() == 1
        && word.chars().count() <= 2
        && reader.known(sentence, tokens).is_empty()
}

/// Whether a would-be name is an office or a body's common noun, which is read as a description: `Prime Minister`, `Ministry`.
pub(super) fn is_common(reader: &Reader<'_>, sentence: usize, tokens: &Range<usize>, kind: NameKind) -> bool {
    let described = |t: usize| {
        reader.is(sentence, t, "person") || reader.is(sentence, t, "title") || reader.is(sentence, t, "organisation")
    };
    let honoured = |t: usize| reader.seeds.given().is_honorific(reader.word(sentence, t));
    let surname = (tokens.start.saturating_sub(1)..tokens.end - 1).any(honoured);
    (kind == NameKind::Person || tokens.len() == 1)
        && !surname
        && tokens.clone().all(described)
        && reader.known(sentence, tokens).is_empty()
}

fn is_dotted(reader: &Reader<'_>, sentence: usize, token: usize) -> bool {
    reader.word(sentence, token).ends_with('.') && reader.word(sentence, token).len() > 1
}

/// Whether the last word of a would-be name makes it a government, which is read as a description.
fn is_government(reader: &Reader<'_>, sentence: usize, token: usize) -> bool {
    let lemma = reader.lemma(sentence, token);
    (reader.words.is(&lemma, "government") || lemma == "administration") && lemma != "authority"
}

/// Whether a word before a person's name is a title, a demonym or a state.
fn introduces(reader: &Reader<'_>, sentence: usize, token: usize) -> bool {
    is_title(reader, sentence, token)
        || reader.known(sentence, &(token..token + 1)).iter().any(|k| k.actor.kind != ActorType::Person)
}

/// Whether a word begins with a capital, or with a small article before one: `al-Sadr`.
fn is_name_word(reader: &Reader<'_>, sentence: usize, token: usize) -> bool {
    let word = reader.word(sentence, token);
    is_capital(word)
        || word.split_once('-').is_some_and(|(first, rest)| is_name_article(reader, first) && is_capital(rest))
}

/// Small words that stand before a family name and never begin a person's whole name.
fn is_name_article(reader: &Reader<'_>, word: &str) -> bool {
    reader.words.is(word, "quality_name_article")
}
