//! The command line: arguments, commands, messages. stdout is data, stderr is words.

mod analyse;
mod annotation;
mod arguments;
mod build;
mod evaluate;
mod explain;
mod export;
mod extract;
mod formats;
mod glossary;
mod identities;
mod learn;
mod ledger;
mod output;
mod read;
mod report;
mod stats;
mod train;
mod write;

use std::process::ExitCode;

use clap::Parser;

use crate::error::Result;
use arguments::{Arguments, Command};
use report::Report;

/// Runs the program and gives its exit code: 0 fine, 1 something was skipped, 2 could not run.
pub fn run() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version are no failures; printing them cannot be helped if it fails.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    let mut report = Report::new(arguments.quiet);
    if let Err(error) = threads(arguments.threads).and_then(|()| dispatch(&arguments.command, &mut report)) {
        return report.failed(&error);
    }
    report.exit_code()
}

fn dispatch(command: &Command, report: &mut Report) -> Result<()> {
    match command {
        Command::Build(options) => build::run(options, report),
        Command::Extract(options) => extract::run(options, report),
        Command::Explain(options) => explain::run(options),
        Command::Ledger(options) => ledger::run(options, report),
        Command::Identities(options) => identities::run(options, report),
        Command::Stats(options) => stats::run(options, report),
        Command::Analyse(options) => analyse::run(options, report),
        Command::Formats => formats::run(),
        Command::Export(options) => export::run(options, report),
        Command::Glossary(options) => glossary::run(options),
        Command::Train(options) => train::run(options, report),
        Command::Learn(options) => learn::run(options, report),
        Command::Evaluate(options) => evaluate::run(options, report),
    }
}

fn threads(count: Option<usize>) -> Result<()> {
    let Some(count) = count else { return Ok(()) };
    let built = rayon::ThreadPoolBuilder::new().num_threads(count).build_global();
    built.map_err(|e| crate::error::Error::new(format!("cannot start {count} threads: {e}")))
}
