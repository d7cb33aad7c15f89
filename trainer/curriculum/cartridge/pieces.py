"""Which words do packing and unpacking share: the names of a Common Cartridge 1.3, its places, what was left out?"""

import enum
from dataclasses import dataclass

MANIFEST = "imsmanifest.xml"
SPACE = "http://www.imsglobal.org/xsd/imsccv1p3/imscp_v1p1"
LOM = "http://ltsc.ieee.org/xsd/imsccv1p3/LOM/manifest"
QTI = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
LINK = "http://www.imsglobal.org/xsd/imsccv1p3/imswl_v1p3"
TOPIC = "http://www.imsglobal.org/xsd/imsccv1p3/imsdt_v1p3"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
SCHEMAS = "http://www.imsglobal.org/profile/cc/ccv1p3"

WEBCONTENT = "webcontent"
ASSESSMENT = "imsqti_xmlv1p2/imscc_xmlv1p3/assessment"
WEBLINK = "imswl_xmlv1p3"
DISCUSSION = "imsdt_xmlv1p3"
"""The types of resources that a course has."""

LESSONPLAN = "lessonplan"
"""The intended use of a page that is for whoever leads a session."""

ALTERNATIVE, TO_ORDER, IN_ORDER = "alternative", "to-order", "in-order"
"""Classes by which our own packages say what plain HTML cannot: another question, answers to be put in order."""


class PackReason(enum.StrEnum):
    """Why a package cannot hold something of a course as it is; in the words that the command says."""

    NO_ORDER = "there is no question of order in a package: it is an essay there, with its answers as a list."
    ONLY_LINKS = "a link has only a title and an address there; why it is worth the time was left out."
    NOT_HERE = "it is not a part of this course, so the link is plain words."


@dataclass(frozen=True)
class Left:
    """Something that could not be taken along, and why."""

    name: str
    reason: str

    def __str__(self) -> str:
        return f"{self.name}: {self.reason}"
