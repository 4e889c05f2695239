"""Publications and approvals are the programme's office's, whatever a laptop sends."""

from uuid import UUID

import pytest

from bwassess.assessment.records import Role, State
from bwassess.checklist.given import Value
from bwassess.journal import batch as batches
from bwassess.journal.batch import Origin
from bwassess.journal.change import Change, identify
from bwassess.store import queries
from bwassess.store.database import Database
from bwassess.store.writer import Act, Edit
from tests.factories import make_checklist
from tests.fixtures_hub import Hub, Laptop
from tests.sync.conftest import Enrolled

CHECKLIST = make_checklist()


def hold(laptop: Laptop) -> UUID:
    """Have a laptop hold the version."""
    return laptop.replica.keep_checklist(CHECKLIST, author=laptop.who.author)


def say(laptop: Laptop, version: UUID, field: str, value: Value) -> Act:
    """What the program offers the office alone, and a tampered one says as well."""
    edit = Edit("checklist/", field, value, insists=True)
    return laptop.replica.edit(version, [edit], author=laptop.who.author)


def forge(hub: Hub, laptop: Laptop, document: UUID, change: Change, by: Laptop) -> None:
    """Hand in a change as if sealed before enrolment, under another's certificate."""
    me = laptop.who
    name = identify(change, document=document.bytes, device=me.key.public)
    origin = Origin(
        me.key.public,
        document.bytes,
        me.certificate.person,
        by.who.certificate.id,
        1,
        None,
        (),
    )
    sealed = batches.seal([(name, change)], origin, key=me.key, at=laptop.clock())
    (answer,) = hub.client(laptop).push([sealed.data], [me.certificate])
    assert answer.outcome.is_in


def is_in_use(database: Database) -> bool:
    with database.read() as connection:
        (entry,) = queries.checklists(connection)
    return entry.is_in_use


def seen(hub: Hub, *laptops: Laptop) -> set[bool]:
    """Whether it is in use, as each of them has it after two rounds of syncs."""
    for one in (*laptops, *laptops):
        one.sync()
        assert one.verify() == []
    assert hub.verify() == []
    return {is_in_use(one.database) for one in (hub.house, *laptops)}


@pytest.fixture
def sokha(hub: Hub, laptop: Enrolled) -> Laptop:
    """An assessor."""
    made: Laptop = laptop("Sokha")
    made.enrol(hub, Role.ASSESSOR, "KH")
    return made


@pytest.fixture
def office(hub: Hub, laptop: Enrolled) -> Laptop:
    made: Laptop = laptop("Office")
    made.enrol(hub, Role.REVIEWER)
    return made


def test_that_an_assessor_s_publication_counts_nowhere(
    hub: Hub, sokha: Laptop, office: Laptop
) -> None:
    version = hold(sokha)
    say(sokha, version, "published", True)
    assert seen(hub, sokha, office) == {False}

    act = say(office, version, "published", True)
    assert seen(hub, sokha, office) == {True}
    office.replica.put_back(act, author=office.who.author)
    assert seen(hub, sokha, office) == {False}


def test_that_an_assessor_takes_nothing_back(
    hub: Hub, sokha: Laptop, office: Laptop
) -> None:
    version = hold(office)
    say(office, version, "published", True)
    assert seen(hub, sokha, office) == {True}

    say(sokha, version, "published", None)
    say(sokha, version, "retired", True)
    assert seen(hub, sokha, office) == {True}

    say(office, version, "retired", True)
    assert seen(hub, sokha, office) == {False}
    say(sokha, version, "retired", None)
    assert seen(hub, sokha, office) == {False}
    # What the office says next has seen that, and counts by itself.
    say(office, version, "retired", None)
    assert seen(hub, sokha, office) == {True}


@pytest.mark.parametrize(
    ("role", "counts"), [(Role.ASSESSOR, False), (Role.REVIEWER, True)]
)
def test_that_what_was_published_alone_counts_by_the_role_given_later(
    hub: Hub, laptop: Enrolled, office: Laptop, role: Role, counts: bool
) -> None:
    alone: Laptop = laptop("Alone")
    version = hold(alone)
    say(alone, version, "published", True)
    assert is_in_use(alone.database)
    alone.replica.seal(author=alone.who.author)

    alone.enrol(hub, role)
    assert seen(hub, alone, office) == {counts}


def test_that_another_s_certificate_lends_no_right(
    hub: Hub, sokha: Laptop, office: Laptop
) -> None:
    version = hold(office)
    assert seen(hub, sokha, office) == {False}
    change = Change("checklist/", "published", True, (), sokha.clock())
    forge(hub, sokha, version, change, office)
    assert seen(hub, sokha, office) == {False}


def test_that_another_s_certificate_approves_nothing(
    hub: Hub, sokha: Laptop, office: Laptop
) -> None:
    document = sokha.assessment("KH")
    sokha.sync()
    said: Value = {"digest": b"d" * 32, "state": "approved", "tips": ()}
    change = Change("assessment/", "state", said, (), sokha.clock())
    forge(hub, sokha, document, change, office)
    office.sync()
    with office.database.read() as connection:
        (entry,) = queries.assessments(connection)
    assert entry.assessment.state is State.IN_REVIEW
