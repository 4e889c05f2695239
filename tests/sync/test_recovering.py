"""A hub that was emptied, swapped or put back; laptops that were, too.

Traps 15, 16 and 18 of the journal bear their histories here.
"""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import update

from bwassess.assessment.records import Role
from bwassess.hub import accounts, serving
from bwassess.hub.house import DATABASE, EVIDENCE
from bwassess.hub.keys import FILE, HubKeys
from bwassess.journal import batch as batches
from bwassess.journal import canonical
from bwassess.journal.batch import Batch
from bwassess.journal.receipt import Outcome
from bwassess.journal.signing import SigningKey
from bwassess.store import tables
from bwassess.sync.errors import HubProblemError, OtherHubError
from bwassess.sync.history import EventCode, RunOutcome
from bwassess.sync.wire import Code
from tests.fixtures_hub import Hub, Laptop, opened_hub, reopened_hub

Make = Callable[[str], Laptop]


def enrolled(hub: Hub, laptop: Laptop, *countries: str) -> Laptop:
    laptop.enrol(hub, Role.ASSESSOR, *countries)
    return laptop


def codes(laptop: Laptop) -> set[EventCode]:
    return {event.code for event in laptop.runs()[0].events}


def copy_of(hub: Hub, folder: Path) -> Path:
    """Yesterday's copy of a hub's folder."""
    with hub.house.database.driver() as driver:
        driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copytree(hub.folder, folder)
    return folder


def test_that_a_hub_put_back_in_silence_gets_everything_again(
    lite: Hub, laptop: Make, tmp_path: Path
) -> None:
    # Trap 15: yesterday's file is put back, and others push past the old number.
    sokha = enrolled(lite, laptop("Sokha"), "KH")
    dara = enrolled(lite, laptop("Dara"), "KH")
    document = sokha.assessment()
    sokha.sync()
    dara.sync()
    yesterday = copy_of(lite, tmp_path / "yesterday")
    sokha.answer(document, "OS1.01", "no")
    sha256 = sokha.photo(document, b"picture")
    sokha.sync()
    dara.sync()
    with reopened_hub(yesterday) as hub:
        sokha.hub = dara.hub = hub
        dara.answer(document, "OS1.02", "yes")
        dara.answer(dara.assessment(), "OS1.01", "yes")
        dara.sync()
        report = sokha.sync()
        assert report.outcome is RunOutcome.DONE
        assert EventCode.HISTORY in codes(sokha)
        dara.sync()
        assert hub.hashes(document) == sokha.hashes(document) == dara.hashes(document)
        assert hub.house.evidence.has(sha256)
        assert not hub.verify()
    assert sokha.value(document, "OS1.01") == "no"
    assert sokha.value(document, "OS1.02") == "yes"


def test_that_an_announced_restore_begins_an_epoch_and_heals(
    lite: Hub, laptop: Make, tmp_path: Path
) -> None:
    sokha = enrolled(lite, laptop("Sokha"), "KH")
    document = sokha.assessment()
    sokha.sync()
    yesterday = copy_of(lite, tmp_path / "yesterday")
    sokha.answer(document, "OS1.01", "no")
    sokha.photo(document, b"picture")
    sokha.sync()
    serving.restored(yesterday)
    with reopened_hub(yesterday) as hub:
        sokha.hub = hub
        report = sokha.sync()
        assert EventCode.RESTORED in codes(sokha)
        # Receipts tell what is there still; only the lost batch is sent again.
        assert report.counts.sent == 1
        assert report.counts.files_sent == 1
        assert hub.hashes(document) == sokha.hashes(document)
        assert sokha.state(document).is_on_hub


