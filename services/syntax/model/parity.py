"""Writes what spaCy says of the sentences of a parity file, in place.

Usage: parity.py FILE

Each line is a sentence, and for its tokens, separated by spaces: bytes between
the token and the one before it, and its own; tag; distance to its head; label;
whether it begins a name (B), goes on with one (I) or is outside (O); lemma. Only
the sentences are read. Backslashes, tabs and line feeds in fields are escaped.
"""

import sys

import en_core_web_sm

ESCAPES = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", " ": "\\s"}


def escaped(text, kept=""):
    return "".join(character if character in kept else ESCAPES.get(character, character) for character in text)


def unescaped(text):
    characters = iter(text)
    return "".join(
        {"t": "\t", "n": "\n", "s": " "}.get(escape := next(characters), escape) if character == "\\" else character
        for character in characters
    )


def line(sentence, doc):
    gaps, end = [], 0
    for token in doc:
        start = len(sentence[: token.idx].encode())
        size = len(token.text.encode())
        gaps.append(f"{start - end}+{size}")
        end = start + size
    fields = [
        gaps,
        [token.tag_ for token in doc],
        [str(token.head.i - token.i) for token in doc],
        [token.dep_ or "-" for token in doc],
        [token.ent_iob_ for token in doc],
        [escaped(token.lemma_) for token in doc],
    ]
    return "\t".join([escaped(sentence, kept=" "), *map(" ".join, fields)])


def main(path):
    nlp = en_core_web_sm.load()
    with open(path, encoding="utf-8", newline="\n") as file:
        sentences = [unescaped(text.rstrip("\n").split("\t")[0]) for text in file]
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        for sentence in sentences:
            file.write(line(sentence, nlp(sentence)) + "\n")


main(*sys.argv[1:])
