//! The program as a user runs it: what it says, what it leaves behind, and its exit code.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

/// A folder of its own for each test, empty at the start.
pub(crate) fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).expect("the target folder can be written");
    path
}

/// Runs the program.
pub(crate) fn quidnunc(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_quidnunc")).args(arguments).output().expect("the program starts")
}

/// Runs it and checks exit code and what stderr says.
fn check(arguments: &[&str], code: i32, says: &[&str]) -> Output {
    let output = quidnunc(arguments);
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {stderr}");
    for words in says {
        assert!(stderr.contains(words), "{arguments:?} should say {words:?}, says {stderr}");
    }
    output
}

fn write(folder: &Path, name: &str, bytes: &[u8]) -> String {
    let path = folder.join(name);
    fs::write(&path, bytes).expect("the target folder can be written");
    path.display().to_string()
}

#[test]
fn bad_input_is_named_and_the_rest_is_done() {
    let folder = folder("bad-input");
    let good = write(&folder, "good.txt", b"Oslo released two sailors on Monday.\n");
    let cases: &[(&str, &[u8], &str)] = &[
        ("empty.txt", b"", "the file is empty"),
        ("binary.txt", b"PK\x03\x04\0\0", "the file is binary"),
        ("latin.txt", b"one\nd\xe9j\xe0", "line 2: not UTF-8"),
        ("bad.jsonl", b"{\"text\": \"Fine.\"}\n{broken\n{\"text\": \"Fine too.\"}\n", "line 2"),
    ];
    for (name, bytes, message) in cases {
        let bad = write(&folder, name, bytes);
        let output = check(&["extract", &bad, &good], 1, &["error: cannot read", name, message, "hint: "]);
        let records = String::from_utf8(output.stdout).expect("records are text");
        assert!(records.contains("good.txt"), "{name} held up the rest");
    }
}

#[test]
fn a_line_without_end_is_passed_over() {
    let folder = folder("long-line");
    let long = [b"{\"text\": \"".as_slice(), &vec![b'x'; 50 << 20], b"\"}\n{\"text\": \"Oslo freed him.\"}\n"].concat();
    let path = write(&folder, "long.jsonl", &long);
    let output = check(&["extract", &path], 1, &["long.jsonl, line 1", "longer than"]);
    assert_eq!(output.stdout.iter().filter(|&&b| b == b'\n').count(), 1);
    let text = write(&folder, "long.txt", &vec![b'x'; 50 << 20]);
    check(&["extract", &text], 2, &["long.txt", "longer than", "no document could be read"]);
}

#[test]
fn half_characters_in_json_are_replaced() {
    let folder = folder("half-characters");
    let lines = br#"{"text": "Oslo freed him."}
{"text": "Oslo freed\ud83d him.\udead"}
"#;
    let path = write(&folder, "half.jsonl", lines);
    let output = check(&["extract", &path], 0, &[]);
    let records: Vec<_> = output.stdout.split(|&byte| byte == b'\n').map(String::from_utf8_lossy).collect();
    assert!(
        !records[0].contains("surrogate") && records[1].contains("half.jsonl, line 2: lone surrogates"),
        "{records:?}"
    );
}

#[test]
fn seeds_of_ones_own_are_known() {
    let folder = folder("own-seeds");
    let text = write(&folder, "a.txt", b"The Zembla Board freed the mayor on Monday.\n");
    let seeds = "[[organisation]]\nname = \"Board of Zembla\"\naliases = [\"Zembla Board\"]\n";
    let seeds = write(&folder, "mine.toml", seeds.as_bytes());
    let known = check(&["extract", &text, "--seeds", &seeds], 0, &[]);
    assert!(String::from_utf8_lossy(&known.stdout).contains("\"Board of Zembla\""));
    let wrong = write(&folder, "wrong.toml", b"[[organisation]]\nnme = \"Board of Zembla\"\n");
    check(&["extract", &text, "--seeds", &wrong], 2, &["wrong.toml:2:1", "did you mean `name`"]);
}

#[test]
fn a_folder_is_read_again_as_it_was() {
    let folder = folder("again");
    write(&folder, "a.txt", b"Oslo released two sailors in exchange for fuel from Bergen Oil.\n");
    let path = folder.display().to_string();
    check(&["build", &path, "--out", &path], 0, &["1 documents"]);
    let first = fs::read(folder.join("graph.nt")).expect("it was written");
    check(&["build", &path, "--out", &path], 0, &["1 documents"]);
    assert_eq!(fs::read(folder.join("graph.nt")).expect("it was written"), first);
}

