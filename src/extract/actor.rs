//! Who are the actors of a document, and where is each mentioned?
//!
//! Needs an analysis and the known actors; gives entities with all their mentions. Knows nothing of actions: whether a merely
//! described or adjectival actor is worth keeping depends on what it does, which [`Entity::standing`] leaves to the caller.

use super::{
    coreference,
    mention::{self, Reader},
    relation::{self, Tie},
};
use crate::{
    language::{Analysis, NameKind},
    ontology::Words,
    record::{self, ActorType, MentionKind},
    seed::{Gender, Seeds},
    span::{CodePoints, Span},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

/// The actors of one document.
#[derive(Clone, Debug, Default)]
pub struct Actors {
    /// In the order in which they first appear.
    pub entities: Vec<Entity>,
    /// By sentence, then by first word; of two that begin together the longer comes first.
    pub mentions: Vec<Mention>,
    /// Roles, kinship and other lasting ties, in text order.
    pub ties: Vec<Tie>,
    /// In which state a place name lies, by sentence and word, where the document tells of that state.
    pub whereabouts: BTreeMap<(usize, usize), usize>,
}

/// One place where one actor (or several: "both countries") is mentioned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Index of the sentence.
    pub sentence: usize,
    /// Index of the head word in the sentence.
    pub head: usize,
    /// The words, without determiner and possessive mark.
    pub tokens: Range<usize>,
    /// Their bytes in the text.
    pub span: Span,
    /// By name, by description or by pronoun.
    pub kind: MentionKind,
    /// Indices of entities: one as a rule; none where the reference stays open.
    pub entities: Vec<usize>,
    /// What the words do here.
    pub use_: MentionUse,
}

/// What a mention does where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MentionUse {
    /// It stands for the actor.
    Actor,
    /// It is an adjective or noun before another noun: `Belarusian` potassium, `U.S.` sanctions.
    Modifier,
    /// It tells only where: in `Belarus`.
    PlaceOnly,
}

/// How firmly an entity stands as an actor of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Known only from adjectives; an actor if it takes part in an action.
    Adjective,
    /// Known only from a description of one person or body, or a name of unclear kind; an actor if it takes part or is cited.
    Weak,
    /// Named, or a told group.
    Firm,
}

/// A person, state, organisation or group of the document.
#[derive(Clone, Debug)]
pub struct Entity {
    /// The same for the same actor in every document.
    pub key: String,
    /// The fullest usual name.
    pub name: String,
    /// What kind of actor.
    pub kind: ActorType,
    /// Addresses of the same actor elsewhere.
    pub same_as: Vec<String>,
    /// Offices and descriptions, in the document's words, then those of the known actors.
    pub roles: Vec<String>,
    /// ISO 3166-1 alpha-2 code of the state that it is or belongs to.
    pub country: Option<String>,
    /// How many, for a counted group.
    pub size: Option<f64>,
    /// Which pronoun a person takes, where the text, the name or the known actors tell.
    pub gender: Option<Gender>,
    /// Several people or bodies.
    pub plural: bool,
    /// How firmly it stands.
    pub standing: Standing,
}

/// Finds the actors of a text.
pub fn find_actors(text: &str, analysis: &Analysis, seeds: &Seeds) -> Actors {
    let reader = Reader { text, analysis, seeds, words: Words::shipped() };
    let candidates = mention::candidates(&reader);
    let mut actors = coreference::resolve(&reader, &candidates);
    actors.ties = relation::ties(&reader, &candidates, &mut actors);
    actors.whereabouts = whereabouts(&reader, &actors);
    actors
}

fn whereabouts(reader: &Reader<'_>, actors: &Actors) -> BTreeMap<(usize, usize), usize> {
    let states = actors.entities.iter().enumerate().filter(|(_, e)| e.kind == ActorType::State);
    let states: BTreeMap<&str, usize> = states.filter_map(|(i, e)| Some((e.country.as_deref()?, i))).collect();
    let mut found = BTreeMap::new();
    for (sentence, tree) in reader.analysis.sentences.iter().enumerate() {
        for name in tree.names.iter().filter(|n| n.kind == NameKind::Place) {
            let words = reader.words_of(sentence, &(name.start..name.end));
            let known = reader.seeds.lookup(words);
            let seat =
                known.iter().filter(|k| k.actor.kind == ActorType::State).filter_map(|k| k.actor.country.as_deref());
            let country = reader.seeds.place(words).into_iter().filter_map(|p| p.country.as_deref()).chain(seat);
            let mut countries: Vec<&str> = country.collect();
            countries.dedup();
            if let [country] = countries[..] {
                let state = states.get(country);
                found.extend(state.into_iter().flat_map(|&s| (name.start..name.end).map(move |t| ((sentence, t), s))));
            }
        }
    }
    found
}

