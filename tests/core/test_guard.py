"""Does the door hold? (grows)"""

from tests import builders


def test_builders_make_rows_on_both_databases(session, now):
    person = builders.make_person("Ana")
    organization = builders.make_organization()
    builders.make_membership(person, organization)
    offering = builders.make_offering()
    builders.make_registration(offering, person, organization=organization)
    session.commit()
    assert offering.places[0].taken == 1
    assert offering.sessions[0].starts_at is not None
    assert offering.sessions[0].starts_at.isoformat() == "2021-09-15T16:00:00+00:00"