#[test]
fn what_is_doubtful_in_a_document_is_said() {
    let folder = folder("doubtful");
    let late = write(&folder, "late.txt", b"---\ndate: 14 December 2025\n---\nOslo freed him.\n");
    check(&["extract", &late], 0, &["late.txt: the date \"14 December 2025\""]);
    let lines = b"\xef\xbb\xbf{\"text\": \"Oslo freed him.\", \"id\": 7, \"published\": \"2025-12-14T10:00:00Z\"}\n";
    let lines = write(&folder, "feed.jsonl", lines);
    let output = check(&["extract", &lines], 0, &[]);
    let record = String::from_utf8_lossy(&output.stdout);
    assert!(record.contains("feed.jsonl#7\"") && record.contains("\"published\":\"2025-12-14\""), "{record}");
}

#[test]
fn names_have_one_line() {
    let folder = folder("wrapped");
    let lines = "The council of the northern town said on Monday evening that Robert\nBrown, its mayor for eleven years, had asked the police to arrest two\nmen \
                 of the port who were seen near the old bridge when it fell into the\nriver in May. They work for Acme \t Trading.\n";
    let text = write(&folder, "a.txt", lines.as_bytes());
    let output = check(&["extract", &text], 0, &[]);
    let record = String::from_utf8_lossy(&output.stdout);
    assert!(record.contains("\"name\":\"Robert Brown\"") && record.contains("\"text\":\"Robert\\nBrown\""), "{record}");
    assert!(record.contains("\"name\":\"Acme Trading\""), "{record}");
}

#[test]
fn an_output_is_a_file_a_folder_or_a_stream() {
    let folder = folder("outputs");
    let text = write(&folder, "a.txt", b"Oslo released two sailors.\n");
    let output = check(&["build", &text, "--out", "-", "-f", "nt"], 0, &["wrote -"]);
    assert!(String::from_utf8_lossy(&output.stdout).contains("> <"));
    check(&["build", &text, "--out", "-"], 2, &["name it with --format"]);
    let dotted = format!("{}/new.d/", folder.display());
    check(&["build", &text, "--out", &dotted, "-f", "nt"], 0, &["graph.nt"]);
    let plain = folder.join("plain.ttl").display().to_string();
    check(&["build", &text, "--out", &plain, "-f", "ttl.gz"], 2, &["does not end in .gz"]);
    check(&["build", &text, "--out", &plain, "--issued", "yesterday"], 2, &["--issued yesterday is no date"]);
}

#[test]
fn missing_input_is_an_error() {
    let empty = folder("nothing-here");
    check(&["extract", "no/such/file.txt"], 2, &["no/such/file.txt", "hint: check the path"]);
    check(&["extract", &empty.display().to_string()], 2, &["the folder holds nothing to read"]);
    check(&["build", "no/such", "--out", "graph.xyz"], 2, &["xyz", "hint: "]);
    check(&["frobnicate"], 2, &["unrecognized subcommand"]);
}

#[test]
fn an_output_that_cannot_be_written_is_left_alone() {
    let folder = folder("unwritable");
    let good = write(&folder, "good.txt", b"Oslo released two sailors on Monday.\n");
    let target = folder.join("no-such-folder").join("graph.ttl").display().to_string();
    check(&["build", &good, "--out", &target], 2, &["cannot write", "graph.ttl", "hint: "]);
    let old = write(&folder, "graph.ttl", b"old");
    fs::remove_file(&good).expect("it was written");
    check(&["build", &good, "--out", &old], 2, &["good.txt"]);
    assert_eq!(fs::read(&old).expect("it stays"), b"old");
    assert_eq!(fs::read_dir(&folder).expect("it is there").count(), 1, "something was left behind");
}

