//! The program: runs one command and gives its exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    quidnunc::cli::run()
}
