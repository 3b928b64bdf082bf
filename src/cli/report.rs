//! What is said on stderr: progress, warnings, errors; and what of it the exit code remembers.

use std::{
    io::{IsTerminal, Write},
    process::ExitCode,
    time::{Duration, Instant},
};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::error::Error;

/// The voice of one run.
#[derive(Debug)]
pub(super) struct Report {
    quiet: bool,
    skipped: usize,
    started: Instant,
    bar: Option<ProgressBar>,
}

/// How long work goes on in silence before a progress bar is shown.
const PATIENCE: Duration = Duration::from_secs(1);

impl Report {
    /// A voice that says warnings and progress, or with `quiet` only errors.
    pub(super) fn new(quiet: bool) -> Self {
        Self { quiet, skipped: 0, started: Instant::now(), bar: None }
    }

    /// Something could not be read and is passed over.
    pub(super) fn skip(&mut self, error: &Error) {
        self.skipped += 1;
        self.say_error(error);
    }

    /// A remark.
    pub(super) fn say(&self, words: &str) {
        if !self.quiet {
            self.line(words);
        }
    }

    /// One more document is done.
    pub(super) fn advance(&mut self) {
        if self.quiet || self.started.elapsed() < PATIENCE || !std::io::stderr().is_terminal() {
            return;
        }
        self.bar.get_or_insert_with(progress_bar).inc(1);
    }

    /// The work is done: the bar goes away.
    pub(super) fn finish(&mut self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
    }

    /// The run ends by an error.
    pub(super) fn failed(&mut self, error: &Error) -> ExitCode {
        self.finish();
        self.say_error(error);
        ExitCode::from(2)
    }

    /// 1 if something was passed over.
    pub(super) fn exit_code(&self) -> ExitCode {
        ExitCode::from(u8::from(self.skipped > 0))
    }

    fn say_error(&self, error: &Error) {
        self.line(&format!("error: {error}"));
        if let Some(hint) = error.hint() {
            self.line(&format!(" hint: {hint}"));
        }
    }

    fn line(&self, words: &str) {
        let write = || {
            // Nobody is left to tell when stderr is closed.
            let _ = writeln!(std::io::stderr(), "{words}");
        };
        match &self.bar {
            Some(bar) => bar.suspend(write),
            None => write(),
        }
    }
}

fn progress_bar() -> ProgressBar {
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
    let style = ProgressStyle::with_template("{spinner} {pos} documents, {per_sec}, {elapsed}");
    bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()))
}
