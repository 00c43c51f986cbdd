"""The bridge to spaCy: a DocBin with the mentions as span groups."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import standins
from pipeline.batch import Progress, run
from pipeline.settings import Settings
from pipeline.writers import spacy_docs

spacy = pytest.importorskip("spacy")


def test_span_groups_are_the_mentions(tmp_path: Path) -> None:
    from spacy.tokens import DocBin

    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for n in range(3):
        (inbox / f"{n}.txt").write_text(f"Письмо № {n}\nтекст")
    settings = Settings(workers=1, read=standins.read_text, understand=standins.understand, spacy=True)
    run(inbox, tmp_path / "output", settings, Progress())
    path = tmp_path / "output" / spacy_docs.FILE_NAME
    docs = list(DocBin().from_disk(path).get_docs(spacy.blank("ru").vocab))
    assert [doc.text for doc in docs] == [f"Письмо № {n}\nтекст" for n in range(3)]
    for doc in docs:
        mentions = doc.spans["mentions"]
        assert [span.label_ for span in mentions] == ["PERSON", "PERSON", "ORGANIZATION"]
        assert mentions[0].text == doc.text.split("\n")[0]
        assert mentions[0].id_.startswith("p")
        assert len(doc.spans["contacts"]) == 3
        assert len(doc.user_data["document_id"]) == 16
    whole = path.read_bytes()
    run(inbox, tmp_path / "output", replace(settings, force=True), Progress())
    assert path.read_bytes() == whole
    run(inbox, tmp_path / "output", replace(settings, spacy=False), Progress())
    assert not path.exists()
