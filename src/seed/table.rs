//! Reads the part of TOML that seed files use, many times faster than a full reader: every command reads all seeds first.
//!
//! Tables (`[name]`, `[[name]]`), comments, and keys whose value is a string in double quotes (escapes `\"` and `\\`), a list of such strings over
//! one line or several, or `true` or `false`. Says nothing of what the keys mean. A test reads the shipped files with a full reader too.

/// One table of a file: the head and its keys in order.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Table {
    pub(super) name: String,
    /// Byte of the head.
    pub(super) at: usize,
    pub(super) keys: Vec<Key>,
}

/// One `key = value`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Key {
    pub(super) name: String,
    /// Byte of the key.
    pub(super) at: usize,
    pub(super) value: Value,
}

/// What a key holds.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Value {
    Text(String),
    List(Vec<String>),
    Bool(bool),
}

/// What is wrong, and at which byte.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Wrong {
    pub(super) at: usize,
    pub(super) message: String,
}

type Read<T> = std::result::Result<T, Wrong>;

/// All tables of `text`.
pub(super) fn read(text: &str) -> Read<Vec<Table>> {
    let mut reader = Reader { text, at: 0 };
    let mut tables: Vec<Table> = Vec::new();
    loop {
        reader.skip(true);
        let at = reader.at;
        match reader.peek() {
            None => return Ok(tables),
            Some(b'[') => tables.push(Table { name: reader.head()?, at, keys: Vec::new() }),
            Some(_) => {
                let key = reader.key()?;
                let table = tables.last_mut().ok_or_else(|| wrong(at, "a key stands before the first table"))?;
                if table.keys.iter().any(|known| known.name == key.name) {
                    return Err(wrong(at, &format!("`{}` is given twice", key.name)));
                }
                table.keys.push(key);
            }
        }
        reader.end_of_line()?;
    }
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Passes over blanks, and over comments and line ends where `lines` says so.
    fn skip(&mut self, lines: bool) {
        while let Some(byte) = self.peek() {
            match byte {
                b' ' | b'\t' => self.at += 1,
                b'\r' | b'\n' if lines => self.at += 1,
                b'#' if lines => self.pass_line(),
                _ => return,
            }
        }
    }

    fn pass_line(&mut self) {
        let rest = &self.text.as_bytes()[self.at..];
        self.at += rest.iter().position(|&byte| byte == b'\n').unwrap_or(rest.len());
    }

    fn end_of_line(&mut self) -> Read<()> {
        self.skip(false);
        match self.peek() {
            None | Some(b'\n' | b'\r') => Ok(()),
            Some(b'#') => {
                self.pass_line();
                Ok(())
            }
            Some(_) => Err(wrong(self.at, "expected the end of the line")),
        }
    }

    /// `[name]` or `[[name]]`.
    fn head(&mut self) -> Read<String> {
        let double = self.text[self.at..].starts_with("[[");
        self.at += if double { 2 } else { 1 };
        let name = self.word()?;
        let end = if double { "]]" } else { "]" };
        if !self.text[self.at..].starts_with(end) {
            return Err(wrong(self.at, &format!("expected `{end}`")));
        }
        self.at += end.len();
        Ok(name)
    }

    /// A bare key.
    fn word(&mut self) -> Read<String> {
        let rest = &self.text[self.at..];
        let end = rest.bytes().position(|b| !b.is_ascii_alphanumeric() && b != b'_' && b != b'-').unwrap_or(rest.len());
        if end == 0 {
            return Err(wrong(self.at, "expected a name"));
        }
        self.at += end;
        Ok(rest[..end].to_owned())
    }

    fn key(&mut self) -> Read<Key> {
        let at = self.at;
        let name = self.word()?;
        self.skip(false);
        if self.peek() != Some(b'=') {
            return Err(wrong(self.at, "expected `=`"));
        }
        self.at += 1;
        self.skip(false);
        Ok(Key { name, at, value: self.value()? })
    }

    fn value(&mut self) -> Read<Value> {
        match self.peek() {
            Some(b'"') => Ok(Value::Text(self.string()?)),
            Some(b'[') => Ok(Value::List(self.list()?)),
            _ => {
                let at = self.at;
                match self.word().as_deref() {
                    Ok("true") => Ok(Value::Bool(true)),
                    Ok("false") => Ok(Value::Bool(false)),
                    _ => Err(wrong(at, "expected a string in double quotes, a list of strings, true or false")),
                }
            }
        }
    }

    fn list(&mut self) -> Read<Vec<String>> {
        self.at += 1;
        let mut items = Vec::new();
        loop {
            self.skip(true);
            match self.peek() {
                Some(b']') => break,
                Some(b'"') => items.push(self.string()?),
                _ => return Err(wrong(self.at, "expected a string in double quotes or `]`")),
            }
            self.skip(true);
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b']') => break,
                _ => return Err(wrong(self.at, "expected `,` or `]`")),
            }
        }
        self.at += 1;
        Ok(items)
    }

    fn string(&mut self) -> Read<String> {
        let start = self.at;
        self.at += 1;
        let mut out = String::new();
        loop {
            let rest = &self.text[self.at..];
            let stop = rest.bytes().position(|b| matches!(b, b'"' | b'\\' | b'\n')).unwrap_or(rest.len());
            out.push_str(&rest[..stop]);
            self.at += stop;
            match rest.as_bytes().get(stop..stop + 2).unwrap_or(&rest.as_bytes()[stop..]) {
                [b'"', ..] => break,
                [b'\\', escaped @ (b'"' | b'\\')] => out.push(char::from(*escaped)),
                [b'\\', ..] => return Err(wrong(self.at, "only \\\" and \\\\ can be escaped")),
                _ => return Err(wrong(start, "the string has no end")),
            }
            self.at += 2;
        }
        self.at += 1;
        Ok(out)
    }
}