impl Actors {
    /// The mention whose head is the word, or else the shortest that covers it.
    pub fn at(&self, sentence: usize, token: usize) -> Option<&Mention> {
        let here = self.in_sentence(sentence);
        let headed = here.iter().find(|m| m.head == token);
        headed.or_else(|| here.iter().filter(|m| m.tokens.contains(&token)).min_by_key(|m| m.tokens.len()))
    }

    /// The entities that the noun phrase headed by the word names; its conjuncts not included.
    pub fn for_phrase(&self, sentence: usize, head: usize) -> Vec<usize> {
        let here = self.in_sentence(sentence);
        let names = || here.iter().filter(|m| m.kind == MentionKind::Name && m.tokens.contains(&head));
        let found = here.iter().find(|m| m.head == head).or_else(|| names().min_by_key(|m| m.tokens.len()));
        found.map(|m| m.entities.clone()).unwrap_or_default()
    }

    /// The actor's name, with no title before it, that begins with the word.
    pub fn starting_at(&self, sentence: usize, token: usize) -> Option<&Mention> {
        self.in_sentence(sentence)
            .iter()
            .find(|m| m.kind == MentionKind::Name && m.tokens.start == token && !m.entities.is_empty())
    }

    /// The mentions of one sentence.
    pub fn in_sentence(&self, sentence: usize) -> &[Mention] {
        let from = self.mentions.partition_point(|m| m.sentence < sentence);
        let to = self.mentions.partition_point(|m| m.sentence <= sentence);
        &self.mentions[from..to]
    }

    /// The record's actors, and for each entity its id there. Firm entities are kept, of the others those that `takes_part` names.
    pub fn to_record(
        &self,
        text: &str,
        takes_part: impl Fn(usize) -> bool,
    ) -> (Vec<record::Actor>, Vec<Option<String>>) {
        let mut told = self.told(text);
        let mut ids = vec![None; self.entities.len()];
        let mut actors = Vec::new();
        for (index, entity) in self.entities.iter().enumerate() {
            let mentions = std::mem::take(&mut told[index]);
            if (entity.standing == Standing::Firm || takes_part(index)) && !mentions.is_empty() {
                let id = format!("a{}", actors.len());
                ids[index] = Some(id.clone());
                actors.push(entity.to_record(id, mentions));
            }
        }
        (actors, ids)
    }

    /// Where each entity is mentioned.
    fn told(&self, text: &str) -> Vec<Vec<record::Mention>> {
        let points = CodePoints::of(text);
        let mut told = vec![Vec::new(); self.entities.len()];
        for mention in &self.mentions {
            let shown = record::Mention {
                text: mention.span.of(text).to_owned(),
                start: points.at(mention.span.start),
                end: points.at(mention.span.end),
                kind: mention.kind,
            };
            let entities: BTreeSet<usize> = mention.entities.iter().copied().collect();
            entities.into_iter().for_each(|entity| told[entity].push(shown.clone()));
        }
        told
    }
}

