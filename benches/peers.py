"""How do other programs read the same texts: ufal.udpipe trained on the same treebanks, wink-nlp and compromise as they come?

    python3 benches/peers.py --quidnunc target/release/quidnunc --train ewt-train.conllu gum-open-train.conllu \
        --test ewt-test.conllu gum-open-test.conllu --text news.txt --work /tmp/peers

Needs `pip install ufal.udpipe`, and in the folder named by --work `npm install wink-nlp wink-eng-lite-web-model compromise`. What is
missing is left out, and said. Prints a table: tags and trees from the treebanks' own words, words a second on one core from raw text.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path


def main():
    options = arguments()
    text = Path(options.text).read_text(encoding="utf-8")
    rows = [quidnunc(options)]
    for peer in (udpipe, javascript):
        try:
            rows += peer(options, text)
        except (ImportError, OSError, subprocess.CalledProcessError) as error:
            print(f"left out: {peer.__name__}: {error}", file=sys.stderr)
    heads = ["program"] + [f"{Path(t).stem} {m}" for t in options.test for m in ("UPOS", "LAS")] + ["words/s"]
    for row in [heads, ["---"] * len(heads), *rows]:
        print("| " + " | ".join(map(str, row)) + " |")


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--quidnunc", required=True)
    parser.add_argument("--train", nargs="+", required=True)
    parser.add_argument("--test", nargs="+", required=True)
    parser.add_argument("--text", required=True, help="plain text whose reading is timed")
    parser.add_argument("--work", required=True, help="folder for the trained model, with node_modules")
    return parser.parse_args()


def sentences(path):
    """Rows of words of every sentence: form, tag, head, relation."""
    for block in Path(path).read_text(encoding="utf-8").strip().split("\n\n"):
        rows = [line.split("\t") for line in block.split("\n") if line[:1].isdigit()]
        yield [row for row in rows if row[0].isdigit()]


def quidnunc(options):
    figures = []
    for test in options.test:
        said = subprocess.run([options.quidnunc, "evaluate", "--conllu", test], check=True, capture_output=True, text=True).stdout
        said = dict(line.split()[:2] for line in said.splitlines() if len(line.split()) > 1)
        figures += [said["UPOS"], said["LAS"]]
    environment = {**os.environ, "RAYON_NUM_THREADS": "1"}
    out = str(Path(options.work) / "quidnunc.conllu")
    begin = time.time()
    command = [options.quidnunc, "analyse", options.text, "--format", "conllu", "-o", out]
    subprocess.run(command, check=True, env=environment, capture_output=True)
    seconds = time.time() - begin
    return ["quidnunc", *figures, round(sum(map(len, sentences(out))) / seconds)]


# A short course, so that it ends within half an hour: the tagger learns universal tags alone, the parser from a static oracle and without features.
UNTAGGED = ";".join(f"use_{what}=0;provide_{what}=0" for what in ("lemma", "xpostag", "feats"))
UDPIPE = {
    "tokenizer": ("epochs=10", "none", "none"),
    "tagger": ("none", f"{UNTAGGED};iterations=5", "none"),
    "parser": ("none", "none", "iterations=3;transition_oracle=static;structured_interval=0;embedding_feats=0"),
}


def udpipe(options, text):
    from ufal.udpipe import InputFormat, Model, ProcessingError, Sentence, Sentences, Trainer

    def trained(part):
        path = Path(options.work) / f"udpipe-{part}.model"
        if not path.exists():
            train, error = Sentences(), ProcessingError()
            for treebank in options.train:
                reader = InputFormat.newConlluInputFormat()
                reader.setText(Path(treebank).read_text(encoding="utf-8"))
                sentence = Sentence()
                while reader.nextSentence(sentence, error):
                    train.push_back(sentence)
                    sentence = Sentence()
            path.write_bytes(Trainer.train("morphodita_parsito", train, Sentences(), *UDPIPE[part], error))
            if error.occurred():
                raise OSError(error.message)
        return Model.load(str(path))

    tokenizer, tagger, parser = map(trained, UDPIPE)
    figures = []
    for test in options.test:
        right_tags = right_trees = words = 0
        for gold in sentences(test):
            sentence = Sentence()
            for row in gold:
                sentence.addWord(row[1])
            tagger.tag(sentence, Model.DEFAULT)
            parser.parse(sentence, "beam_search=1")
            for row, word in zip(gold, list(sentence.words)[1:]):
                words += 1
                right_tags += word.upostag == row[3]
                right_trees += word.head == int(row[6]) and word.deprel == row[7]
        figures += [f"{100 * right_tags / words:.2f}", f"{100 * right_trees / words:.2f}"]
    begin, words = time.time(), 0
    reader = tokenizer.newTokenizer(Model.DEFAULT)
    reader.setText(text)
    sentence, error = Sentence(), ProcessingError()
    while reader.nextSentence(sentence, error):
        tagger.tag(sentence, Model.DEFAULT)
        parser.parse(sentence, "beam_search=1")
        words += len(sentence.words) - 1
        sentence = Sentence()
    return [["UDPipe 1, a short course, beam 1", *figures, round(words / (time.time() - begin))]]


# Tags of compromise that say a universal part of speech, the narrow ones first.
JAVASCRIPT = r"""
const fs = require('fs')
const [tests, text] = [JSON.parse(process.argv[2]), fs.readFileSync(process.argv[3], 'utf8')]
const read = path => fs.readFileSync(path, 'utf8').trim().split('\n\n').map(block =>
  block.split('\n').filter(line => /^\d+\t/.test(line)).map(line => line.split('\t')))