#[cfg(unix)]
#[test]
fn links_and_pipes_stay_what_they_are() {
    use std::os::unix::fs::{FileTypeExt, symlink};
    let folder = folder("links");
    let text = write(&folder, "a.txt", b"Oslo freed two sailors.\n");
    let file = |name: &str| folder.join(name).display().to_string();
    write(&folder, "target.ttl", b"old");
    symlink("target.ttl", folder.join("link.ttl")).expect("links can be made");
    check(&["build", &text, "--out", &file("link.ttl")], 0, &[]);
    assert!(folder.join("link.ttl").is_symlink(), "the link was replaced");
    let written = fs::read(folder.join("target.ttl")).expect("it was written");
    assert!(written.starts_with(b"@prefix"), "the link's file was not written");

    let made = std::process::Command::new("mkfifo").arg(file("pipe.ttl")).status().expect("mkfifo is there");
    assert!(made.success());
    let pipe = folder.join("pipe.ttl");
    let reader = std::thread::spawn(move || fs::read(pipe));
    check(&["build", &text, "--out", &file("pipe.ttl")], 0, &[]);
    assert!(fs::symlink_metadata(folder.join("pipe.ttl")).expect("it is there").file_type().is_fifo());
    assert_eq!(reader.join().expect("it ends").expect("it is read"), written);
}

#[test]
fn explain_shows_every_stage() {
    let output = check(&["explain", "Oslo released two sailors in exchange for fuel."], 0, &[]);
    let shown = String::from_utf8(output.stdout).expect("words are text");
    for part in ["nsubj", "released", "RETREAT", "two sailors"] {
        assert!(shown.to_lowercase().contains(&part.to_lowercase()), "{part} is missing in:\n{shown}");
    }
}

#[test]
fn glossary_and_formats_are_listed() {
    check(&["glossary", "nsubj:pass"], 0, &[]);
    check(&["glossary", "nonsense"], 2, &["is no tag or relation"]);
    let output = check(&["formats"], 0, &[]);
    let listed = String::from_utf8_lossy(&output.stdout).into_owned();
    for words in ["text/turtle", "Gephi", "leaves out", "profile    core", ".gz or .zst"] {
        assert!(listed.contains(words), "{words} is missing in {listed}");
    }
}

/// Two sentences with gold trees, in a file.
fn treebank(folder: &Path) -> String {
    let words = [
        "# sent_id = a-1",
        "1\tOslo\tOslo\tPROPN\tNNP\t_\t2\tnsubj\t_\t_",
        "2\tfreed\tfree\tVERB\tVBD\t_\t0\troot\t_\t_",
        "3\tsailors\tsailor\tNOUN\tNNS\t_\t2\tobj\t_\tSpaceAfter=No",
        "4\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_",
        "\n",
    ];
    write(folder, "gold.conllu", words.join("\n").as_bytes())
}

#[test]
fn evaluate_measures_a_treebank() {
    let folder = folder("evaluate");
    let gold = treebank(&folder);
    let names = b"# sent_id = a-1\n1\tOslo\tB-LOC\n2\tfreed\tO\n3\tsailors\tO\n4\t.\tO\n\n";
    let names = write(&folder, "names.iob2", names);
    let other = write(&folder, "other.iob2", b"# sent_id = b-1\n1\tRiga\tB-LOC\n\n");
    let broken = write(&folder, "broken.conllu", b"1 Oslo\n");
    let measured = |extra: &[&str], says: &[&str]| {
        let output = check(&[&["evaluate", "--conllu", gold.as_str()], extra].concat(), 0, says);
        String::from_utf8(output.stdout).expect("figures are text")
    };
    let words = measured(&[], &[]);
    assert!(words.contains("tokens       100.00") && words.contains("LAS"), "{words}");
    assert!(!words.contains("names"), "{words}");
    let raw = measured(&["--raw", "--names", &names], &["names are known for 1 of 1 sentences"]);
    assert!(raw.contains("names"), "{raw}");
    check(&["evaluate", "--conllu", &gold, "--names", &other], 2, &["names no sentence of the treebank", "hint: "]);
    check(&["evaluate", "--conllu", &broken], 2, &["broken.conllu", "line 1", "ten columns", "hint: "]);
    check(&["evaluate", "--conllu", "no/such.conllu"], 2, &["no/such.conllu", "hint: "]);
}

#[test]
fn analyse_writes_words_and_trees() {
    let folder = folder("analyse");
    let text = write(&folder, "a.txt", "“Oslo” freed sailors.\n".as_bytes());
    let conllu = check(&["analyse", &text], 0, &[]).stdout;
    let conllu = String::from_utf8(conllu).expect("CoNLL-U is text");
    assert!(conllu.contains("# text = “Oslo” freed sailors.\n1\t“\t"), "{conllu}");
    let again = write(&folder, "a.conllu", conllu.as_bytes());
    let figures = check(&["evaluate", "--conllu", &again], 0, &[]).stdout;
    assert!(String::from_utf8_lossy(&figures).contains("LAS          100.00"));
    let json = check(&["analyse", "--format", "json", &text, "no/such.txt"], 1, &["no/such.txt"]).stdout;
    let json: serde_json::Value = serde_json::from_slice(&json).expect("one line of JSON");
    let word = &json["sentences"][0]["tokens"][1];
    assert_eq!((&word["text"], &word["start"], &word["end"]), (&"Oslo".into(), &1.into(), &5.into()));
}

