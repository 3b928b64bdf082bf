//! Web and mail addresses, domain and file names: long tokens full of punctuation.
//!
//! Every look ahead is bounded by the length of what it then consumes, or by a constant, so scanning stays linear.

/// Most bytes in the local part of a mail address (RFC 5321) and in a domain name (RFC 1035).
const MAX_LOCAL: usize = 64;
const MAX_DOMAIN: usize = 255;

/// Endings that make a dotted word a domain name.
const DOMAINS: &[&str] = &[
    "com", "org", "net", "edu", "gov", "mil", "int", "info", "biz", "io", "ai", "co", "uk", "us", "eu", "de", "fr",
    "pl", "ru", "ua", "by", "lt", "lv", "ee", "fi", "se", "dk", "nl", "be", "ch", "at", "es", "pt", "cz", "sk", "hu",
    "ro", "bg", "gr", "tr", "il", "ir", "cn", "jp", "kr", "tw", "hk", "in", "au", "nz", "ca", "br", "mx", "za", "su",
    "tv", "fm", "me", "online", "news", "ge", "kz", "am", "az", "md", "rs", "ie", "it", "no", "va", "tech", "media",
    "live",
];
/// Those that are also English words: `done.in`, `help.me` are two sentences run together.
const ALSO_WORDS: &[&str] = &["in", "at", "be", "me", "no", "am", "us", "it", "news", "live", "media", "so"];
/// First parts of newsgroup names.
const NEWSGROUPS: &[&str] = &["alt", "comp", "misc", "rec", "sci", "soc", "talk"];
/// File types.
const FILES: &[&str] = &[
    "doc", "docx", "xls", "xlsx", "ppt", "pptx", "pdf", "txt", "html", "htm", "jpg", "jpeg", "png", "gif", "zip",
    "exe", "mp3", "mp4", "csv", "php", "url",
];

/// The end of the address that begins at `at`, if one does. `bytes` is cut at the next white space.
pub(super) fn url_end(bytes: &[u8], at: usize) -> Option<usize> {
    let rest = &bytes[at..];
    let starts = |prefix: &[u8]| rest.len() > prefix.len() && rest[..prefix.len()].eq_ignore_ascii_case(prefix);
    let marked = [&b"http://"[..], b"https://", b"ftp://", b"www.", b"mailto:", b"doi:10."].iter().any(|p| starts(p));
    marked.then(|| path_end(bytes, at))
}

/// The end of a path that goes on from `at`: up to white space, a quote or an unbalanced bracket, without closing punctuation.
fn path_end(bytes: &[u8], at: usize) -> usize {
    let mut stop = at;
    let mut depth = 0_i32;
    while stop < bytes.len() {
        match bytes[stop] {
            b'(' => depth += 1,
            b')' if depth == 0 => break,
            b')' => depth -= 1,
            b'<' | b'>' | b'"' | b'|' | b'[' | b']' | b'{' | b'}' | 0xE2 => break,
            _ => {}
        }
        stop += 1;
    }
    while stop > at + 1 && matches!(bytes[stop - 1], b'.' | b',' | b';' | b':' | b'!' | b'?' | b'\'' | b'*' | b'(') {
        stop -= 1;
    }
    stop
}

/// The end of the mail address that begins at `at`, if one does.
pub(super) fn mail_end(bytes: &[u8], at: usize) -> Option<usize> {
    let local =
        run(&bytes[at..], MAX_LOCAL, |b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'%' | b'+' | b'-'));
    let host = at + local + 1;
    if bytes.get(at + local) != Some(&b'@') || !bytes.get(host)?.is_ascii_alphanumeric() {
        return None;
    }
    Some(host + trimmed(bytes, host, run(&bytes[host..], MAX_DOMAIN, is_host)))
}

/// The end of the bare domain or file name that begins at `at` and ends at most at `stop`, the end of its dotted run.
pub(super) fn domain_end(bytes: &[u8], at: usize, stop: usize) -> Option<usize> {
    let stop = at + trimmed(bytes, at, stop - at);
    let name = std::str::from_utf8(&bytes[at..stop]).ok()?;
    let (before, last) = name.rsplit_once('.')?;
    let within = |list: &[&str]| list.iter().any(|known| known.eq_ignore_ascii_case(last));
    if before.is_empty() || before.contains("..") || !last.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return None;
    }
    let is_newsgroup = name.split('.').next().is_some_and(|first| NEWSGROUPS.contains(&first));
    if within(FILES) || is_newsgroup {
        return Some(stop);
    }
    let suspicious = within(ALSO_WORDS) && !is_like_host(before) && bytes.get(stop) != Some(&b'/');
    if !within(DOMAINS)
        || suspicious
        || last.starts_with(|c: char| c.is_uppercase()) && last.len() == 2 && before.len() < 4
    {
        return None;
    }
    Some(if bytes.get(stop) == Some(&b'/') { path_end(bytes, stop).max(stop) } else { stop })
}

/// Whether `name` looks like a host although the ending after it is a word: a digit, a hyphen or a further dot in it.
fn is_like_host(name: &str) -> bool {
    name.bytes().any(|b| b.is_ascii_digit() || b == b'-' || b == b'.') && name.bytes().all(|b| !b.is_ascii_uppercase())
}

/// The length of the dotted run (letters, digits, `_`, `-`, `.`) at `at`.
pub(super) fn dotted_run(bytes: &[u8], at: usize) -> usize {
    run(&bytes[at..], usize::MAX, |b| is_host(b) || b == b'_')
}

fn is_host(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-')
}

fn run(bytes: &[u8], most: usize, allowed: impl Fn(u8) -> bool) -> usize {
    bytes.iter().take(most).take_while(|&&b| allowed(b)).count()
}

fn trimmed(bytes: &[u8], at: usize, length: usize) -> usize {
    let run = &bytes[at..at + length];
    run.iter().rposition(|b| !matches!(b, b'.' | b'-')).map_or(0, |last| last + 1)
}
