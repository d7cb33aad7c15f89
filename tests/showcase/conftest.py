"""Who is there in every test of a showcase? The office with its call, and two people who may present."""

import pytest

from tests import builders
from tests.showcase import building
from trainer.permissions import Role


@pytest.fixture
def office(session):
    return builders.make_person("Ada Office", roles=Role.ADMINISTRATOR)


@pytest.fixture
def call(office):
    return building.make_call(office)


@pytest.fixture
def ana(session):
    return builders.make_person("Ana Presenter", email="ana@example.org")


@pytest.fixture
def ben(session):
    return builders.make_person("Ben Together", email="ben@example.org")
