"""Two laptops and a hub: whatever happens between them, they end with the same."""

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bwassess.assessment.records import Role
from bwassess.errors import BwassessError
from bwassess.progress import Cancelled
from bwassess.store.evidence import Evidence
from bwassess.store.queries import moment
from bwassess.sync.errors import HubProblemError
from bwassess.sync.history import Event, EventCode, Run, RunOutcome
from bwassess.sync.wire import Code
from tests.fixtures_hub import Hub, Laptop

Make = Callable[[str], Laptop]


def pair(hub: Hub, laptop: Make) -> tuple[Laptop, Laptop]:
    sokha, dara = laptop("Sokha"), laptop("Dara")
    sokha.enrol(hub, Role.ASSESSOR, "KH")
    dara.enrol(hub, Role.ASSESSOR, "KH")
    return sokha, dara


def test_that_what_one_laptop_sends_the_other_gets(hub: Hub, laptop: Make) -> None:
    sokha, dara = pair(hub, laptop)
    document = sokha.assessment()
    sokha.answer(document, "OS1.01", "no")
    sent = sokha.sync()
    got = dara.sync()
    assert (sent.outcome, sent.counts.sent) == (RunOutcome.DONE, 1)
    assert (got.outcome, got.counts.received) == (RunOutcome.DONE, 1)
    assert got.documents == {document}
    assert dara.value(document, "OS1.01") == "no"
    assert sokha.hashes(document) == dara.hashes(document) == hub.hashes(document)
    assert not sokha.verify()
    assert not dara.verify()
    assert not hub.verify()
    state = sokha.state(document)
    assert state.is_on_hub
    assert len(state.receipt) == 4


def test_that_syncing_twice_changes_nothing(hub: Hub, laptop: Make) -> None:
    sokha, dara = pair(hub, laptop)
    document = sokha.assessment()
    for one in (sokha, dara, sokha, dara):
        one.sync()
    before = hub.hashes(document)
    for one in (sokha, dara):
        counts = one.sync().counts
        assert (counts.sent, counts.known, counts.received) == (0, 0, 0)
    assert hub.hashes(document) == before


def test_that_a_laptop_gets_its_own_work_back_only_where_it_lacks_it(
    hub: Hub, laptop: Make, tmp_path: Path
) -> None:
    sokha, _ = pair(hub, laptop)
    document = sokha.assessment()
    sokha.sync()
    before = sokha.copied(tmp_path / "before")
    noise = random.Random(1).randbytes(50_000)  # noqa: S311
    sokha.say(document, {("answer/OS1.01", "note"): noise})
    sent = sokha.sync()
    assert sent.counts.bytes_received < 10_000
    got = before.sync()
    assert got.counts.bytes_received > 50_000
    assert before.hashes(document) == sokha.hashes(document)
    before.close()


def test_that_work_before_enrolment_counts(hub: Hub, laptop: Make) -> None:
    sokha, dara = laptop("Sokha"), laptop("Dara")
    document = sokha.assessment()
    sokha.replica.seal(author=sokha.who.author)
    sokha.enrol(hub, Role.ASSESSOR, "KH")
    dara.enrol(hub, Role.ASSESSOR, "KH")
    sokha.answer(document, "OS1.01", "yes")
    sokha.sync()
    report = dara.sync()
    assert report.outcome is RunOutcome.DONE
    assert dara.value(document, "OS1.01") == "yes"
    assert len(dara.hashes(document)) == 2


def test_that_a_disagreement_is_the_same_everywhere_and_either_settles_it(
    hub: Hub, laptop: Make
) -> None:
    sokha, dara = pair(hub, laptop)
    document = sokha.assessment()
    sokha.sync()
    dara.sync()
    sokha.answer(document, "OS1.01", "yes")
    dara.answer(document, "OS1.01", "no")
    for one in (sokha, dara, sokha):
        one.sync()
    assert sokha.is_disputed(document, "OS1.01")
    assert dara.is_disputed(document, "OS1.01")
    seen = {
        one.shown(document, "answer/OS1.01")["value"].head.id for one in (sokha, dara)
    }
    assert len(seen) == 1
    dara.answer(document, "OS1.01", "no")
    for one in (dara, sokha):
        one.sync()
    for one in (sokha, dara):
        assert not one.is_disputed(document, "OS1.01")
        assert one.value(document, "OS1.01") == "no"


def test_that_a_clock_wrong_by_years_costs_nothing(hub: Hub, laptop: Make) -> None:
    sokha, dara = pair(hub, laptop)
    document = sokha.assessment()
    sokha.sync()
    dara.clock.now = 4_100_000_000_000  # 2099
    dara.sync()
    dara.answer(document, "OS1.01", "no")
    dara.sync()
    sokha.clock.now = 0
    sokha.sync()
    sokha.answer(document, "OS1.01", "yes")
    sokha.sync()
    dara.sync()
    for one in (sokha, dara):
        assert one.value(document, "OS1.01") == "yes"
        assert not one.is_disputed(document, "OS1.01")


def test_that_what_is_written_while_another_pulls_arrives_too(
    hub: Hub, laptop: Make
) -> None:
    sokha, dara = pair(hub, laptop)
    first, second = sokha.assessment(), sokha.assessment()
    sokha.sync()

    def write_meanwhile(done: int, total: int, text: str = "") -> None:
        if text == "Comparing with the hub" and sokha.state(second).received_at:
            sokha.answer(second, "OS1.01", "no")
            sokha.sync()

    dara.sync(progress=write_meanwhile)
    dara.sync()
    assert dara.value(second, "OS1.01") == "no"
    assert dara.hashes(first) == hub.hashes(first)
    assert dara.hashes(second) == hub.hashes(second)


