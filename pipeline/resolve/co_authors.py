"""Two who write together, side by side at the head of a letter: the second of them stands where an addressee would."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.document import ZoneRole
from extractors.mention import Kind, Mention
from pipeline.records import Addressee, Signatory
from pipeline.resolve.findings import Findings
from pipeline.resolve.organizations import Organizations
from pipeline.resolve.posts.sentences import begins_line


def co_author(
    findings: Findings, organizations: Organizations, signed: Sequence[Signatory], addressed: Sequence[Addressee], sender: int | None
) -> int | None:
    """The organisation that stands in the nominative among the addressees and that the second signatory signs for.

    «МБУ «Молодёжный центр»⏎171840, …    РОО «Росток»⏎171841, …⏎Директору МАУ …», signed by the heads of both.
    """
    if len(signed) < 2 or sender is None or len(addressed) < 2:
        return None
    others = {s.organization for s in signed[1:]} - {None, sender}
    bare = {a.organization for a in addressed if not a.position and a.person is None}
    for found in findings.in_zones(Kind.ORGANIZATION, ZoneRole.ADDRESSEE):
        index = organizations.of(found)
        if index is not None and index in others & bare and _heads_block(findings, found):
            return index
    return None


def _heads_block(findings: Findings, found: Mention) -> bool:
    """Whether a name begins its line in the nominative."""
    first, name = found.text.split()[:1], found.value.name.split()[:1]
    return begins_line(findings.document.text, found.start) and [w.lower() for w in first] == [w.lower() for w in name]
