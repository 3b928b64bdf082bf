//! `quidnunc explain`: how a text is read, stage by stage, and the words and rules behind each decision.

use std::io::{Read, Write};

use super::{
    arguments::Explain,
    output::{write_file, write_stdout},
    read::pipeline,
};
use crate::{
    error::{Error, Result},
    extract::{
        Interpretation,
        actor::{Actors, find_actors},
        anchor,
        exchange::Bargain,
        interpret,
        role::Filler,
        telling::Telling,
    },
    language::{Analysis, Sentence, draw},
};

pub(super) fn run(options: &Explain) -> Result<()> {
    let text = text(options)?;
    let date = options.date.as_deref().map(|d| anchor(d).ok_or_else(|| bad_date(d))).transpose()?;
    let pipeline = pipeline(&options.known)?;
    let analysis = pipeline.language.analyse(&text);
    if let Some(path) = &options.svg {
        write_file(path, |out| Ok(out.write_all(draw::svg(&text, &analysis).as_bytes())?))?;
    }
    let actors = find_actors(&text, &analysis, &pipeline.seeds);
    let found = interpret(&text, &analysis, &actors, date);
    write_stdout(|out| Explainer { text: &text, analysis: &analysis, actors: &actors, found: &found }.write(out))
}

fn text(options: &Explain) -> Result<String> {
    if options.text != "-" {
        return Ok(options.text.clone());
    }
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).map_err(|e| Error::from(e).context("cannot read standard input"))?;
    Ok(text)
}

fn bad_date(date: &str) -> Error {
    Error::new(format!("{date:?} is no date")).with_hint("write it like 2025-12-14 or 2025-12")
}

struct Explainer<'s> {
    text: &'s str,
    analysis: &'s Analysis,
    actors: &'s Actors,
    found: &'s Interpretation<'s>,
}

impl Explainer<'_> {
    fn write(&self, out: &mut dyn Write) -> Result<()> {
        for (index, sentence) in self.analysis.sentences.iter().enumerate() {
            writeln!(out, "{}\n", sentence.span.of(self.text))?;
            self.tree(sentence, out)?;
            self.mentions(index, out)?;
            for telling in self.found.tellings.iter().filter(|t| t.trigger.sentence == index) {
                self.action(telling, out)?;
            }
            writeln!(out)?;
        }
        self.found.bargains.iter().try_for_each(|b| self.exchange(b, out))
    }

    fn tree(&self, sentence: &Sentence, out: &mut dyn Write) -> Result<()> {
        for (i, token) in sentence.tokens.iter().enumerate() {
            let depth = depth(sentence, i);
            let name = sentence.names.iter().find(|n| (n.start..n.end).contains(&i));
            let kind = name.map_or(String::new(), |n| format!("{:?}", n.kind));
            writeln!(
                out,
                "  {i:>3} {:<28} {:<14} {:<5} {:<5} {:<12} {kind}",
                format!("{}{}", "· ".repeat(depth.min(8)), token.span.of(self.text)),
                token.lemma,
                token.upos,
                token.xpos,
                token.relation
            )?;
        }
        Ok(())
    }

    fn mentions(&self, sentence: usize, out: &mut dyn Write) -> Result<()> {
        for mention in self.actors.in_sentence(sentence) {
            let entities: Vec<String> = mention.entities.iter().map(|&e| self.entity(e)).collect();
            let who = if entities.is_empty() { "nobody known".to_owned() } else { entities.join(", ") };
            writeln!(
                out,
                "  actor   {:<34} {:?}, {:?} -> {who}",
                mention.span.of(self.text),
                mention.kind,
                mention.use_
            )?;
        }
        Ok(())
    }

    fn entity(&self, index: usize) -> String {
        let entity = &self.actors.entities[index];
        format!("{} ({:?})", entity.name, entity.kind)
    }

    fn action(&self, telling: &Telling, out: &mut dyn Write) -> Result<()> {
        let scene = &self.found.scene;
        let tree = &scene.trees[telling.trigger.sentence];
        let class = telling.frame(scene).map_or("no frame", |f| &f.class);
        let word = tree.form(telling.trigger.token);
        write!(out, "  action  {word:<20} {:?} {class}", telling.kind(scene))?;
        if let Some(likely) = telling.trigger.likely {
            write!(out, " ({likely} % likely)")?;
        }
        self.fillers("agent", &telling.participants.agent, out)?;
        self.fillers("patient", &telling.participants.patient, out)?;
        self.fillers("recipient", &telling.participants.recipient, out)?;
        if let Some(theme) = telling.participants.theme {
            write!(out, "; theme {:?}", theme.of(self.text))?;
        }
        for (name, value) in [("time", telling.time.clone()), ("quantity", telling.quantity.map(|q| q.to_string()))] {
            if let Some(value) = value {
                write!(out, "; {name} {value}")?;
            }
        }
        write!(out, "; {:?}", telling.reading.factuality)?;
        for reason in &telling.reading.because {
            write!(out, " [{}: {}]", tree.form(reason.token), reason.why)?;
        }
        if let Some(source) = &telling.source {
            write!(out, "; according to {:?}", source.span.of(self.text))?;
        }
        Ok(writeln!(out)?)
    }

    fn fillers(&self, role: &str, fillers: &[Filler], out: &mut dyn Write) -> Result<()> {
        for filler in fillers {
            let implied = if filler.implied { "implied: " } else { "" };
            write!(out, "; {role} {} [{implied}{}]", self.actors.entities[filler.entity].name, filler.origin)?;
        }
        Ok(())
    }

    fn exchange(&self, bargain: &Bargain, out: &mut dyn Write) -> Result<()> {
        writeln!(out, "exchange {:?}: {:?} ({})", bargain.status, bargain.cue.of(self.text), bargain.rule)?;
        for side in &bargain.sides {
            let who: Vec<String> = side.provider.iter().map(|&e| self.entity(e)).collect();
            let what = side.words.map_or("", |s| s.of(self.text));
            writeln!(out, "  {} gives {what:?}", who.join(", "))?;
        }
        Ok(())
    }
}

fn depth(sentence: &Sentence, token: usize) -> usize {
    let mut at = token;
    (0..sentence.tokens.len()).take_while(|_| sentence.tokens[at].head.map(|h| at = h).is_some()).count()
}