fn wrong(at: usize, message: &str) -> Wrong {
    Wrong { at, message: message.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_keys_and_values_are_read() {
        let text = "# head\n[[a]]  # first\nx = \"one \\\"two\\\" \\\\\"\ny = [\n  \"é\", # note\n  \"f\",\n]\n\n[b]\nz = false\r\nempty = []\n";
        let tables = read(text).expect("the text is right");
        assert_eq!(tables.len(), 2);
        assert_eq!((tables[0].name.as_str(), tables[0].at), ("a", 7));
        assert_eq!(tables[0].keys[0].value, Value::Text("one \"two\" \\".to_owned()));
        assert_eq!(tables[0].keys[1].value, Value::List(vec!["é".to_owned(), "f".to_owned()]));
        assert_eq!(tables[1].keys[0].value, Value::Bool(false));
        assert_eq!(tables[1].keys[1].value, Value::List(Vec::new()));
        assert_eq!(read(""), Ok(Vec::new()));
    }

    fn check_wrong(text: &str, at: usize, message: &str) {
        assert_eq!(read(text), Err(wrong(at, message)), "{text}");
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place() {
        check_wrong("x = true\n", 0, "a key stands before the first table");
        check_wrong("[[a]\n", 3, "expected `]]`");
        check_wrong("[a]\nx true\n", 6, "expected `=`");
        check_wrong("[a]\nx = 3\n", 8, "expected a string in double quotes, a list of strings, true or false");
        check_wrong("[a]\nx = \"b\n", 8, "the string has no end");
        check_wrong("[a]\nx = \"b\\n\"\n", 10, "only \\\" and \\\\ can be escaped");
        check_wrong("[a]\nx = [\"b\" \"c\"]\n", 13, "expected `,` or `]`");
        check_wrong("[a]\nx = [1]\n", 9, "expected a string in double quotes or `]`");
        check_wrong("[a]\nx = \"b\" y\n", 12, "expected the end of the line");
        check_wrong("[a]\nx = \"b\"\nx = \"c\"\n", 12, "`x` is given twice");
        check_wrong("[a]\n= \"b\"\n", 4, "expected a name");
        check_wrong("[a]\nx = \"b\\", 10, "only \\\" and \\\\ can be escaped");
    }

    #[test]
    fn a_full_reader_reads_the_shipped_files_too() {
        for text in [
            include_str!("../../seeds/actors/states.toml"),
            include_str!("../../seeds/actors/organisations.toml"),
            include_str!("../../seeds/actors/persons.toml"),
            include_str!("../../seeds/places.toml"),
            include_str!("../../seeds/names/given.toml"),
        ] {
            let full: toml::Table = toml::from_str(text).expect("the file is TOML");
            let keys = |table: &toml::Table| table.len();
            let count: usize = full
                .values()
                .map(|value| match value {
                    toml::Value::Array(tables) => tables.iter().filter_map(toml::Value::as_table).map(keys).sum(),
                    value => value.as_table().map_or(0, keys),
                })
                .sum();
            let tables = read(text).expect("the file is in the part of TOML that seeds use");
            assert_eq!(tables.iter().map(|table| table.keys.len()).sum::<usize>(), count);
        }
    }
}
