"""The chapter of findings: by cluster, number and code beside what was found."""

from collections.abc import Iterator

from bwassess.assessment.records import Extent
from bwassess.checklist.kinds import Source
from bwassess.report.charts import (
    LARGE,
    Seam,
)
from bwassess.report.content import (
    Cluster,
    Finding,
    ReportContent,
    Trend,
)
from bwassess.report.flowables import (
    Anchor,
    Block,
    PhotoBlock,
    Rule,
    SideBySide,
    Stack,
    TextBlock,
    photo_pairs,
)
from bwassess.report.setting import Setting
from bwassess.report.styles import (
    FINDING,
    HEADING,
    INK,
    MM,
    NOTE,
    NOTE_DARK,
    NOTE_FINDING,
    NOTE_STRONG,
    NUMBER,
    SIDE,
    TABLE_STRONG,
    TEXT,
)
from bwassess.report.typography import Paragraph, Run
from bwassess.report.wording import (
    kept,
    listed,
    number,
)
from bwassess.text import _, ngettext


def findings(content: ReportContent, setting: Setting) -> Iterator[Block]:
    setting.chapter += 1
    chapter = str(setting.chapter)
    title = _("Findings")
    found = [cluster for cluster in content.clusters if any(cluster.findings)]
    opening = f"{chapter} {title}"
    yield Anchor(
        "findings",
        opening,
        f"{opening} · {found[0].label}" if found else opening,
        new_page=True,
        with_next=True,
    )
    if not found:
        yield setting.text(title, HEADING, with_next=True)
        yield setting.text(
            _("All requirements that apply to the factory were met."), before=6
        )
    for cluster in found:
        yield Anchor(
            f"findings-{cluster.code}",
            cluster.name,
            f"{opening} · {cluster.label}",
            level=1,
            with_next=True,
            before=28,
        )
        yield from _cluster(setting, cluster)


def _cluster(setting: Setting, cluster: Cluster) -> Iterator[Block]:
    yield setting.text(cluster.name, HEADING, with_next=True)
    of = ngettext(
        "{found} of {questions} question",
        "{found} of {questions} questions",
        cluster.questions,
    ).format(found=number(cluster.found), questions=number(cluster.questions))
    seam = Seam(tuple(point.stitches for point in cluster.points), LARGE)
    room = setting.size.text_width - 100
    yield SideBySide(
        seam,
        setting.text(of, NOTE_DARK),
        min(seam.natural_width, room),
        14,
        before=6,
        with_next=True,
    )
    for finding in cluster.findings:
        yield Rule(0.5, INK, before=14, with_next=True)
        yield _finding(setting, finding)


def _finding(setting: Setting, finding: Finding) -> Block:
    main: list[Block] = [
        setting.text(finding.question, NOTE, with_next=True),
        setting.text(finding.sentence, FINDING, before=3),
    ]
    if finding.row:
        main.insert(0, setting.text(finding.row, NOTE_STRONG, with_next=True))
    if finding.detail:
        main.append(setting.text(finding.detail, TEXT, before=4))
    if finding.passed:
        main.append(setting.text(kept(finding.passed), NOTE_DARK, before=4))
    if finding.instruments:
        main.append(setting.text(_standards(finding), NOTE_DARK, before=4))
    photos = [
        PhotoBlock(
            photo,
            setting.words(photo.caption, NOTE_DARK) if photo.caption else None,
        )
        for photo in finding.photos
    ]
    main.extend(photo_pairs(photos, gutter=5 * MM))
    return SideBySide(
        Stack(tuple(_finding_side(setting, finding))),
        Stack(tuple(main)),
        setting.size.side_column,
        setting.size.gutter,
        whole=True,
        before=8,
    )


def _finding_side(setting: Setting, finding: Finding) -> Iterator[Block]:
    yield TextBlock(
        Paragraph(
            (
                Run(str(finding.number), NUMBER),
                Run(f"  {finding.code}", TABLE_STRONG),
            ),
            setting.language,
        )
    )
    yield setting.text(_since(finding), NOTE_FINDING, before=1)
    if finding.public:
        yield setting.text(_("publicly reported"), NOTE_DARK, before=1)
    for label, value in (
        (_("Sources"), listed(_sources(finding))),
        (_("Extent"), _extent(finding)),
        (_("Reference"), _reference(finding)),
    ):
        if value:
            yield setting.text(label, NOTE, before=5)
            yield setting.text(value, SIDE)


def _since(finding: Finding) -> str:
    if finding.trend is not Trend.REPEATED:
        return _("new")
    if finding.since_cycle is None:
        return _("repeated")
    return _("repeated since cycle {cycle}").format(cycle=number(finding.since_cycle))


def _sources(finding: Finding) -> list[str]:
    words = {
        Source.OBSERVATION: _("observation"),
        Source.DOCUMENT: _("document review"),
        Source.WORKER: _("worker interview"),
        Source.MANAGEMENT: _("management interview"),
        Source.UNION: _("union or worker representatives"),
    }
    return [words[source] for source in Source if source in finding.sources]


def _extent(finding: Finding) -> str:
    parts = []
    if finding.affected is not None and finding.seen is not None:
        parts.append(
            _("{affected} of {seen}").format(
                affected=number(finding.affected), seen=number(finding.seen)
            )
        )
    if finding.extent is not None:
        parts.append(
            {
                Extent.ISOLATED: _("isolated"),
                Extent.SYSTEMIC: _("systemic"),
            }[finding.extent]
        )
    return ", ".join(parts)


def _reference(finding: Finding) -> str:
    laws = [law.text if law.verified else _unverified(law.text) for law in finding.laws]
    return "\n".join(filter(None, [finding.reference, *laws]))


def _standards(finding: Finding) -> str:
    return "; ".join(f"{one.code} {one.title}" for one in finding.instruments)


def _unverified(text: str) -> str:
    return _("{law} (unverified)").format(law=text)