def test_that_an_emptied_hub_takes_its_laptops_back(
    lite: Hub, laptop: Make, tmp_path: Path
) -> None:
    sokha = enrolled(lite, laptop("Sokha"), "KH")
    dara = enrolled(lite, laptop("Dara"), "KH")
    document = sokha.assessment()
    sha256 = sokha.photo(document, b"picture")
    sokha.sync()
    dara.sync()
    dara.answer(document, "OS1.01", "no")
    dara.sync()
    before = dara.hashes(document)
    empty = tmp_path / "empty"
    empty.mkdir()
    shutil.copy(lite.folder / FILE, empty / FILE)
    with reopened_hub(empty) as hub:
        sokha.hub = dara.hub = hub
        report = dara.sync()
        assert report.outcome is RunOutcome.DONE
        assert codes(dara) >= {EventCode.RESTORED, EventCode.FORGOTTEN}
        sokha.sync()
        assert hub.hashes(document) == before == dara.hashes(document)
        assert sokha.hashes(document) == before
        assert hub.house.evidence.has(sha256)
    assert dara.value(document, "OS1.01") == "no"


def test_that_nothing_is_sent_to_a_swapped_hub(
    lite: Hub, laptop: Make, tmp_path: Path
) -> None:
    sokha = enrolled(lite, laptop("Sokha"), "KH")
    document = sokha.assessment()
    sokha.sync()
    sokha.answer(document, "OS1.01", "no")
    with opened_hub(tmp_path / "other") as other:
        sokha.hub = other
        with pytest.raises(OtherHubError):
            sokha.sync()
        assert not other.hashes(document)
    assert sokha.value(document, "OS1.01") == "no"
    sokha.hub = lite
    assert sokha.sync().outcome is RunOutcome.DONE


def test_that_a_new_hub_of_the_programme_gets_everything_after_enrolment(
    lite: Hub, laptop: Make, tmp_path: Path
) -> None:
    sokha = enrolled(lite, laptop("Sokha"), "KH")
    document = sokha.assessment()
    sokha.photo(document, b"picture")
    sokha.sync()
    keys = replace(HubKeys.new(), programme=lite.house.keys.programme)
    with opened_hub(tmp_path / "new", keys=keys) as new:
        enrolled(new, sokha, "KH")
        assert not sokha.state(document).is_on_hub
        report = sokha.sync()
        assert report.counts.sent == 1
        assert report.counts.files_sent == 1
        assert new.hashes(document) == sokha.hashes(document)


def test_that_another_programme_refuses_and_the_rest_goes_on(
    lite: Hub, laptop: Make, tmp_path: Path
) -> None:
    sokha = enrolled(lite, laptop("Sokha"), "KH")
    document = sokha.assessment()
    sokha.sync()
    with opened_hub(tmp_path / "foreign") as foreign:
        enrolled(foreign, sokha, "KH")
        own = sokha.assessment()
        report = sokha.sync()
        assert report.outcome is RunOutcome.PARTLY
        assert [(e.code, e.detail) for e in report.events] == [
            (EventCode.REFUSED, "foreign_programme")
        ]
        assert "another programme" in report.events[0].sentence
        assert sokha.state(document).refused == 1
        assert foreign.hashes(own) == sokha.hashes(own)
        # What is refused for ever isn't sent for ever.
        assert sokha.sync().counts.bytes_sent < report.counts.bytes_sent
        assert sokha.runs()[0].outcome is RunOutcome.DONE


def test_that_a_revoked_laptop_hands_in_sealed_and_gets_nothing(
    hub: Hub, laptop: Make
) -> None:
    sokha = enrolled(hub, laptop("Sokha"), "KH")
    dara = enrolled(hub, laptop("Dara"), "KH")
    document = sokha.assessment()
    sokha.sync()
    dara.sync()
    with hub.house.database.write() as connection:
        accounts.revoke(connection, sokha.who.key.public, now=hub.clock())
    sokha.answer(document, "OS1.01", "no")
    sokha.photo(document, b"picture")
    with pytest.raises(HubProblemError) as refusal:
        sokha.sync()
    assert refusal.value.code is Code.REVOKED
    assert sokha.state(document).held == 1
    assert "may no longer use" in sokha.runs()[0].sentence
    dara.sync()
    assert len(dara.hashes(document)) == 1


