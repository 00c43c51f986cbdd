"""letters.spacy: the documents as a DocBin, mentions as span groups - the bridge to displaCy, Prodigy and training.

    import spacy
    from spacy.tokens import DocBin

    docs = DocBin().from_disk("output/letters.spacy").get_docs(spacy.blank("ru").vocab)

Every Doc has its identifier in `user_data["document_id"]` and three span groups: `mentions` (PERSON, ORGANIZATION; the
entity of the registry is the `id_` of the span), `references` and `contacts` (labelled by their kind). A span that cuts
a token is widened to whole tokens.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import UsageError
from pipeline.rows import Row
from pipeline.store import Store
from pipeline.tables import table
from pipeline.writers import replacing

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

FILE_NAME = "letters.spacy"

#: Span group and what labels its spans: the table it comes from, the column with the label.
_GROUPS = {"mentions": "entity_type", "references": "kind", "contacts": "kind"}


def write(store: Store, folder: Path) -> Path:
    """One DocBin with all documents, in the order of their paths; UsageError where spaCy is not installed."""
    try:
        import spacy
        from spacy.tokens import DocBin
    except ImportError as error:
        raise UsageError("letters.spacy needs spaCy: pip install 'pismo[spacy]'") from error
    path = folder / FILE_NAME
    nlp = spacy.blank("ru")
    # A DocBin is made of texts and spans; nothing has been tagged.
    bin_ = DocBin(attrs=["SPACY"], store_user_data=True)
    for doc in docs(store, nlp):
        bin_.add(doc)
    with replacing(path) as fresh:
        fresh.write_bytes(bin_.to_bytes())
    return path


def docs(store: Store, nlp: Language) -> Iterator[Doc]:
    """The documents as spaCy Docs, one after another."""
    spans = {name: _by_document(store.rows(name)) for name in _GROUPS}
    waiting: dict[str, tuple[str, list[Row]]] = {name: next(groups, ("", [])) for name, groups in spans.items()}
    for row in store.rows("documents"):
        document = row[0]
        doc = nlp.make_doc(store.text(document))
        doc.user_data["document_id"] = document
        for name in _GROUPS:
            mine, rows = waiting[name]
            doc.spans[name] = list(_spans(doc, name, rows if mine == document else []))
            if mine == document:
                waiting[name] = next(spans[name], ("", []))
        yield doc


def _by_document(rows: Iterable[Row]) -> Iterator[tuple[str, list[Row]]]:
    """Rows of a table by document; the store gives them in the order of the documents."""
    return ((document, list(group)) for document, group in groupby(rows, key=lambda row: str(row[0])))


def _spans(doc: Doc, name: str, rows: Iterable[Row]) -> Iterator[Any]:
    columns = table(name)
    start, end, label = (columns.index(column) for column in ("start", "end", _GROUPS[name]))
    for row in rows:
        identifier = row[columns.index("entity_id")] if name == "mentions" else None
        span = doc.char_span(
            row[start], row[end], str(row[label] or name).upper(), span_id=identifier or "", alignment_mode="expand"
        )
        if span is not None:
            yield span