def test_that_photos_travel_with_their_thumbnails(hub: Hub, laptop: Make) -> None:
    sokha, dara = pair(hub, laptop)
    document = sokha.assessment()
    content = bytes(range(256)) * 9000  # 2.3 MB, so three chunks
    sha256 = sokha.photo(document, content, thumbnail=b"small")
    sent = sokha.sync()
    assert sent.counts.files_sent == 2
    assert sokha.state(document).files_unsent == 0
    got = dara.sync()
    assert got.counts.files_received == 2
    assert dara.evidence.read(sha256) == content
    assert dara.state(document).files_missing == 0
    assert sent.counts.bytes_sent < 1.1 * len(content)
    assert sokha.sync().counts.files_sent == 0


def test_that_a_file_not_yet_on_its_maker_is_fetched_later(
    lite: Hub, laptop: Make
) -> None:
    sokha, dara = pair(lite, laptop)
    document = sokha.assessment()
    sha256 = sokha.photo(document, b"picture")
    path = sokha.evidence.folder / sha256[:2] / sha256
    path.rename(path.with_name("elsewhere"))
    sokha.sync()
    dara.sync()
    assert dara.state(document).files_missing == 1
    path.with_name("elsewhere").rename(path)
    assert sokha.sync().counts.files_sent == 1
    assert dara.sync().counts.files_received == 1
    assert dara.state(document).files_missing == 0


def test_that_a_sync_can_be_called_off_and_goes_on_later(
    lite: Hub, laptop: Make
) -> None:
    sokha, dara = pair(lite, laptop)
    document = sokha.assessment()
    sokha.photo(document, b"picture")

    def stop(done: int, total: int, text: str = "") -> None:
        if text.startswith("Sending photo"):
            raise Cancelled

    with pytest.raises(Cancelled):
        sokha.sync(progress=stop)
    assert sokha.runs()[0].outcome is RunOutcome.CANCELLED
    assert sokha.sync().counts.files_sent == 1
    dara.sync()
    assert dara.state(document).files_missing == 0


def test_that_the_history_can_be_read(
    lite: Hub, laptop: Make, caplog: pytest.LogCaptureFixture
) -> None:
    sokha, _ = pair(lite, laptop)
    sokha.assessment()
    sokha.sync()
    lite.house.close()
    caplog.clear()
    with pytest.raises(BwassessError) as failure:
        sokha.sync()
    failed, done = sokha.runs()
    assert done.sentence.startswith("1 batch sent; 0 batches received")
    assert done.ended_at
    assert done.ended_at >= done.began_at
    assert failed.outcome is RunOutcome.FAILED
    assert failed.sentence == str(failure.value)
    assert [event.code for event in failed.events] == [EventCode.FAILED]


def test_that_a_damaged_photo_holds_up_no_other(lite: Hub, laptop: Make) -> None:
    sokha, dara = pair(lite, laptop)
    document = sokha.assessment()
    bad = sokha.photo(document, b"one picture")
    good = sokha.photo(document, b"another picture")
    spoil(sokha.evidence, bad)
    report = sokha.sync()
    assert report.outcome is RunOutcome.PARTLY
    assert [event.code for event in report.events] == [EventCode.FILE_DAMAGED]
    dara.sync()
    assert dara.evidence.read(good) == b"another picture"
    assert dara.state(document).files_missing == 1


def test_that_a_photo_damaged_on_the_hub_is_set_aside_and_holds_up_no_other(
    lite: Hub, laptop: Make, caplog: pytest.LogCaptureFixture
) -> None:
    sokha, dara = pair(lite, laptop)
    document = sokha.assessment()
    bad = sokha.photo(document, b"one picture")
    good = sokha.photo(document, b"another picture")
    sokha.sync()
    spoil(lite.house.evidence, bad)
    report = dara.sync()
    assert [event.code for event in report.events] == [EventCode.FILES_WAITING]
    assert "set aside" in caplog.text
    assert dara.evidence.has(good)
    assert not lite.house.evidence.has(bad)


def spoil(evidence: Evidence, sha256: str) -> None:
    """Change a byte of an evidence file on the disk."""
    path = evidence.folder / sha256[:2] / sha256
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)


def test_that_a_full_hub_says_so_and_loses_nothing(
    lite: Hub,
    laptop: Make,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    sokha, _ = pair(lite, laptop)
    document = sokha.assessment()
    sokha.photo(document, b"picture")
    usage = shutil.disk_usage(lite.folder)
    with monkeypatch.context() as full:
        full.setattr(shutil, "disk_usage", lambda _: usage._replace(free=0))
        with pytest.raises(HubProblemError, match="full") as refused:
            sokha.sync()
    assert refused.value.code is Code.STORAGE_FULL
    assert sokha.state(document).unsent == 0
    assert sokha.sync().counts.files_sent == 1


@pytest.mark.parametrize("code", list(EventCode))
def test_that_every_event_has_a_sentence(code: EventCode) -> None:
    details = ["", "outside_scope", "revoked", "unknown_certificate"]
    for detail in [*details, "foreign_programme", "malformed"]:
        for count in (1, 2):
            event = Event(code, detail, count)
            assert event.sentence == detail or event.sentence.endswith(".")


@pytest.mark.parametrize("outcome", list(RunOutcome))
def test_that_every_run_has_a_sentence(outcome: RunOutcome) -> None:
    run = Run(1, moment(0), None, "http://hub", outcome)
    assert run.sentence
