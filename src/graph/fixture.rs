//! Records for tests, written by hand: a story of prisoners released for sanctions lifted, as several documents tell it.

use crate::record::{
    Action, Actor, ActorType, Certainty, Exchange, ExchangeStatus, Factuality, Mention, MentionKind, Plover, Polarity,
    Quote, Record, Relation, RelationType, Side, Tense,
};

/// Key, name, type, country.
const KNOWN: [(&str, &str, ActorType, Option<&str>); 13] = [
    ("belarus", "Belarus", ActorType::State, Some("BY")),
    ("united-states", "United States", ActorType::State, Some("US")),
    ("russia", "Russia", ActorType::State, Some("RU")),
    ("ukraine", "Ukraine", ActorType::State, Some("UA")),
    ("lithuania", "Lithuania", ActorType::State, Some("LT")),
    ("alexander-lukashenko", "Alexander Lukashenko", ActorType::Person, Some("BY")),
    ("donald-trump", "Donald Trump", ActorType::Person, Some("US")),
    ("john-coale", "John Coale", ActorType::Person, Some("US")),
    ("ales-bialiatski", "Ales Bialiatski", ActorType::Person, None),
    ("maria-kolesnikova", "Maria Kolesnikova", ActorType::Person, None),
    ("european-union", "European Union", ActorType::Organization, None),
    ("belavia", "Belavia", ActorType::Organization, Some("BY")),
    ("human-rights-groups", "human rights groups", ActorType::Group, None),
];

/// A record under construction.
pub(crate) struct Draft {
    /// What stands so far.
    pub(crate) record: Record,
    offset: usize,
}

impl Draft {
    /// An empty record.
    pub(crate) fn new(id: &str, title: &str) -> Self {
        let mut record = Record::default();
        record.document.id = id.to_owned();
        record.document.source = format!("news/{id}.txt");
        record.document.title = Some(title.to_owned());
        record.document.language = "en".to_owned();
        record.counts.sentences = 1;
        record.counts.words = 10;
        Self { record, offset: 0 }
    }

    /// The id of the actor with this key; `key:size` is a counted group.
    pub(crate) fn actor(&mut self, told: &str) -> String {
        let (key, size) = told.split_once(':').map_or((told, None), |(key, size)| (key, size.parse::<f64>().ok()));
        if let Some(known) = self.record.actors.iter().find(|actor| actor.key == key && actor.size == size) {
            return known.id.clone();
        }
        let id = format!("a{}", self.record.actors.len());
        let known = KNOWN.iter().find(|known| known.0 == key);
        let plain = key.replace('-', " ");
        let name = size.map_or(plain.clone(), |size| format!("{size} {plain}"));
        let (name, kind, country) = known.map_or((name, ActorType::Group, None), |k| (k.1.to_owned(), k.2, k.3));
        let (start, end) = (self.offset, self.offset + name.chars().count());
        self.record.actors.push(Actor {
            id: id.clone(),
            key: key.to_owned(),
            kind,
            same_as: Vec::new(),
            roles: Vec::new(),
            country: country.map(str::to_owned),
            size,
            mentions: vec![Mention { text: name.clone(), start, end, kind: MentionKind::Name }],
            name,
        });
        id
    }

    /// Adds an actual, undated action told by `sentence`; its number of prisoners comes from a counted patient.
    pub(crate) fn act(
        &mut self,
        frame: (Plover, &str),
        agents: &[&str],
        patients: &[&str],
        sentence: &str,
    ) -> &mut Action {
        let agent = agents.iter().map(|key| self.actor(key)).collect();
        let patient = patients.iter().map(|key| self.actor(key)).collect();
        let quantity = patients.iter().find_map(|told| told.split_once(':')?.1.parse().ok());
        let evidence = self.quote(sentence);
        let word = sentence.split(' ').nth(1).unwrap_or(sentence);
        let trigger =
            Quote { text: word.to_owned(), start: evidence.start, end: evidence.start + word.chars().count() };
        self.record.actions.push(Action {
            id: format!("e{}", self.record.actions.len()),
            kind: frame.0,
            class: frame.1.to_owned(),
            label: String::new(),
            cameo: None,
            trigger,
            agent,
            patient,
            recipient: Vec::new(),
            implied: Vec::new(),
            theme: None,
            place: None,
            time: None,
            quantity,
            factuality: Factuality::Actual,
            certainty: Certainty::Certain,
            polarity: Polarity::Positive,
            tense: Tense::Past,
            attributed_to: None,
            same_as: None,
            evidence,
        });
        self.record.actions.last_mut().expect("one was pushed")
    }

