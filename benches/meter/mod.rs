//! What does a piece of work cost? Processor time and memory of this process; on other systems than Linux all is 0.

use std::fs;

/// Seconds of processor time so far, to the hundredth: what other programs do at the same time does not count.
pub(crate) fn processor_seconds() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // Behind the program's name, which may hold spaces, user time is the 12th field and system time the 13th, in hundredths.
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
    fields.skip(11).take(2).filter_map(|field| field.parse::<f64>().ok()).sum::<f64>() / 100.0
}

/// Lets the peak begin anew at what is in use now, in megabytes.
pub(crate) fn forget_peak() -> f64 {
    let _ = fs::write("/proc/self/clear_refs", "5");
    in_use("VmRSS:")
}

/// The greatest amount in use since the peak was forgotten, in megabytes.
pub(crate) fn peak() -> f64 {
    in_use("VmHWM:")
}

fn in_use(what: &str) -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(what));
    let kilobytes = line.and_then(|rest| rest.trim().trim_end_matches(" kB").parse::<f64>().ok());
    kilobytes.unwrap_or(0.0) * 1024.0 / 1e6
}
