"""Which people and organizations does the sample year have? Made-up ones; nobody here is real."""

from dataclasses import dataclass

from trainer.organizations.rules import Level, OrganizationKind

PASSWORD = "shared-meals-open-doors"  # noqa: S105 - of made-up people, printed at every start; production has none of them


@dataclass(frozen=True)
class SampleOrganization:
    """One sending organization."""

    key: str
    name: str
    kind: OrganizationKind
    level: Level
    region: str


@dataclass(frozen=True)
class SamplePerson:
    """One person: where they work, and in which 2020 run of CoP 101 they were, if any."""

    name: str
    email: str
    organization: str = ""
    job: str = ""
    language: str = "en"
    took_101: str = ""
    says: str = ""


ORGANIZATIONS = (
    SampleOrganization(
        "bay", "Bay Counties Office of Education", OrganizationKind.COUNTY_OFFICE, Level.REGIONAL, "Bay Area"
    ),
    SampleOrganization(
        "first5", "First 5 Marisol County", OrganizationKind.FIRST_5, Level.LOCAL, "Central Valley"
    ),
    SampleOrganization(
        "rivers", "Little Rivers Early Learning", OrganizationKind.AGENCY, Level.LOCAL, "Bay Area"
    ),
    SampleOrganization(
        "oak", "Valley Oak School District", OrganizationKind.DISTRICT, Level.LOCAL, "Central Valley"
    ),
    SampleOrganization(
        "girasol",
        "Casa Girasol Family Child Care",
        OrganizationKind.FAMILY_CHILD_CARE,
        Level.LOCAL,
        "Southern California",
    ),
    SampleOrganization(
        "harbor", "Harbor Child Care Network", OrganizationKind.AGENCY, Level.REGIONAL, "Southern California"
    ),
)

ADMINISTRATOR = SamplePerson(
    "Renata Morales",
    "renata@facilitators.example",
    says="administrator: plans and publishes the year, decides claims",
)
TRAINER = SamplePerson("Marcus Bell", "marcus@facilitators.example", says="trainer of CoP 101 in September")
MENTOR = SamplePerson(
    "June Takahashi", "june@facilitators.example", says="mentor of Lucía Herrera and four others"
)
COORDINATOR = SamplePerson(
    "Denise Okafor",
    "denise@littlerivers.example",
    "rivers",
    "Program director",
    says="coordinator of Little Rivers Early Learning",
)
COUNTY = SamplePerson(
    "Priya Raman", "priya@baycounties.example", "bay", "Early learning coordinator", took_101="september",
    says="coordinator of Bay Counties, and herself in training",
)  # fmt: skip
TRAINEE = SamplePerson(
    "Lucía Herrera", "lucia@casagirasol.example", "girasol", "Owner", "es", "september",
    says="trainee with a CoP of her own, reads in Spanish",
)  # fmt: skip
TEACHER = SamplePerson(
    "Sam Whitfield",
    "sam@littlerivers.example",
    "rivers",
    "Lead teacher",
    says="teacher, waits for a place in CoP 101",
)
CLAIMANT = SamplePerson(
    "Gloria Estrada",
    "gloria@harborccn.example",
    "harbor",
    "Site supervisor",
    says="has claimed earlier training for the Refresher",
)

CERTIFIED = SamplePerson(
    "Margaret Osei",
    "margaret@harborccn.example",
    "harbor",
    "Provider support lead",
    says="certified facilitator since 2018, mentor of three trainees",
)
PIONEERS = (
    SamplePerson("Harold Lim", "harold@valleyoak.example", "oak", "Preschool teacher"),
    SamplePerson("Bernadette Castillo", "bernadette@first5marisol.example", "first5", "Home visitor"),
)
"""Of the first cohort, beside Margaret: a certificate that has expired, and one that was revoked."""

CAN_SIGN_IN = (ADMINISTRATOR, COORDINATOR, COUNTY, TRAINEE, TEACHER, CLAIMANT, TRAINER, MENTOR, CERTIFIED)

STAFF = (
    SamplePerson(
        "Aisha Rahman", "aisha@littlerivers.example", "rivers", "Infant teacher", took_101="september"
    ),
    SamplePerson(
        "Ben Castellanos", "ben@littlerivers.example", "rivers", "Preschool teacher", took_101="october"
    ),
    SamplePerson("Carmen Delgado", "carmen@littlerivers.example", "rivers", "Toddler teacher", "es"),
    SamplePerson(
        "Dolores Fuentes", "dolores@littlerivers.example", "rivers", "Site supervisor", "es", "september"
    ),
    SamplePerson("Emily Nakamura", "emily@littlerivers.example", "rivers", "Preschool teacher"),
    SamplePerson("Farah Siddiqui", "farah@baycounties.example", "bay", "Quality coach", took_101="september"),
    SamplePerson("Grace Lindqvist", "grace@baycounties.example", "bay", "Quality coach", took_101="october"),
    SamplePerson("Hector Villanueva", "hector@baycounties.example", "bay", "Family liaison"),
    SamplePerson(
        "Imani Brooks", "imani@first5marisol.example", "first5", "Program officer", took_101="september"
    ),
    SamplePerson(
        "Jasmine Tran", "jasmine@first5marisol.example", "first5", "Quality coach", took_101="october"
    ),
    SamplePerson("Kofi Mensah", "kofi@first5marisol.example", "first5", "Program assistant"),
    SamplePerson("Laura Bianchi", "laura@first5marisol.example", "first5", "Home visitor"),
    SamplePerson(
        "Miguel Ángel Robles-Santamaría",
        "miguel@valleyoak.example",
        "oak",
        "Transitional kindergarten teacher",
        "es",
        "october",
    ),
    SamplePerson(
        "Nadia Petrova", "nadia@valleyoak.example", "oak", "Preschool teacher", took_101="september"
    ),
    SamplePerson("Olivia Chen", "olivia@valleyoak.example", "oak", "Principal"),
    SamplePerson("Patrick O’Rourke", "patrick@valleyoak.example", "oak", "Instructional coach"),
    SamplePerson("Quinn Alvarado", "quinn@valleyoak.example", "oak", "Preschool teacher"),
    SamplePerson("Rosa María Ibarra", "lucia@casagirasol.example", "girasol", "Assistant", "es"),
    SamplePerson(
        "Sofía Guerrero", "sofia@harborccn.example", "harbor", "Network specialist", "es", "september"
    ),
    SamplePerson(
        "Teresa Wong", "teresa@harborccn.example", "harbor", "Training coordinator", took_101="october"
    ),
    SamplePerson("Uma Krishnan", "uma@harborccn.example", "harbor", "Child care owner"),
    SamplePerson("Vanessa Pierre", "vanessa@harborccn.example", "harbor", "Child care owner"),
    SamplePerson("Wendy Blackwater", "wendy@harborccn.example", "harbor", "Child care owner"),
    SamplePerson("Ximena Prado", "ximena@harborccn.example", "harbor", "Assistant director", "es"),
    SamplePerson("Yolanda Jefferson", "yolanda@harborccn.example", "harbor", "Child care owner"),
    SamplePerson("Zoe Abernathy", "zoe@harborccn.example", "harbor", "Lead teacher"),
)
"""People without an account yet: their organizations registered them."""

ALL = (*CAN_SIGN_IN, *PIONEERS, *STAFF)
