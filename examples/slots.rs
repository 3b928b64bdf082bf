//! dev only
use quidnunc::{
    document::Document,
    extract::{actor, interpret},
    pipeline::Pipeline,
    span::CodePoints,
};
fn main() {
    let p = Pipeline::shipped();
    for f in std::env::args().skip(1) {
        let text = std::fs::read_to_string(&f).unwrap();
        let d = Document::new(&f, &text);
        let analysis = p.language.analyse(&d.text);
        let actors = actor::find_actors(&d.text, &analysis, &p.seeds);
        let i = interpret(&d.text, &analysis, &actors, None);
        let points = CodePoints::of(&d.text);
        for t in &i.tellings {
            let tok = &analysis.sentences[t.trigger.sentence].tokens[t.trigger.token];
            let s = |v: &Vec<quidnunc::extract::role::Filler>| {
                v.iter().map(|f| f.slot.clone()).collect::<Vec<_>>().join("|")
            };
            let p = &t.participants;
            println!("{}\t{}\t{}\t{}\t{}", f, points.at(tok.span.start), s(&p.agent), s(&p.patient), s(&p.recipient));
        }
    }
}