    /// Adds an exchange; a side is who gives and the ids of what is given.
    pub(crate) fn trade(&mut self, status: ExchangeStatus, sides: &[(&str, &[&str])], sentence: &str) {
        let mut built = Vec::new();
        for (provider, gives) in sides {
            let others = sides.iter().filter(|(other, _)| other != provider);
            let receiver = others.map(|(other, _)| self.actor(other)).collect();
            let gives = gives.iter().map(|&id| id.to_owned()).collect();
            built.push(Side { provider: vec![self.actor(provider)], receiver, gives, gives_text: None });
        }
        let evidence = self.quote(sentence);
        let id = format!("x{}", self.record.exchanges.len());
        let cue = evidence.clone();
        self.record.exchanges.push(Exchange { id, status, sides: built, cue, evidence, attributed_to: None });
    }

    /// Adds a relation.
    pub(crate) fn relate(&mut self, kind: RelationType, subject: &str, object: &str, text: &str) {
        let (subject, object) = (self.actor(subject), self.actor(object));
        let evidence = self.quote(text);
        let id = format!("r{}", self.record.relations.len());
        self.record.relations.push(Relation {
            id,
            kind,
            subject,
            object: Some(object),
            text: text.to_owned(),
            evidence,
        });
    }

    fn quote(&mut self, text: &str) -> Quote {
        let start = self.offset;
        self.offset += text.chars().count() + 1;
        Quote { text: text.to_owned(), start, end: self.offset - 1 }
    }
}

/// PLOVER type and class of a release.
pub(crate) const RELEASE: (Plover, &str) = (Plover::Retreat, "ReleasePersons");
/// PLOVER type and class of lifting sanctions.
pub(crate) const LIFT: (Plover, &str) = (Plover::Retreat, "LiftMeasure");
/// PLOVER type and class of a meeting.
pub(crate) const MEET: (Plover, &str) = (Plover::Consult, "Meet");

/// The whole story, in five documents.
pub(crate) fn story() -> Vec<Record> {
    vec![deal(), roundup(), profile(), spring(), critics()]
}

fn deal() -> Record {
    let mut d = Draft::new("d1", "Potash for prisoners");
    let meeting = d.act(MEET, &["john-coale"], &["alexander-lukashenko"], "Coale met Lukashenko in Minsk.");
    meeting.time = Some("2025-12-12".to_owned());
    let lift = d.act(LIFT, &["united-states"], &["belarus"], "Washington will lift sanctions on Belarusian potash.");
    lift.time = Some("2025-12".to_owned());
    lift.theme = Some("sanctions on Belarusian potash".to_owned());
    lift.factuality = Factuality::Planned;
    let release = d.act(RELEASE, &["belarus"], &["political-prisoners:123"], "Minsk released 123 political prisoners.");
    release.time = Some("2025-12-13".to_owned());
    d.trade(ExchangeStatus::Completed, &[("belarus", &["e2"]), ("united-states", &["e1"])], "In direct exchange");
    d.relate(RelationType::HoldsRole, "alexander-lukashenko", "belarus", "President");
    d.relate(RelationType::HoldsRole, "donald-trump", "united-states", "President");
    d.record
}

