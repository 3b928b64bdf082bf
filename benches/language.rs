//! How fast is text read, from raw text to words, tags, trees and names, on one core?
//!
//! Reads the texts of a file (`cargo bench --bench language -- FILE`, plain text, or JSON lines with a `text` each) or, without one, the
//! briefings under `seeds/documents` again and again. Prints the time to load the model and the words read in a second.

use std::{fs, io::Write, path::Path, time::Instant};

use quidnunc::language::Language;

/// Words to read where no file is named.
const WORDS: usize = 300_000;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let begin = Instant::now();
    let language = Language::shipped();
    writeln!(std::io::stdout(), "model loaded in {:.1} ms", begin.elapsed().as_secs_f64() * 1e3)?;
    let named = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    let (texts, goal) = match named {
        Some(path) => (texts_of(&fs::read_to_string(path)?)?, 0),
        None => (briefings()?, WORDS),
    };
    let begin = Instant::now();
    let (mut words, mut sentences) = (0, 0);
    loop {
        for text in &texts {
            let analysis = language.analyse(text);
            sentences += analysis.sentences.len();
            words += analysis.sentences.iter().map(|sentence| sentence.tokens.len()).sum::<usize>();
        }
        if words >= goal || texts.is_empty() {
            break;
        }
    }
    let seconds = begin.elapsed().as_secs_f64();
    writeln!(
        std::io::stdout(),
        "{words} words, {sentences} sentences in {seconds:.2} s: {:.0} words a second",
        words as f64 / seconds
    )?;
    Ok(())
}

/// The texts of JSON lines, or the whole as one text.
fn texts_of(content: &str) -> Result<Vec<String>, serde_json::Error> {
    if !content.starts_with('{') {
        return Ok(vec![content.to_owned()]);
    }
    let text = |line: &str| {
        let value: serde_json::Value = serde_json::from_str(line)?;
        Ok(value["text"].as_str().unwrap_or_default().to_owned())
    };
    content.lines().filter(|line| !line.is_empty()).map(text).collect()
}

fn briefings() -> std::io::Result<Vec<String>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds/documents");
    let mut paths = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<Vec<_>>>()?;
    paths.sort();
    paths.into_iter().filter(|path| path.is_file()).map(fs::read_to_string).collect()
}
