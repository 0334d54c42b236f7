"""What a company tells of itself and of what it undertakes: types only, every value optional unless it identifies."""

from __future__ import annotations

from generator.model.company.base import LINE_LIMIT, ROWS_LIMIT, TEXT_LIMIT, Record
from generator.model.company.comments import CommentSet
from generator.model.company.mandatory import MandatoryProposal
from generator.model.company.member import MemberApplication
from generator.model.company.participation import MembershipApplication, NeedSurvey, Participation
from generator.model.company.patents import PatentItem, PatentUndertaking
from generator.model.company.profile import CompanyProfile, Patent, Person, ResearchProject
from generator.model.company.proposal import Proposal
from generator.model.company.shared import Titled, Undertaking
from generator.model.company.translation import Translation

KINDS: dict[str, type[Undertaking]] = {
    "proposal": Proposal,
    "mandatory": MandatoryProposal,
    "participation": Participation,
    "comments": CommentSet,
    "application": MembershipApplication,
    "member": MemberApplication,
    "translation": Translation,
    "patents": PatentUndertaking,
    "need": NeedSurvey,
}
"""The kinds of undertaking (``undertaking:`` in a file), each with its model; the key is also the forms' root path."""

KIND_NAMES: dict[str, str] = {
    "proposal": "推荐性国家标准立项建议",
    "mandatory": "强制性国家标准立项建议",
    "participation": "参编申请",
    "comments": "意见",
    "application": "成员单位加入申请",
    "member": "委员申请",
    "translation": "外文版建议",
    "patents": "专利披露",
    "need": "标准需求征集",
}
"""What messages call the kinds."""

__all__ = [
    "KINDS",
    "KIND_NAMES",
    "LINE_LIMIT",
    "ROWS_LIMIT",
    "TEXT_LIMIT",
    "CommentSet",
    "CompanyProfile",
    "MandatoryProposal",
    "MemberApplication",
    "MembershipApplication",
    "NeedSurvey",
    "Participation",
    "Patent",
    "PatentItem",
    "PatentUndertaking",
    "Person",
    "Proposal",
    "Record",
    "ResearchProject",
    "Titled",
    "Translation",
    "Undertaking",
]
