"""Writes weights and tables of spaCy's English small model as this crate reads
them. See README.md for how to run it.

Usage: make.py FILE [h|f]

The file is a line that names the format, then sections to its end: name, kind
(`f` for 32-bit floats, `h` for 16-bit floats, `t` for UTF-8 text) and the length
in bytes of what follows, all little-endian. Tables are lines of tab-separated
fields.
"""

import re
import struct
import sys

import en_core_web_sm
import numpy
import spacy
from spacy.attrs import IDS as ATTRIBUTES
from spacy.lang.en.norm_exceptions import NORM_EXCEPTIONS
from spacy.lang.norm_exceptions import BASE_NORMS
from spacy.symbols import IDS as SYMBOLS

FORMAT = b"sulh-syntax 1\n"

assert spacy.__version__ == "2.2.4", spacy.__version__
nlp = en_core_web_sm.load()
assert nlp.meta["version"] == "2.2.5", nlp.meta["version"]
strings = nlp.vocab.strings
tokenizer = nlp.tokenizer


class File:
    def __init__(self, path, float_kind):
        self.out = open(path, "wb")
        self.out.write(FORMAT)
        self.float_kind = float_kind

    def section(self, name, kind, content):
        name = name.encode()
        self.out.write(struct.pack("<B", len(name)) + name + kind + struct.pack("<I", len(content)))
        self.out.write(content)

    def floats(self, name, array):
        kind, dtype = {"f": (b"f", "<f4"), "h": (b"h", "<f2")}[self.float_kind]
        self.section(name, kind, numpy.ascontiguousarray(array, dtype=dtype).tobytes())

    def table(self, name, rows):
        lines = []
        for row in rows:
            for field in row:
                assert not set("\t\n") & set(field), row
            lines.append("\t".join(row))
        self.section(name, b"t", "\n".join(lines).encode())


def escaped(text):
    """Whitespace in a field as backslash escapes."""
    return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n")


def layers(model, kind):
    """Distinct layers of a kind, in order."""
    found = []

    def walk(layer):
        if type(layer).__name__ == kind and not any(layer is other for other in found):
            found.append(layer)
        for below in getattr(layer, "_layers", []):
            walk(below)
        if type(layer).__name__ == "LayerNorm":
            walk(layer.child)

    walk(model)
    return found


def tok2vec(file, name, model):
    embeds, maxouts, norms = (layers(model, kind) for kind in ("HashEmbed", "Maxout", "LayerNorm"))
    assert [embed.seed for embed in embeds] == [14, 15, 16, 17]
    assert [embed.vectors.shape for embed in embeds] == [(2000, 96)] + 3 * [(1000, 96)]
    assert [maxout.W.shape for maxout in maxouts] == [(96, 3, 384)] + 4 * [(96, 3, 288)]
    for feature, embed in zip(("norm", "prefix", "suffix", "shape"), embeds):
        file.floats(f"{name}.{feature}", embed.vectors)
    for index, (maxout, norm) in enumerate(zip(maxouts, norms)):
        file.floats(f"{name}.{index}.weights", maxout.W)
        file.floats(f"{name}.{index}.bias", maxout.b)
        file.floats(f"{name}.{index}.scale", norm.G)
        file.floats(f"{name}.{index}.shift", norm.b)


def transitions(file, name, pipe):
    lower, upper = pipe.model.lower, pipe.model.upper
    tok2vec(file, name, pipe.model.tok2vec)
    file.floats(f"{name}.lower.weights", lower.W)
    file.floats(f"{name}.lower.bias", lower.b)
    file.floats(f"{name}.lower.padding", lower.pad)
    file.floats(f"{name}.upper.weights", upper.W)
    file.floats(f"{name}.upper.bias", upper.b)
    assert not pipe.model.unseen_classes
    moves = [(move.split("-", 1) + [""])[:2] for move in pipe.move_names]
    if name == "names":
        # A one-token name without a type, which the list of names leaves out.
        assert moves[-1][0] == "O"
        moves.insert(-1, ["U", ""])
    assert len(moves) == upper.nO
    file.table(f"{name}.moves", moves)


def weights(file):
    tagger = nlp.tagger
    tok2vec(file, "tagger", tagger.model)
    (softmax,) = layers(tagger.model, "Softmax")
    file.floats("tagger.output.weights", softmax.W)
    file.floats("tagger.output.bias", softmax.b)
    file.table("tagger.tags", [[label] for label in tagger.labels])
    transitions(file, "parser", nlp.parser)
    transitions(file, "names", nlp.entity)