impl Entity {
    fn to_record(&self, id: String, mentions: Vec<record::Mention>) -> record::Actor {
        record::Actor {
            id,
            key: self.key.clone(),
            name: self.name.clone(),
            kind: self.kind,
            same_as: self.same_as.clone(),
            roles: self.roles.clone(),
            country: self.country.clone(),
            size: self.size,
            mentions,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::samples::read;

    /// Each entity as `key: surface / surface`, in order; adjectival ones in brackets, weak ones with a question mark.
    fn show(trees: &str) -> Vec<String> {
        let (text, analysis) = read(trees);
        let actors = find_actors(&text, &analysis, &Seeds::shipped());
        let line = |(index, entity): (usize, &Entity)| {
            let mut words: Vec<&str> = Vec::new();
            for mention in actors.mentions.iter().filter(|m| m.entities.contains(&index)) {
                assert!(mention.tokens.contains(&mention.head) || mention.kind == MentionKind::Name);
                words.push(mention.span.of(&text));
            }
            let shown = format!("{}: {}", entity.key, words.join(" / "));
            match entity.standing {
                Standing::Firm => shown,
                Standing::Weak => format!("{shown}?"),
                Standing::Adjective => format!("({shown})"),
            }
        };
        actors.entities.iter().enumerate().map(line).collect()
    }

    fn check(trees: &str, expected: &[&str]) {
        assert_eq!(show(trees), expected, "{trees}");
    }

    #[test]
    fn a_government_is_its_state_and_goods_are_not() {
        check(
            "Peruvian|ADJ|2|amod authorities|NOUN:authority|3|nsubj freed|VERB:free|0|root 40|NUM|5|nummod miners|NOUN:miner|3|obj .|PUNCT|3|punct",
            &["peru: Peruvian authorities / Peruvian", "40-miners: 40 miners"],
        );
        check(
            "Traders|NOUN:trader|2|nsubj sold|VERB:sell|0|root Peruvian|ADJ|4|amod copper|NOUN|2|obj .|PUNCT|2|punct",
            &["traders: Traders", "(peru: Peruvian)"],
        );
    }

    #[test]
    fn a_capital_acts_or_is_a_place() {
        check("Lima|PROPN|2|nsubj protested|VERB:protest|0|root .|PUNCT|2|punct", &["peru: Lima"]);
        check("Talks|NOUN:talk|4|nsubj were|AUX:be|4|cop in|ADP|4|case Lima|PROPN|0|root|L .|PUNCT|4|punct", &[]);
    }

    #[test]
    fn parts_of_states_act_or_are_places() {
        check(
            "Ohio|PROPN|4|nsubj|L and|CCONJ|3|cc Texas|PROPN|1|conj|L sued|VERB:sue|0|root .|PUNCT|4|punct",
            &["ohio: Ohio?", "texas: Texas?"],
        );
        check(
            "Fans|NOUN:fan|2|nsubj met|VERB:meet|0|root in|ADP|4|case Ohio|PROPN|2|obl|L .|PUNCT|2|punct",
            &["fans: Fans"],
        );
    }

    #[test]
    fn a_title_belongs_to_its_bearer() {
        check(
            "Peruvian|ADJ|3|amod Special|ADJ|3|amod Envoy|NOUN|4|nmod:desc Rosa|PROPN|6|nsubj|P Quispe|PROPN|4|flat|P left|VERB:leave|0|root .|PUNCT|6|punct
             The|DET|2|det envoy|NOUN|3|nsubj said|VERB:say|0|root she|PRON|5|nsubj slept|VERB:sleep|3|ccomp .|PUNCT|3|punct
             Quispe|PROPN|2|nsubj|P smiled|VERB:smile|0|root .|PUNCT|2|punct",
            &["rosa-quispe: Peruvian Special Envoy Rosa Quispe / Rosa Quispe / envoy / she / Quispe", "(peru: Peruvian)"],
        );
    }

    #[test]
    fn an_office_with_hyphens_belongs_to_its_bearer() {
        check(
            "Peruvian|ADJ|4|amod President|NOUN|4|compound -|PUNCT|2|punct elect|VERB|5|nmod:desc Rosa|PROPN|7|nsubj|P Quispe|PROPN|5|flat|P left|VERB:leave|0|root .|PUNCT|7|punct",
            &["rosa-quispe: Peruvian President-elect Rosa Quispe / Rosa Quispe", "(peru: Peruvian)"],
        );
    }

    #[test]
    fn a_person_beside_what_an_office_is_of_holds_it() {
        check(
            "A|DET|2|det spokeswoman|NOUN|8|nsubj for|ADP|4|case Ferrum|PROPN|2|nmod|O ,|PUNCT|6|punct Rosa|PROPN|4|appos|P ,|PUNCT|6|punct refused|VERB:refuse|0|root .|PUNCT|8|punct",
            &["rosa: spokeswoman for Ferrum / spokeswoman / Rosa", "ferrum: Ferrum"],
        );
    }

    #[test]
    fn members_of_a_party_are_the_party_unless_told_apart() {
        check(
            "Democrats|PROPN|2|nsubj refused|VERB:refuse|0|root .|PUNCT|2|punct
             House|PROPN|2|compound|O Democrats|PROPN|3|nsubj agreed|VERB:agree|0|root .|PUNCT|3|punct",
            &["democratic-party: Democrats", "house-democrats: House Democrats"],
        );
    }

    #[test]
    fn the_government_and_the_administration_are_those_at_home() {
        check(
            "President|PROPN|2|nmod:desc Rosa|PROPN|4|nsubj|P Quispe|PROPN|2|flat|P left|VERB:leave|0|root Peru|PROPN|4|obj|L .|PUNCT|4|punct
             The|DET|3|det federal|ADJ|3|amod government|NOUN|4|nsubj paid|VERB:pay|0|root .|PUNCT|4|punct
             The|DET|2|det administration|NOUN|3|nsubj slept|VERB:sleep|0|root .|PUNCT|3|punct",
            &[
                "rosa-quispe: President Rosa Quispe / Rosa Quispe",
                "peru: Peru / federal government",
                "quispe-administration: administration",
            ],
        );
    }

    #[test]
    fn the_president_is_who_holds_the_office() {
        check(
            "President|PROPN|2|nmod:desc Rosa|PROPN|4|nsubj|P Quispe|PROPN|2|flat|P left|VERB:leave|0|root .|PUNCT|4|punct
             Leader|PROPN|2|nmod:desc Juan|PROPN|4|nsubj|P Mamani|PROPN|2|flat|P slept|VERB:sleep|0|root .|PUNCT|4|punct
             The|DET|2|det president|NOUN|3|nsubj paid|VERB:pay|0|root .|PUNCT|3|punct
             Quispe|PROPN|2|nsubj|P ran|VERB:run|0|root for|ADP|4|case president|NOUN|2|obl .|PUNCT|2|punct",
            &[
                "rosa-quispe: President Rosa Quispe / Rosa Quispe / president / Quispe",
                "juan-mamani: Leader Juan Mamani / Juan Mamani",
            ],
        );
    }

    #[test]
    fn who_is_identified_as_somebody_is_that_person() {
        check(
            "Police|NOUN|2|nsubj identified|VERB:identify|0|root the|DET|4|det gunman|NOUN|2|obj as|ADP|6|case Juan|PROPN|4|nmod|P Mamani|PROPN|6|flat|P .|PUNCT|2|punct",
            &["police: Police", "juan-mamani: gunman as Juan Mamani / gunman / Juan Mamani"],
        );
    }

    #[test]
    fn names_of_bodies_with_numbers_and_aims_are_whole() {
        check(
            "The|DET|4|det 7th|ADJ|4|amod Circuit|PROPN|4|compound|O Court|PROPN|5|nsubj|O sued|VERB:sue|0|root the|DET|8|det Andean|ADJ|8|amod|O Centre|PROPN|5|obj|O for|ADP|10|case Law|PROPN|8|nmod and|CCONJ|12|cc Letters|PROPN|10|conj .|PUNCT|5|punct",
            &[
                "7th-circuit-court: 7th Circuit Court",
                "andean-centre-for-law-and-letters: Andean Centre for Law and Letters",
            ],
        );
    }

    #[test]
    fn who_has_a_quality_and_a_persons_campaign_act() {
        check(
            "The|DET|3|det Quispe|PROPN|3|compound|P campaign|NOUN|4|nsubj helped|VERB:help|0|root the|DET|6|det poor|ADJ|4|obj .|PUNCT|4|punct",
            &["quispe-campaign: Quispe campaign", "(quispe: Quispe)", "poor: poor?"],
        );
    }

    #[test]
    fn a_surname_may_be_a_common_noun() {
        check(
            "Rosa|PROPN|3|nsubj|P Baker|PROPN|1|flat|P won|VERB:win|0|root .|PUNCT|3|punct
             Baker|PROPN|2|nsubj smiled|VERB:smile|0|root .|PUNCT|2|punct",
            &["rosa-baker: Rosa Baker / Baker"],
        );
    }

    #[test]
    fn states_may_share_a_word_and_be_called_by_half() {
        check(
            "Peru|PROPN|2|nsubj met|VERB:meet|0|root North|PROPN|6|compound and|CCONJ|5|cc South|PROPN|3|conj Korea|PROPN|2|obj .|PUNCT|2|punct
             The|DET|2|det North|PROPN|3|nsubj|L refused|VERB:refuse|0|root .|PUNCT|3|punct",
            &["peru: Peru", "north-korea: North / North", "south-korea: South Korea"],
        );
    }

    #[test]
    fn bodies_of_people_and_with_numbers() {
        check(
            "The|DET|2|det Women|NOUN:woman|4|nmod:poss 's|PART|2|case Guild|PROPN|6|nsubj|O then|ADV|6|advmod sued|VERB:sue|0|root Peru|PROPN|6|obj over|ADP|9|case water|NOUN|6|obl .|PUNCT|6|punct",
            &["women-s-guild: Women 's Guild", "peru: Peru"],
        );
        check(
            "The|DET|2|det broadcaster|NOUN|5|nsubj Channel|PROPN|2|appos 1|NUM|3|flat sued|VERB:sue|0|root Peru|PROPN|5|obj .|PUNCT|5|punct",
            &["channel-1: broadcaster Channel 1 / Channel 1", "peru: Peru"],
        );
    }

    #[test]
    fn later_rebels_are_those_told_before() {
        check(
            "Young|ADJ|2|amod rebels|NOUN:rebel|3|nsubj left|VERB:leave|0|root Peru|PROPN|3|obj .|PUNCT|3|punct
             Old|ADJ|2|amod rebels|NOUN:rebel|3|nsubj stayed|VERB:stay|0|root .|PUNCT|3|punct
             Insurgents|NOUN:insurgent|2|nsubj slept|VERB:sleep|0|root .|PUNCT|2|punct",
            &["young-rebels: Young rebels", "peru: Peru", "old-rebels: Old rebels / Insurgents"],
        );
    }

    #[test]
    fn things_in_numbers_and_ways_are_nobody() {
        check(
            "Peru|PROPN|2|nsubj destroyed|VERB:destroy|0|root a|DET|4|det network|NOUN|2|obj of|ADP|6|case tunnels|NOUN:tunnel|4|nmod in|ADP|8|case public|NOUN|2|obl .|PUNCT|2|punct",
            &["peru: Peru"],
        );
        check(
            "Peru|PROPN|2|nsubj took|VERB:take|0|root office|NOUN|2|obj ;|PUNCT|2|punct no|DET|6|det soldiers|NOUN:soldier|7|nsubj died|VERB:die|2|parataxis .|PUNCT|2|punct",
            &["peru: Peru"],
        );
    }

    #[test]
    fn a_party_beside_a_member_and_a_case_are_nobody() {
        check(
            "Rosa|PROPN|6|nsubj|P Quispe|PROPN|1|flat|P (|PUNCT|4|punct R|PROPN|1|appos|P )|PUNCT|4|punct won|VERB:win|0|root .|PUNCT|6|punct",
            &["rosa-quispe: Rosa Quispe"],
        );
    }

    #[test]
    fn a_persons_administration_is_a_body_of_its_own() {
        check(
            "The|DET|3|det Quispe|PROPN|3|compound|P administration|NOUN|4|nsubj refused|VERB:refuse|0|root .|PUNCT|4|punct
             It|PRON|2|nsubj waited|VERB:wait|0|root .|PUNCT|2|punct",
            &["quispe-administration: Quispe administration / It", "(quispe: Quispe)"],
        );
    }

    #[test]
    fn different_groups_stay_apart() {
        check(
            "Peru|PROPN|2|nsubj freed|VERB:free|0|root 40|NUM|4|nummod prisoners|NOUN:prisoner|2|obj .|PUNCT|2|punct
             Another|DET|2|det group|NOUN|6|nsubj of|ADP|4|case prisoners|NOUN:prisoner|2|nmod was|AUX:be|6|aux freed|VERB:free|0|root .|PUNCT|6|punct
             The|DET|2|det detainees|NOUN:detainee|3|nsubj sang|VERB:sing|0|root .|PUNCT|3|punct",
            &["peru: Peru", "40-prisoners: 40 prisoners", "another-group-of-prisoners: Another group of prisoners / detainees"],
        );
    }

    #[test]
    fn both_countries_are_the_two_told_last() {
        check(
            "Peru|PROPN|2|nsubj met|VERB:meet|0|root Chile|PROPN|2|obj .|PUNCT|2|punct
             Both|DET|2|det countries|NOUN:country|3|nsubj agreed|VERB:agree|0|root .|PUNCT|3|punct",
            &["peru: Peru / Both countries", "chile: Chile / Both countries"],
        );
    }

    #[test]
    fn an_abbreviation_in_brackets_is_the_body_before_it() {
        check(
            "Rivers|PROPN|6|nsubj|O Sans|PROPN|1|flat|O Fences|PROPN|1|flat|O (|PUNCT|5|punct RSF|PROPN|1|appos|O )|PUNCT|5|punct sued|VERB:sue|0|root Peru|PROPN|7|obj .|PUNCT|7|punct
             RSF|PROPN|2|nsubj|O won|VERB:win|0|root .|PUNCT|2|punct",
            &["rivers-sans-fences: Rivers Sans Fences / RSF / RSF", "peru: Peru"],
        );
    }

    #[test]
    fn initials_are_those_of_the_body_that_the_text_tells_of() {
        check(
            "Rapid|PROPN|4|nsubj|O Supply|PROPN|1|flat|O Foundation|PROPN|1|flat|O won|VERB:win|0|root .|PUNCT|4|punct
             RSF|PROPN|2|nsubj|O sued|VERB:sue|0|root Peru|PROPN|2|obj .|PUNCT|2|punct",
            &["rapid-supply-foundation: Rapid Supply Foundation / RSF", "peru: Peru"],
        );
    }

    #[test]
    fn a_given_name_alone_is_its_only_bearers() {
        check(
            "Rosa|PROPN|3|nsubj|P Quispe|PROPN|1|flat|P won|VERB:win|0|root .|PUNCT|3|punct
             Rosa|PROPN|2|nsubj|P smiled|VERB:smile|0|root .|PUNCT|2|punct",
            &["rosa-quispe: Rosa Quispe / Rosa"],
        );
    }

    #[test]
    fn where_a_person_is_of_is_no_part_of_the_name() {
        check(
            "Rosa|PROPN|5|nsubj|P Quispe|PROPN|1|flat|P of|ADP|4|case|P Iowa|PROPN|1|nmod|P won|VERB:win|0|root .|PUNCT|5|punct",
            &["rosa-quispe: Rosa Quispe"],
        );
    }

    #[test]
    fn the_peruvian_is_the_person_told_before() {
        check(
            "Rosa|PROPN|3|nsubj|P Quispe|PROPN|1|flat|P won|VERB:win|0|root .|PUNCT|3|punct
             The|DET|2|det Peruvian|ADJ|3|nsubj refused|VERB:refuse|0|root to|PART|5|mark return|VERB|3|xcomp .|PUNCT|3|punct",
            &["rosa-quispe: Rosa Quispe / Peruvian"],
        );
    }

    #[test]
    fn an_office_before_a_name_is_no_body() {
        check(
            "Secretary|PROPN|5|nsubj of|ADP|3|case State|PROPN|1|nmod|O Rosa|PROPN|3|flat|O Quispe|PROPN|3|flat|O left|VERB:leave|0|root .|PUNCT|6|punct",
            &["rosa-quispe: Secretary of State Rosa Quispe / Secretary / Rosa Quispe"],
        );
        check(
            "Peruvian|PROPN|2|compound|P Senator|PROPN|3|nsubj|P left|VERB:leave|0|root .|PUNCT|3|punct",
            &["peruvian-senator: Peruvian Senator?", "(peru: Peruvian)"],
        );
    }

    #[test]
    fn who_is_quoted_speaks_of_others() {
        check(
            "Rosa|PROPN|3|nsubj|P Quispe|PROPN|1|flat|P met|VERB:meet|0|root Maria|PROPN|3|obj|P Mamani|PROPN|4|flat|P .|PUNCT|3|punct
             \"|PUNCT|3|punct She|PRON|3|nsubj won|VERB:win|6|ccomp ,|PUNCT|3|punct \"|PUNCT|3|punct said|VERB:say|0|root Quispe|PROPN|6|nsubj|P .|PUNCT|6|punct",
            &["rosa-quispe: Rosa Quispe / Quispe", "maria-mamani: Maria Mamani / She"],
        );
    }

    #[test]
    fn reported_words_are_of_the_reporter() {
        check(
            "Maria|PROPN|3|nsubj|P Mamani|PROPN|1|flat|P met|VERB:meet|0|root Rosa|PROPN|3|obj|P Quispe|PROPN|4|flat|P .|PUNCT|3|punct
             Quispe|PROPN|2|nsubj|P said|VERB:say|0|root she|PRON|4|nsubj slept|VERB:sleep|2|ccomp .|PUNCT|2|punct",
            &["maria-mamani: Maria Mamani", "rosa-quispe: Rosa Quispe / Quispe / she"],
        );
        check(
            "Farmers|NOUN:farmer|2|nsubj left|VERB:leave|0|root .|PUNCT|2|punct
             Peru|PROPN|2|nsubj honoured|VERB:honour|0|root their|PRON|4|nmod:poss pledge|NOUN|2|obj .|PUNCT|2|punct",
            &["farmers: Farmers", "peru: Peru / their"],
        );
    }

    #[test]
    fn bodies_beside_a_number_of_them_are_meant() {
        check(
            "Two|NUM|2|nummod banks|NOUN:bank|8|nsubj ,|PUNCT|4|punct Ferrum|PROPN|2|appos|O and|CCONJ|6|cc Lima|PROPN|4|conj|O Credit|PROPN|6|flat|O left|VERB:leave|0|root .|PUNCT|8|punct",
            &["ferrum: Two banks / Ferrum", "lima-credit: Two banks / Lima Credit"],
        );
    }

    #[test]
    fn who_stands_beside_a_person_is_one() {
        check(
            "Rosa|PROPN|3|nmod:poss|P 's|PART|1|case sister|NOUN|8|nsubj ,|PUNCT|5|punct Wayra|PROPN|3|appos|O ,|PUNCT|5|punct ,|PUNCT|5|punct left|VERB:leave|0|root .|PUNCT|8|punct",
            &["wayra: Rosa 's sister / Wayra", "rosa: Rosa"],
        );
        check(
            "Wayra|PROPN|6|nsubj|L Mamani|PROPN|1|flat|L ,|PUNCT|5|punct who|PRON|5|nsubj teaches|VERB:teach|1|acl:relcl left|VERB:leave|0|root .|PUNCT|6|punct",
            &["wayra-mamani: Wayra Mamani / who"],
        );
    }

    #[test]
    fn both_halves_of_a_surname_are_one_name() {
        check(
            "Rosa|PROPN|5|nsubj|P Quispe|PROPN|1|flat|P -|PUNCT|4|punct Mamani|PROPN|5|nsubj|P left|VERB:leave|0|root .|PUNCT|5|punct",
            &["rosa-quispe-mamani: Rosa Quispe-Mamani"],
        );
    }

    #[test]
    fn a_body_called_by_part_of_its_name() {
        check(
            "Ferrum|PROPN|3|nsubj|O Energi|PROPN|1|flat|O won|VERB:win|0|root .|PUNCT|3|punct
             Ferrum|PROPN|2|nsubj|O sued|VERB:sue|0|root Peru|PROPN|2|obj .|PUNCT|2|punct",
            &["ferrum-energi: Ferrum Energi / Ferrum", "peru: Peru"],
        );
        check(
            "The|DET|2|det Union|PROPN|5|nsubj for|ADP|4|case Order|PROPN|2|nmod won|VERB:win|0|root .|PUNCT|5|punct",
            &["union-for-order: Union for Order"],
        );
    }

    #[test]
    fn a_body_told_by_its_kind_is_of_the_state_that_is_told() {
        check(
            "Peru|PROPN|2|nsubj voted|VERB:vote|0|root .|PUNCT|2|punct
             The|DET|2|det Senate|PROPN|3|nsubj|O met|VERB:meet|0|root .|PUNCT|3|punct",
            &["peru: Peru", "peru-senate: Senate"],
        );
        check(
            "The|DET|2|det Senate|PROPN|3|nsubj|O met|VERB:meet|0|root .|PUNCT|3|punct",
            &["united-states-senate: Senate"],
        );
    }

    #[test]
    fn as_many_of_the_same_are_the_same() {
        check(
            "Three|NUM|2|nummod engineers|NOUN:engineer|3|nsubj fled|VERB:flee|0|root .|PUNCT|3|punct
             Three|NUM|3|nummod Peruvian|ADJ|3|amod engineers|NOUN:engineer|4|nsubj walked|VERB:walk|0|root .|PUNCT|4|punct",
            &["three-engineers: Three engineers / Three Peruvian engineers", "(peru: Peruvian)"],
        );
    }

    #[test]
    fn what_a_text_tells_of_a_lone_name_makes_it_a_body() {
        check(
            "Puno|PROPN|3|nsubj|O Rovers|PROPN|1|flat|O won|VERB:win|0|root .|PUNCT|3|punct
             Rovers|PROPN|2|nsubj|P left|VERB:leave|0|root .|PUNCT|2|punct",
            &["puno-rovers: Puno Rovers / Rovers"],
        );
        check(
            "Orsal|PROPN|3|nmod:poss|P 's|PART|1|case shareholders|NOUN:shareholder|4|nsubj met|VERB:meet|0|root .|PUNCT|4|punct
             Orsal|PROPN|2|nsubj|P paid|VERB:pay|0|root .|PUNCT|2|punct",
            &["orsal-s-shareholders: Orsal 's shareholders", "orsal: Orsal / Orsal"],
        );
        check(
            "Juan|PROPN|3|nsubj|P Orsal|PROPN|1|flat|P left|VERB:leave|0|root .|PUNCT|3|punct
             Orsal|PROPN|2|nsubj|O paid|VERB:pay|0|root .|PUNCT|2|punct",
            &["juan-orsal: Juan Orsal / Orsal"],
        );
    }

    #[test]
    fn a_woman_is_no_man_of_her_surname() {
        check(
            "Mrs.|PROPN|2|nmod:desc Quispe|PROPN|3|nsubj|P met|VERB:meet|0|root Mr.|PROPN|5|nmod:desc Quispe|PROPN|3|obj|P .|PUNCT|3|punct",
            &["quispe: Mrs. Quispe / Quispe", "mr-quispe: Mr. Quispe / Quispe"],
        );
    }

    #[test]
    fn one_of_several_is_a_person() {
        check(
            "One|NUM|9|nsubj of|ADP|4|case the|DET|4|det miners|NOUN:miner|1|nmod ,|PUNCT|6|punct Rosa|PROPN|9|nsubj|P Quispe|PROPN|6|flat|P ,|PUNCT|6|punct sued|VERB:sue|0|root Peru|PROPN|9|obj .|PUNCT|9|punct",
            &["rosa-quispe: One of the miners / Rosa Quispe", "peru: Peru"],
        );
    }

    #[test]
    fn a_number_alone_is_people_where_it_befalls_people() {
        check(
            "Police|NOUN:police|2|nsubj arrested|VERB:arrest|0|root five|NUM|2|obj .|PUNCT|2|punct
             The|DET|2|det five|NUM|3|nsubj fled|VERB:flee|0|root .|PUNCT|3|punct",
            &["police: Police", "five: five / five"],
        );
        check("Shares|NOUN:share|2|nsubj fell|VERB:fall|0|root five|NUM|2|obj .|PUNCT|2|punct", &[]);
    }

    #[test]
    fn those_who_did_it_are_called_after_it() {
        check(
            "A|DET|2|det gang|NOUN|3|nsubj abducted|VERB:abduct|0|root miners|NOUN:miner|3|obj .|PUNCT|3|punct
             The|DET|2|det kidnappers|NOUN:kidnapper|3|nsubj freed|VERB:free|0|root the|DET|5|det captives|NOUN:captive|3|obj .|PUNCT|3|punct",
            &["gang: gang / kidnappers?", "miners: miners / captives"],
        );
    }

    #[test]
    fn a_people_is_its_state_or_those_told_before() {
        check(
            "The|DET|2|det Peruvians|PROPN|3|nsubj sued|VERB:sue|0|root Chile|PROPN|3|obj .|PUNCT|3|punct",
            &["peru: Peruvians", "chile: Chile"],
        );
        check(
            "Chile|PROPN|2|nsubj held|VERB:hold|0|root three|NUM|4|nummod Peruvians|PROPN|2|obj .|PUNCT|2|punct
             The|DET|2|det Peruvians|PROPN|3|nsubj slept|VERB:sleep|0|root .|PUNCT|3|punct",
            &["chile: Chile", "three-peruvians: three Peruvians / Peruvians"],
        );
    }

    #[test]
    fn a_language_is_no_state_and_a_ship_no_person() {
        check(
            "Miners|NOUN:miner|2|nsubj spoke|VERB:speak|0|root in|ADP|4|case Spanish|PROPN|2|obl .|PUNCT|2|punct",
            &["miners: Miners"],
        );
        check(
            "The|DET|3|det USS|PROPN|3|nmod:desc Rosa|PROPN|5|nsubj|P Quispe|PROPN|3|flat|P left|VERB:leave|0|root .|PUNCT|5|punct",
            &[],
        );
    }

    #[test]
    fn the_country_is_the_one_that_is_told_most() {
        check(
            "Peru|PROPN|2|nsubj met|VERB:meet|0|root Chile|PROPN|2|obj .|PUNCT|2|punct
             Peru|PROPN|2|nsubj won|VERB:win|0|root .|PUNCT|2|punct
             Snow|NOUN|2|nsubj fell|VERB:fall|0|root .|PUNCT|2|punct
             Snow|NOUN|2|nsubj fell|VERB:fall|0|root .|PUNCT|2|punct
             Snow|NOUN|2|nsubj fell|VERB:fall|0|root .|PUNCT|2|punct
             Snow|NOUN|2|nsubj fell|VERB:fall|0|root .|PUNCT|2|punct
             The|DET|2|det government|NOUN|3|nsubj fell|VERB:fall|0|root .|PUNCT|3|punct",
            &["peru: Peru / Peru / government", "chile: Chile"],
        );
    }

    #[test]
    fn records_keep_firm_entities_and_those_that_take_part() {
        let (text, analysis) =
            read("A|DET|2|det banker|NOUN|3|nsubj sued|VERB:sue|0|root Peru|PROPN|3|obj .|PUNCT|3|punct");
        let actors = find_actors(&text, &analysis, &Seeds::shipped());
        let (kept, ids) = actors.to_record(&text, |_| false);
        assert_eq!((kept.len(), ids), (1, vec![None, Some("a0".to_owned())]));
        assert_eq!(actors.to_record(&text, |_| true).0.len(), 2);
        assert_eq!(actors.for_phrase(0, 3), [1]);
    }
}
