//! From documents to records: each is read, analysed and its actors, actions and exchanges are extracted, side by side.
//!
//! ```no_run
//! use quidnunc::{document::Document, pipeline::Pipeline};
//!
//! let pipeline = Pipeline::shipped();
//! let document = Document::new("note.txt", "Oslo released two sailors in exchange for fuel.");
//! let record = pipeline.record(&document);
//! assert_eq!(record.document.source, "note.txt");
//! ```

use rayon::prelude::*;

use crate::{
    document::{Document, Input, JsonLines, inputs},
    error::{Error, Result},
    extract::extract,
    language::Language,
    record::Record,
    seed::Seeds,
};

/// How many documents are read at a time: enough to keep the threads busy, few enough to stay small.
const BATCH: usize = 64;

/// The language model and the known actors, ready to read documents.
#[derive(Debug)]
pub struct Pipeline {
    /// Tokeniser, tagger, parser, names.
    pub language: &'static Language,
    /// Known actors.
    pub seeds: Seeds,
}

impl Pipeline {
    /// With the model and the seeds inside the program.
    pub fn shipped() -> Self {
        Self { language: Language::shipped(), seeds: Seeds::shipped() }
    }

    /// What one document says. Depends on nothing but the document, the model, the ontology and the seeds.
    pub fn record(&self, document: &Document) -> Record {
        let analysis = self.language.analyse(&document.text);
        let mut record = extract(&document.text, document.info.clone(), &analysis, &self.seeds);
        let remarks = document.diagnostics.iter().map(|d| d.message.clone());
        record.diagnostics.splice(0..0, remarks);
        record
    }
}

/// Does `work` on all documents, on as many threads as there are, and hands each result over in the order of the documents. What
/// could not be read is handed over in its place; `each` says whether to go on.
///
/// # Errors
/// Those of `each`.
pub fn in_order<T: Send>(
    documents: impl IntoIterator<Item = Result<Document>>,
    work: impl Fn(Document) -> T + Sync,
    mut each: impl FnMut(Result<T>) -> Result<()>,
) -> Result<()> {
    let mut documents = documents.into_iter();
    loop {
        let batch: Vec<_> = documents.by_ref().take(BATCH).collect();
        if batch.is_empty() {
            return Ok(());
        }
        let done: Vec<_> = batch.into_par_iter().map(|document| document.map(&work)).collect();
        done.into_iter().try_for_each(&mut each)?;
    }
}

/// The documents of all inputs, one after the other. An input that cannot be read gives its error and is passed over.
pub fn documents<P: AsRef<std::path::Path>>(paths: &[P]) -> impl Iterator<Item = Result<Document>> {
    let files = paths.iter().flat_map(|path| match inputs(path.as_ref()) {
        Ok(files) => files,
        Err(error) => vec![Err(error)],
    });
    files.collect::<Vec<_>>().into_iter().flat_map(open)
}

fn open(file: Result<Input>) -> Box<dyn Iterator<Item = Result<Document>>> {
    let one = |error: Error| Box::new(std::iter::once(Err(error)));
    match file {
        Ok(Input::Text(path)) => Box::new(std::iter::once_with(move || Document::read(&path))),
        Ok(Input::JsonLines(path)) => match JsonLines::open(&path) {
            Ok(lines) => Box::new(lines),
            Err(error) => one(error),
        },
        Err(error) => one(error),
    }
}