def characters(file):
    """Which classes of characters the tokenizer's patterns tell apart, found by
    asking them about every character; and Python's own."""
    prefix, suffix = tokenizer.prefix_search, tokenizer.suffix_search
    infixes = tokenizer.infix_finditer
    # A character that no pattern knows.
    other = "\x01"

    def length(match):
        return match.end() - match.start() if match else 0

    def infix(text, at):
        return any(match.start() == at for match in infixes(text))

    tests = [
        ("alphabetic", str.isalpha),
        ("upper", str.isupper),
        ("digit", str.isdigit),
        ("space", str.isspace),
        ("prefix", lambda c: c not in "+." and length(prefix(c + other)) == 1),
        ("suffix", lambda c: c not in "+." and length(suffix(other + c)) == 1),
        ("infix", lambda c: c != "." and infix(other + c + other, 1)),
        ("letter", lambda c: c != "," and infix(c + ",a", 1)),
        ("before-inner-period", lambda c: c != "." and infix(c + ".A", 1)),
        ("after-inner-period", lambda c: c != "." and infix("a." + c, 1)),
        ("before-final-period", lambda c: c != "." and length(suffix(other + c + ".")) == 1),
        ("initial", lambda c: c != "." and length(suffix(other + c + "A.")) == 1),
    ]
    file.table("characters.classes", [[name] for name, _ in tests])
    ranges = []
    for code in range(sys.maxunicode + 1):
        if 0xD800 <= code < 0xE000:
            continue
        mask = sum(1 << bit for bit, (_, test) in enumerate(tests) if test(chr(code)))
        if ranges and ranges[-1][1] == code - 1 and ranges[-1][2] == mask:
            ranges[-1][1] = code
        elif mask:
            ranges.append([code, code, mask])
    file.table("characters.ranges", [[f"{n:x}" for n in row] for row in ranges])


def tokenization(file):
    pattern = tokenizer.suffix_search.__self__.pattern
    after_digits = re.findall(r"\(\?<=\[0-9\]\)\(\?:([^)]*)\)\$", pattern)
    assert len(after_digits) == 2, "currencies and units"
    units = {unit.replace("\\", "") for group in after_digits for unit in group.split("|")}
    for unit in units:
        assert tokenizer.suffix_search("1" + unit), unit
    file.table("tokenizer.units", [[unit] for unit in sorted(units)])
    rows = []
    for text, pieces in sorted(tokenizer.rules.items()):
        row = [escaped(text)]
        assert "".join(piece[65] for piece in pieces) == text
        for piece in nlp.tokenizer(text):
            # What the rule says, not what is computed: a piece keeps the tag,
            # lemma and norm that it was given.
            rule = pieces[piece.i]
            row += [escaped(piece.text)]
            for attribute in ("NORM", "TAG", "LEMMA"):
                value = rule.get(ATTRIBUTES[attribute], "")
                row.append(escaped(value if isinstance(value, str) else strings[value]))
        rows.append(row)
    file.table("tokenizer.exceptions", rows)
    words = {lexeme.text for lexeme in nlp.vocab} | set(BASE_NORMS) | set(NORM_EXCEPTIONS)
    words |= {piece[65] for pieces in tokenizer.rules.values() for piece in pieces}
    norms = [[escaped(word), nlp.vocab[word].norm_] for word in sorted(words) if word]
    file.table("norms", [row for row in norms if row[1] != row[0].lower() and not row[0].startswith("\\")])
    file.table("symbols", [[name, str(number)] for name, number in sorted(SYMBOLS.items()) if name])


def lemmas(file):
    """The lemmatizer's tables for nouns, verbs and adjectives."""
    lookups = nlp.vocab.lookups
    index, exceptions, rules = (lookups.get_table(f"lemma_{name}") for name in ("index", "exc", "rules"))
    for part in ("noun", "verb", "adj"):
        file.table(f"lemma.{part}.rules", rules[part])
        words = sorted(set(index[part]), key=str.encode)
        file.table(f"lemma.{part}.words", [[word] for word in words])
        irregular = sorted(exceptions[part].items(), key=lambda row: row[0].encode())
        file.table(f"lemma.{part}.exceptions", [[word, *forms] for word, forms in irregular])
    special = []
    for (tag, orth), attributes in nlp.vocab.morphology.exc.items():
        lemma = strings[attributes[ATTRIBUTES["LEMMA"]]] if ATTRIBUTES["LEMMA"] in attributes else None
        # What stands for every pronoun says less than the pronoun.
        if lemma and lemma != "-PRON-":
            special.append([tag, strings[orth], lemma])
    file.table("lemma.special", sorted(special))


def main(path, float_kind="h"):
    file = File(path, float_kind)
    weights(file)
    characters(file)
    tokenization(file)
    lemmas(file)


main(*sys.argv[1:])
