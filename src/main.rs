//! The program: parses the arguments, runs one command, gives its exit code.

fn main() {}