const share = (right, all) => (100 * right / all).toFixed(2)
const rows = []
function measure(name, tags, words) {
  const figures = []
  for (const path of tests) {
    let [right, all] = [0, 0]
    for (const gold of read(path)) {
      const found = tags(gold.map(row => row[1]))
      gold.forEach((row, i) => { all++; right += found[i] === row[3] })
    }
    figures.push(share(right, all), '')
  }
  const begin = process.hrtime.bigint()
  const count = words(text)
  rows.push([name, ...figures, Math.round(count / (Number(process.hrtime.bigint() - begin) / 1e9))])
}
try {
  const nlp = require('wink-nlp')(require('wink-eng-lite-web-model'))
  const its = nlp.its
  // Its words are laid beside the treebank's by their letters; a word that it cuts has the tag of its first part.
  const tags = forms => {
    const doc = nlp.readDoc(forms.join(' '))
    return laid(forms, doc.tokens().out(), doc.tokens().out(its.pos))
  }
  measure('wink-nlp', tags, text => nlp.readDoc(text).tokens().out(its.pos).length)
} catch (error) { console.error('left out: wink-nlp: ' + error.message) }
try {
  const nlp = require('compromise')
  const MAP = [['Auxiliary', 'AUX'], ['Modal', 'AUX'], ['Copula', 'AUX'], ['Pronoun', 'PRON'], ['Possessive', 'PRON'],
    ['ProperNoun', 'PROPN'], ['Value', 'NUM'], ['Adverb', 'ADV'], ['Verb', 'VERB'], ['Adjective', 'ADJ'], ['Noun', 'NOUN'],
    ['Determiner', 'DET'], ['Conjunction', 'CCONJ'], ['Preposition', 'ADP'], ['Expression', 'INTJ']]
  const tag = term => /^[\p{P}\p{S}]+$/u.test(term.text) ? 'PUNCT' : (MAP.find(([name]) => term.tags.includes(name)) || [0, 'X'])[1]
  const terms = text => nlp(text).json({ terms: { tags: true } }).flatMap(sentence => sentence.terms)
  const tags = forms => {
    const found = terms(forms.join(' '))
    return laid(forms, found.map(term => term.text), found.map(tag), found).map((tag, i) =>
      /^[\p{P}\p{S}]+$/u.test(forms[i]) ? 'PUNCT' : tag)
  }
  measure('compromise', tags, text => terms(text).length)
} catch (error) { console.error('left out: compromise: ' + error.message) }
// `terms` hold the marks before and after each word, where the program keeps them apart.
function laid(forms, words, tags, terms) {
  const starts = new Map()
  let at = 0
  words.forEach((word, i) => {
    const length = text => (text || '').replace(/\s/g, '').length
    at += terms ? length(terms[i].pre) : 0
    if (!starts.has(at)) starts.set(at, tags[i])
    at += length(word) + (terms ? length(terms[i].post) : 0)
  })
  at = 0
  return forms.map(form => { const tag = starts.get(at); at += form.replace(/\s/g, '').length; return tag })
}
console.log(JSON.stringify(rows))
"""


def javascript(options, text):
    script = Path(options.work) / "peers.cjs"
    script.write_text(JAVASCRIPT, encoding="utf-8")
    tests = json.dumps([str(Path(test).resolve()) for test in options.test])
    command = ["node", "peers.cjs", tests, str(Path(options.text).resolve())]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=options.work).stdout)


if __name__ == "__main__":
    main()