fn roundup() -> Record {
    let mut d = Draft::new("d2", "A year of releases");
    let call =
        d.act((Plover::Consult, "Phone"), &["donald-trump"], &["alexander-lukashenko"], "Trump phoned Lukashenko.");
    call.time = Some("2025-08".to_owned());
    let september = d.act(RELEASE, &["belarus"], &["political-prisoners:52"], "Belarus freed 52 political prisoners.");
    september.time = Some("2025-09".to_owned());
    let belavia = d.act(LIFT, &["united-states"], &["belavia"], "Washington lifted sanctions on Belavia.");
    belavia.time = Some("2025-09".to_owned());
    belavia.theme = Some("sanctions on the airline".to_owned());
    let december =
        d.act(RELEASE, &["alexander-lukashenko"], &["political-prisoners:123"], "Lukashenko released 123 people.");
    december.time = Some("2025-12".to_owned());
    let lift = d.act(LIFT, &["united-states"], &["belarus"], "It lifted sanctions on potash.");
    lift.time = Some("2025-12".to_owned());
    lift.theme = Some("sanctions on potash".to_owned());
    lift.implied = lift.patient.clone();
    d.trade(ExchangeStatus::Completed, &[("belarus", &["e1"]), ("united-states", &["e2"])], "in return for");
    d.trade(ExchangeStatus::Agreed, &[("alexander-lukashenko", &["e3"]), ("united-states", &["e4"])], "a swap");
    d.record
}

fn profile() -> Record {
    let mut d = Draft::new("d3", "Who walked free");
    let patients = ["political-prisoners:100", "ales-bialiatski", "maria-kolesnikova"];
    d.act(RELEASE, &["belarus"], &patients, "Belarus released over a hundred political prisoners.");
    d.act(RELEASE, &["belarus"], &["ales-bialiatski"], "Belarus let Bialiatski go.");
    d.act(RELEASE, &["belarus"], &["political-prisoners"], "Belarus releases political prisoners now and then.");
    let war = d.act((Plover::Assault, "WageWar"), &["russia"], &["ukraine"], "Russia invaded Ukraine.");
    war.time = Some("2022".to_owned());
    let host = d.act((Plover::Cooperate, "HostForces"), &["belarus"], &["russia"], "Belarus hosted Russian troops.");
    host.theme = Some("Russian troops".to_owned());
    d.act((Plover::Other, "Arrive"), &["ales-bialiatski"], &["lithuania"], "Bialiatski arrived in Vilnius.");
    d.record
}

fn spring() -> Record {
    let mut d = Draft::new("d4", "Three leave Belarus");
    let release = d.act(RELEASE, &["belarus"], &["prisoners:3"], "Belarus released three prisoners.");
    release.time = Some("2025-06".to_owned());
    let embassy =
        d.act((Plover::Support, "RestoreTies"), &["united-states"], &["belarus"], "Washington may reopen its embassy.");
    embassy.factuality = Factuality::Possible;
    embassy.theme = Some("its embassy in Minsk".to_owned());
    embassy.implied = embassy.patient.clone();
    d.trade(ExchangeStatus::Possible, &[("belarus", &["e0"]), ("united-states", &["e1"])], "with an eye on");
    let close = d.act((Plover::Coerce, "CloseBorder"), &["lithuania"], &["belarus"], "Lithuania closed its border.");
    close.time = Some("2025-10".to_owned());
    let jail = d.act((Plover::Coerce, "Detain"), &["belarus"], &["maria-kolesnikova"], "Belarus jailed Kolesnikova.");
    jail.time = Some("2020-09".to_owned());
    d.record
}

fn critics() -> Record {
    let mut d = Draft::new("d5", "No change in Minsk");
    let reform = d.act((Plover::Concede, "Reform"), &["belarus"], &[], "Minsk has not eased its crackdown.");
    reform.factuality = Factuality::Negated;
    reform.polarity = Polarity::Negative;
    reform.theme = Some("its domestic crackdown".to_owned());
    let words = "Rights groups accuse Minsk of “hostage trade” \\ <blackmail> & worse.";
    d.act((Plover::Accuse, "Criticise"), &["human-rights-groups"], &["belarus"], words);
    let sanction =
        d.act((Plover::Sanction, "ImposeMeasure"), &["european-union"], &["belarus"], "Brussels imposed sanctions.");
    sanction.time = Some("2021-06".to_owned());
    sanction.theme = Some("sanctions on potash".to_owned());
    sanction.implied = sanction.patient.clone();
    let denied = d.act(RELEASE, &["belarus"], &["political-prisoners:123"], "Belarus released 123 prisoners, it says.");
    denied.time = Some("2025-12".to_owned());
    denied.attributed_to = Some("a state television presenter".to_owned());
    d.record
}
