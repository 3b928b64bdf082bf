//! What is looked at to weigh exchanges, one document a line, for `tests/measures/exchanges.py`.
#![expect(clippy::print_stdout, reason = "data is what it is run for")]

use std::{error::Error, fs};

use quidnunc::{
    extract::{actor::find_actors, by_rules, exchange::likely::look},
    language::Language,
    seed::Seeds,
};

fn main() -> Result<(), Box<dyn Error>> {
    let seeds = Seeds::shipped();
    for path in std::env::args().skip(1) {
        let text = fs::read_to_string(&path)?;
        let analysis = Language::shipped().analyse(&text);
        let actors = find_actors(&text, &analysis, &seeds);
        let found = by_rules(&text, &analysis, &actors, &[]);
        println!("{}", serde_json::to_string(&(path, look(&found.scene, &found.tellings, &found.bargains)))?);
    }
    Ok(())
}