#[test]
fn stats_count_what_was_found() {
    let folder = folder("stats");
    let text = write(&folder, "a.txt", b"Peru freed two sailors. Peru slept. Rain!\n");
    let shown = check(&["stats", &text, "no/such.txt"], 1, &["no/such.txt"]).stdout;
    let shown = String::from_utf8(shown).expect("figures are text");
    for part in ["documents         1", "1 RETREAT", "1 State", "33.3 % of sentences", "most often 1 sleep"] {
        assert!(shown.contains(part), "{part} is missing in:\n{shown}");
    }
    let json = check(&["stats", "--format", "json", &text], 0, &[]).stdout;
    let json: serde_json::Value = serde_json::from_slice(&json).expect("one JSON object");
    assert_eq!((&json["actions"]["RETREAT"], &json["most_unread"][0]["lemma"]), (&1.into(), &"sleep".into()));
    check(&["stats", "no/such.txt"], 2, &["no document could be read"]);
}

#[test]
fn identities_are_proposed_decided_and_replayed() {
    let folder = folder("identities");
    let bank = write(&folder, "bank.txt", b"John Smith, a British banker, sued Barclays in London.\n");
    let club = write(&folder, "club.txt", b"John Smith, a cricketer, praised Kolkata Knight Riders in India.\n");
    let file = folder.join("who.toml").display().to_string();
    check(&["identities", &bank, &club, "--out", &file], 0, &["1 proposals; 0 decided"]);
    let proposed = fs::read_to_string(&file).expect("it was written");
    assert!(proposed.contains("55 of 100: the same name") && proposed.contains("told in bank.txt"), "{proposed}");
    let nodes = |identities: &[&str]| {
        let out = folder.join("graph.nodes.csv").display().to_string();
        check(&[&["build", &bank, &club, "--out", &out], identities].concat(), 0, &[]);
        fs::read_to_string(out).expect("it was written").matches("John Smith").count()
    };
    let apart = nodes(&["--identities", &file]);
    let open = proposed.lines().find(|line| line.contains("# [\"John Smith (Person) @ ")).expect("a proposal");
    let decided = write(&folder, "who.toml", proposed.replace(open, &open.replace("# [", "[")).as_bytes());
    assert!(nodes(&["--identities", &decided]) < apart);
    check(&["identities", &bank, &club, "--identities", &decided, "--out", &file], 0, &["0 proposals; 1 decided"]);
    let kept = fs::read_to_string(&file).expect("it was written");
    check(&["identities", &bank, &club, "--identities", &file, "--out", &file], 0, &["0 proposals; 1 decided"]);
    assert_eq!(fs::read_to_string(&file).expect("it was written"), kept, "decisions are replayed");
    let bad = write(&folder, "bad.toml", b"same = [\n[\"one\"],\n]\n");
    check(
        &["build", &bank, "--out", "graph.ttl", "--identities", &bad],
        2,
        &["bad.toml, line 2", "two actors", "hint: "],
    );
    check(&["ledger", &bank, "--identities", "no/such.toml"], 2, &["no/such.toml", "hint: "]);
}

#[test]
fn train_says_what_is_missing() {
    let folder = folder("train");
    let (gold, out) = (treebank(&folder), folder.join("new.model").display().to_string());
    let vectors = write(&folder, "vectors.json", b"{}");
    let train = |treebank: &str, vectors: &str, says: &[&str]| {
        check(&["train", "--treebanks", treebank, "--vectors", vectors, "--out", &out], 2, says);
    };
    train(&gold, "no/such.json", &["no/such.json", "hint: "]);
    train(&gold, &vectors, &["the word vectors are not"]);
    train(&vectors, &vectors, &["error: "]);
    assert!(!Path::new(&out).exists());
}

