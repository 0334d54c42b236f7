"""What a company tells of itself and of what it undertakes: types only, every value optional unless it identifies."""

from __future__ import annotations

from generator.model.company.base import LINE_LIMIT, ROWS_LIMIT, TEXT_LIMIT, Record
from generator.model.company.comments import CommentSet, ImplementationComment, ProjectComment
from generator.model.company.mandatory import MandatoryProposal
from generator.model.company.membership import MemberApplication, MembershipApplication
from generator.model.company.participation import NeedSurvey, Participation
from generator.model.company.patents import PatentDisclosure, PatentLicensing, PatentList
from generator.model.company.profile import CompanyProfile
from generator.model.company.proposal import Proposal
from generator.model.company.shared import Undertaking
from generator.model.company.translation import Translation

KINDS: dict[str, type[Undertaking]] = {
    "proposal": Proposal,
    "mandatory": MandatoryProposal,
    "participation": Participation,
    "need": NeedSurvey,
    "project_comment": ProjectComment,
    "comments": CommentSet,
    "implementation": ImplementationComment,
    "member": MemberApplication,
    "membership": MembershipApplication,
    "translation": Translation,
    "patent_disclosure": PatentDisclosure,
    "patent_licensing": PatentLicensing,
    "patent_list": PatentList,
}
"""The kinds of undertaking (``kind:`` in a file), each with its model."""

KIND_NAMES: dict[str, str] = {
    "proposal": "推荐性国家标准立项建议",
    "mandatory": "强制性国家标准立项建议",
    "participation": "参编申请",
    "need": "标准需求征集",
    "project_comment": "拟立项意见",
    "comments": "征求意见稿意见",
    "implementation": "标准实施意见",
    "member": "委员申请",
    "membership": "成员单位申请",
    "translation": "外文版建议",
    "patent_disclosure": "专利信息披露",
    "patent_licensing": "必要专利许可声明",
    "patent_list": "已披露专利清单",
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
    "ImplementationComment",
    "MandatoryProposal",
    "MemberApplication",
    "MembershipApplication",
    "NeedSurvey",
    "Participation",
    "PatentDisclosure",
    "PatentLicensing",
    "PatentList",
    "ProjectComment",
    "Proposal",
    "Record",
    "Translation",
    "Undertaking",
]