def test_that_work_built_on_a_revoked_laptops_is_not_held(
    hub: Hub, laptop: Make
) -> None:
    # Trap 16: a stolen laptop's batch is refused; a teammate had built on it.
    sokha = enrolled(hub, laptop("Sokha"), "KH")
    dara = enrolled(hub, laptop("Dara"), "KH")
    document = sokha.assessment()
    sokha.sync()
    dara.sync()
    sokha.answer(document, "OS1.01", "no")
    sokha.replica.seal(author=sokha.who.author)
    with hub.house.database.write() as connection:
        accounts.revoke(connection, sokha.who.key.public, now=hub.clock())
    hand_over(sokha, dara, document)
    dara.answer(document, "OS1.01", "yes")
    report = dara.sync()
    assert report.outcome is RunOutcome.DONE
    assert hub.hashes(document) == dara.hashes(document)
    assert len(hub.hashes(document)) == 3


def hand_over(giver: Laptop, taker: Laptop, document: UUID) -> None:
    """What a USB stick does."""
    from bwassess.store import exchange
    from bwassess.store.door import Doorkeeper

    with giver.database.read() as connection:
        hashes = exchange.batch_hashes(connection, document.bytes)
        data = exchange.batch_bytes(connection, hashes)
    who = taker.who
    keeper = Doorkeeper(who.key, b"e" * 16, who.certificate.programme)
    taker.replica.learn([giver.who.certificate], keeper)
    taker.replica.receive(data.values(), keeper, sender=giver.who.key.public)


def test_that_a_country_given_today_brings_what_lies_behind_the_cursor(
    hub: Hub, laptop: Make
) -> None:
    # Trap 18: a reviewer gets a country today; its documents came last month.
    sokha = enrolled(hub, laptop("Sokha"), "KH")
    rita = laptop("Rita")
    rita.enrol(hub, Role.REVIEWER, "VN")
    document = sokha.assessment("KH")
    sokha.sync()
    rita.sync()
    assert document not in rita.documents()
    rita.enrol(hub, Role.REVIEWER, "VN", "KH")
    rita.sync()
    assert rita.hashes(document) == hub.hashes(document)
    first = hub.hashes(document)
    sokha.answer(document, "OS1.01", "no")
    sokha.sync()
    # The cursor is past it now, whatever the country.
    assert rita.sync().counts.received == 1
    assert len(first) == 1


def test_that_a_widened_scope_needs_no_new_cursor(hub: Hub, laptop: Make) -> None:
    sokha = enrolled(hub, laptop("Sokha"), "KH")
    rita = laptop("Rita")
    rita.enrol(hub, Role.REVIEWER, "VN")
    document = sokha.assessment("KH")
    sokha.sync()
    rita.sync()
    cursor = rita.link.cursor
    from bwassess.hub.tables import device

    with hub.house.database.write() as connection:
        connection.execute(
            update(device)
            .where(device.c.key == rita.who.key.public)
            .values(countries="KH VN")
        )
    report = rita.sync()
    assert report.counts.received == 1
    assert rita.link.cursor == cursor
    assert rita.hashes(document) == hub.hashes(document)


def test_that_what_is_outside_a_scope_is_held_until_it_is_inside(
    hub: Hub, laptop: Make
) -> None:
    sokha = enrolled(hub, laptop("Sokha"), "KH")
    visitor = enrolled(hub, laptop("Visitor"), "VN")
    document = sokha.assessment("KH")
    sokha.sync()
    hand_over(sokha, visitor, document)
    visitor.answer(document, "OS1.01", "no")
    own = visitor.assessment("VN")
    report = visitor.sync()
    assert report.outcome is RunOutcome.PARTLY
    assert {e.detail for e in report.events} == {"outside_scope"}
    assert visitor.state(document).held > 0
    assert "country" in visitor.runs()[0].events[0].sentence
    assert hub.hashes(own) == visitor.hashes(own)
    assert len(hub.hashes(document)) == 1
    visitor.enrol(hub, Role.ASSESSOR, "VN", "KH")
    assert visitor.sync().outcome is RunOutcome.DONE
    assert hub.hashes(document) == visitor.hashes(document)
    assert visitor.state(document).is_on_hub


