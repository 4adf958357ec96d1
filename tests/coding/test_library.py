"""The project's own codebook and library are complete, known and its own."""

import re
from collections import Counter

import pytest
from rapidfuzz import fuzz, process

from pipeline.model import Level
from pipeline.store.codebook import read_codebook, read_library
from pipeline.text.folding import fold

_SENTENCES = re.compile(r"\n+|(?<=[.;:])\s+")


@pytest.fixture(scope="module")
def codebook(root):
    return read_codebook(root / "corpus/codebook.yaml")


@pytest.fixture(scope="module")
def library(root):
    return read_library(root / "corpus/library")


def test_the_codebook_has_28_provisions_with_examples_of_both_levels(codebook):
    assert len(codebook.provisions) == 28
    for provision in codebook.provisions:
        levels = [example.level for example in provision.examples]
        assert levels.count(Level.RULES) >= 1, provision.id
        assert levels.count(Level.MENTION) >= 1, provision.id
        assert len(provision.cues) >= 12, provision.id
        assert len(provision.cues) == len(set(provision.cues)), provision.id


def test_every_code_of_the_library_is_in_the_codebook(codebook, library):
    known = {provision.id for provision in codebook.provisions}

    assert {name for clause in library for name, _ in clause.codes} == known


def test_every_provision_has_clauses_at_both_levels_in_several_voices(codebook, library):
    voices = {
        (name, level): {entry.voice for entry in library if (name, level) in entry.codes}
        for name, level in Counter(code for entry in library for code in entry.codes)
    }
    for provision in codebook.provisions:
        assert len(voices[provision.id, Level.RULES]) >= 8, provision.id
        assert len(voices[provision.id, Level.MENTION]) >= 3, provision.id


def test_every_provision_has_many_clauses_of_each_level(codebook, library):
    counts = Counter(code for entry in library for code in entry.codes)

    for provision in codebook.provisions:
        assert counts[provision.id, Level.RULES] >= 60, provision.id
        assert counts[provision.id, Level.MENTION] >= 25, provision.id
    assert sum(not entry.codes for entry in library) >= 400


def test_no_clause_of_the_library_is_given_twice(library):
    keys = Counter((entry.heading, entry.intro, entry.text) for entry in library)

    assert [key for key, count in keys.items() if count > 1] == []


def test_each_file_holds_the_clauses_of_its_provision_in_order(root, codebook):
    known = {provision.id for provision in codebook.provisions}
    for path in sorted((root / "corpus/library").glob("*.jsonl")):
        lines = path.read_text(encoding="utf-8").splitlines()
        assert path.stem in known | {"none"}
        assert len(lines) == len(set(lines)), path.name


def test_no_clause_of_the_library_is_a_near_copy_of_a_real_document(library, shared):
    sentences = {
        folded
        for path in sorted((shared / "corpus/texts").glob("*.txt"))
        for sentence in _SENTENCES.split(path.read_text(encoding="utf-8"))
        if len((folded := fold(sentence)).split()) >= 4
    }
    ours = sorted({folded for e in library if len((folded := fold(e.text)).split()) >= 6})

    likeness = process.cdist(ours, sorted(sentences), scorer=fuzz.ratio, score_cutoff=86)

    assert [ours[row] for row in likeness.max(axis=1).nonzero()[0]] == []


def test_no_words_of_the_codebook_are_a_near_copy_of_a_real_document(codebook, shared):
    sentences = [
        folded
        for path in sorted((shared / "corpus/texts").glob("*.txt"))
        for sentence in _SENTENCES.split(path.read_text(encoding="utf-8"))
        if len((folded := fold(sentence)).split()) >= 4
    ]
    ours = [
        fold(text)
        for provision in codebook.provisions
        for text in (
            provision.definition,
            *provision.include,
            *(example.text for example in provision.examples),
        )
        if len(text.split()) >= 6
    ]

    likeness = process.cdist(ours, sentences, scorer=fuzz.ratio, score_cutoff=86)

    assert [ours[row] for row in likeness.max(axis=1).nonzero()[0]] == []