#[test]
fn packed_files_hold_the_same() {
    let folder = folder("packed");
    let text = write(&folder, "a.txt", b"Oslo freed two sailors.\n");
    let file = |name: &str| folder.join(name).display().to_string();
    check(&["build", &text, "--out", &file("graph.nt")], 0, &[]);
    let plain = fs::read(folder.join("graph.nt")).expect("it was written");
    for name in ["graph.nt.gz", "graph.nt.zst"] {
        check(&["build", &text, "--out", &file(name)], 0, &[name]);
        let packed = fs::read(folder.join(name)).expect("it was written");
        let mut read = vec![];
        let mut unpacked = quidnunc::compress::unpack(packed.as_slice()).expect("it is packed");
        std::io::Read::read_to_end(&mut unpacked, &mut read).expect("it is whole");
        assert!(packed.len() < plain.len() && read == plain, "{name}");
    }
    check(
        &["build", &text, "--out", &file("all"), "--format", "ttl.gz", "--format", "gexf"],
        0,
        &["graph.ttl.gz", "graph.gexf"],
    );
}

#[test]
fn a_graph_is_read_back_and_written_in_other_formats() {
    let folder = folder("export");
    let text =
        write(&folder, "a.txt", b"Oslo freed two sailors. Egypt lifted sanctions on Norway in exchange for fuel.\n");
    let file = |name: &str| folder.join(name).display().to_string();
    let bytes = |name: &str| fs::read(folder.join(name)).expect("it was written");
    check(&["build", &text, "--out", &file("all"), "--licence", "https://example.org/free", "--title", "T"], 0, &[]);
    let whole = ["nt", "nq", "ttl", "trig", "rdf", "jsonld", "quidnunc.json"];
    for from in whole {
        check(&["export", &file(&format!("all/graph.{from}")), "--out", &file("again")], 0, &["wrote"]);
        for entry in fs::read_dir(folder.join("all")).expect("it was made") {
            let name = entry.expect("readable").file_name().to_string_lossy().into_owned();
            assert!(
                bytes(&format!("again/{name}")) == bytes(&format!("all/{name}")),
                "{name} made from {from} differs"
            );
        }
    }
    check(&["export", &file("all/graph.nq"), "--out", &file("packed.trig.zst")], 0, &[]);
    check(&["export", &file("packed.trig.zst"), "--out", &file("unpacked.trig")], 0, &[]);
    assert_eq!(bytes("unpacked.trig"), bytes("all/graph.trig"));
    check(&["export", &file("all/graph.nt"), "--profile", "core", "--out", &file("core.ttl")], 0, &[]);
    check(&["export", &file("core.ttl"), "--out", &file("core.gexf")], 0, &["note: the file is a core export"]);
    check(
        &["export", &file("all/graph.gexf"), "--out", &file("x.nt")],
        2,
        &["cannot be read back from GEXF", "hint: formats"],
    );
    check(
        &["export", &file("none.nt"), "--out", &file("x.nt")],
        2,
        &["cannot read", "none.nt", "hint: check the path"],
    );
    let broken = write(&folder, "broken.nt", b"<a:b> <a:c> <a:d> .\n<a:b> <a:c .\n");
    check(&["export", &broken, "--out", &file("x.nt")], 2, &["broken.nt: line 2", "hint: "]);
}

#[test]
fn a_part_of_a_graph_is_selected() {
    let folder = folder("select");
    let text =
        write(&folder, "a.txt", b"Oslo freed two sailors. Egypt lifted sanctions on Norway in exchange for fuel.\n");
    let out = folder.join("graph.nt").display().to_string();
    let build = |extra: &[&str], code: i32, says: &[&str]| {
        check(&[&["build", text.as_str(), "--out", &out], extra].concat(), code, says);
    };
    build(&["--only", "exchanges"], 0, &["left out: "]);
    build(&["--around", "Egypt", "--depth", "2"], 0, &["wrote"]);
    build(&["--around", "Egipt"], 2, &["no actor is called `Egipt`", "did you mean: Egypt"]);
    build(&["--filter", "type=RETREAT; sources>=2"], 0, &["left out: ", "0 actions"]);
    build(&["--filter", "factuality=true"], 2, &["unknown value `true`", "conditional"]);
    build(&["--filter", "type=RETRET"], 2, &["no action is of type `RETRET`", "did you mean: RETREAT"]);
    build(&["--around", "Zanzibar"], 2, &["no actor is called `Zanzibar`", "hint: a file nodes.csv"]);
    build(&["--max-nodes", "1"], 0, &["left out: ", "0 exchanges"]);
    build(&["--licence", "free"], 2, &["licence `free`", "creativecommons"]);
    build(&["--base", "nowhere"], 2, &["base `nowhere`", "hint: "]);
}