def test_that_a_restored_and_a_cloned_vault_lose_nothing(
    hub: Hub, laptop: Make, tmp_path: Path
) -> None:
    sokha = enrolled(hub, laptop("Sokha"), "KH")
    document = sokha.assessment()
    clone = sokha.copied(tmp_path / "clone")
    sokha.answer(document, "OS1.01", "no")
    clone.answer(document, "OS1.02", "yes")
    for one in (sokha, clone, sokha):
        assert one.sync().outcome is RunOutcome.DONE
    for one in (sokha, clone):
        assert one.value(document, "OS1.01") == "no"
        assert one.value(document, "OS1.02") == "yes"
        assert one.hashes(document) == hub.hashes(document)
    clone.close()


def newer_version_of(batch: Batch, key: SigningKey) -> bytes:
    """The same batch as a later program would seal it."""
    header = replace(batch.header, version=batches.VERSION + 1).encode()
    _, _, payload = canonical.items(batch.data, bytes, 64, bytes)
    import hashlib

    domain = b"bwassess batch 1\0"
    digest = hashlib.sha256(domain + header).digest()
    return canonical.encode([header, key.sign(domain + digest), payload])


def test_that_a_newer_batch_is_kept_unread_and_passed_on(
    hub: Hub, laptop: Make
) -> None:
    sokha = enrolled(hub, laptop("Sokha"), "KH")
    dara = enrolled(hub, laptop("Dara"), "KH")
    document = sokha.assessment()
    sokha.sync()
    dara.sync()
    sokha.answer(document, "OS1.01", "no")
    made = sokha.copied(sokha.folder.with_name("later"))
    made.replica.seal(author=made.who.author)
    with made.database.read() as connection:
        latest = connection.scalars(
            tables.batch.select()
            .with_only_columns(tables.batch.c.bytes)
            .order_by(tables.batch.c.seq.desc())
        ).first()
    assert latest
    data = newer_version_of(batches.read(latest), made.who.key)
    made.close()
    with hub.client(sokha) as client:
        (answer,) = client.push([data], [])
    assert answer.outcome is Outcome.UNREAD
    assert answer.receipt
    report = dara.sync()
    assert report.outcome is RunOutcome.DONE
    assert [e.code for e in report.events] == [EventCode.TAKEN_UNREAD]
    assert dara.state(document).unread == 1
    assert dara.hashes(document) == hub.hashes(document)
    assert EVIDENCE in {path.name for path in hub.folder.iterdir()}
    assert DATABASE == "hub.db"


def test_that_showing_a_known_batch_opens_no_document(hub: Hub, laptop: Make) -> None:
    sokha = enrolled(hub, laptop("Sokha"), "KH")
    visitor = enrolled(hub, laptop("Visitor"), "VN")
    document = sokha.assessment("KH")
    sokha.sync()
    hand_over(sokha, visitor, document)
    sokha.answer(document, "OS1.01", "no")
    sokha.sync()
    report = visitor.sync()
    assert (report.outcome, report.counts.known) == (RunOutcome.DONE, 1)
    assert visitor.state(document).is_on_hub
    visitor.sync()
    assert len(visitor.hashes(document)) == 1


def test_that_a_country_taken_away_takes_nothing_from_the_laptop(
    hub: Hub, laptop: Make
) -> None:
    sokha = enrolled(hub, laptop("Sokha"), "KH")
    rita = laptop("Rita")
    rita.enrol(hub, Role.REVIEWER, "KH", "VN")
    document = sokha.assessment("KH")
    sokha.sync()
    rita.sync()
    rita.enrol(hub, Role.REVIEWER, "VN")
    report = rita.sync()
    assert report.outcome is RunOutcome.DONE
    assert rita.hashes(document) == hub.hashes(document)
    with hub.house.database.read() as connection:
        assert connection.execute(tables.held.select()).first() is None


def test_that_a_name_put_right_is_still_the_same_person(
    lite: Hub, laptop: Make
) -> None:
    sokha = enrolled(lite, laptop("Sokha"), "KH")
    person = sokha.who.person
    who = sokha.enrol(lite, code=lite.code("Sokha Chan", Role.ASSESSOR, "KH"))
    assert (who.name, who.person) == ("Sokha Chan", person)
