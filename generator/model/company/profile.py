"""The company profile: one store that fills every form (shared by all of a company's undertakings)."""

from __future__ import annotations

from typing import Literal

from generator.model.company.base import Count, Day, Line, Record, Text, YearMonth, given, needed, rows

Interest = Literal["生产者", "经营者", "使用者", "消费者", "公共利益方"]
"""Interest sides of a technical committee (全国专业标准化技术委员会管理办法, 令第191号)."""

Scale = Literal["大型", "中型", "小型", "微型"]
"""Enterprise sizes (统计上大中小微型企业划分办法（2017）)."""

Sex = Literal["男", "女"]

Group = Literal[
    "基础",
    "芯片与系统",
    "算法与模型",
    "产品与服务",
    "可信赖",
    "计算机视觉",
    "知识图谱",
    "自动驾驶",
    "智能计算",
    "电力应用",
    "智慧家庭",
    "人形机器人",
    "开源",
    "科学智算",
    "医疗应用",
    "金融应用",
    "石油石化应用",
]
"""The 17 working and research groups of TC28/SC42, in the guide's order."""

PatentType = Literal["发明", "实用新型", "外观设计"]
PatentStatus = Literal["申请中", "已公开", "实质审查", "已授权", "已失效"]


class Contact(Record):
    """A person to reach."""

    name: Line = needed("姓名")
    sex: Sex | None = given("性别")
    department: Line | None = given("部门")
    post: Line | None = given("职务")
    title: Line | None = given("职称")
    mobile: Line | None = given("手机")
    phone: Line | None = given("固定电话")
    fax: Line | None = given("传真")
    email: Line | None = given("电子邮箱")


class StandardPart(Record):
    """A standard that the company or a person took part in."""

    number: Line | None = given("标准号")
    title: Line = needed("标准名称")
    role: Line | None = given("角色")
    year: Count | None = given("年份")
    level: Literal["国际", "国家", "行业", "地方", "团体", "企业"] | None = given("级别")


class CareerStep(Record):
    """A line of a CV: from and to are months, an open end means until now."""

    start: YearMonth = needed("起始年月")
    end: YearMonth | None = given("截止年月")
    organisation: Line = needed("单位")
    post: Line | None = given("职务")


class CommitteePost(Record):
    """A post held in a technical committee."""

    number: Line | None = given("技术委员会编号")
    name: Line = needed("技术委员会名称")
    post: Line | None = given("委员会职务")


class Expert(Record):
    """A person of the company with standardization work; ``id`` is what undertakings call the person by."""

    id: Line | None = given("代号")
    name: Line = needed("姓名")
    sex: Sex | None = given("性别")
    born: YearMonth | None = given("出生年月")
    ethnicity: Line | None = given("民族")
    affiliation: Line | None = given("政治面貌")
    education: Line | None = given("学历/学位")
    school: Line | None = given("毕业院校")
    major: Line | None = given("所学专业")
    field: Line | None = given("现从事专业")
    department: Line | None = given("部门")
    post: Line | None = given("职务")
    title: Line | None = given("职称")
    mobile: Line | None = given("手机")
    phone: Line | None = given("办公电话")
    fax: Line | None = given("传真")
    email: Line | None = given("电子邮箱")
    languages: Line | None = given("外语语种及熟练程度")
    experience: Text | None = given("标准化工作经历")
    standards: tuple[StandardPart, ...] = rows("主持或参与的标准")
    career: tuple[CareerStep, ...] = rows("主要工作简历")
    committees: tuple[CommitteePost, ...] = rows("在其他技术委员会任职情况")
    international: Text | None = given("参加国际标准化活动情况")
    achievements: Text | None = given("主要业务成果、论著、奖励")
    iso_expert: bool | None = given("是否 ISO/IEC JTC 1/SC 42 注册专家")


class Patent(Record):
    """A patent or application; ``number`` is the one printed on forms."""

    id: Line | None = given("代号")
    number: Line = needed("专利号/申请号/公开号")
    name: Line | None = given("专利名称")
    holder: Line | None = given("专利权人/申请人")
    type: PatentType | None = given("专利类型")
    status: PatentStatus | None = given("法律状态")
    country: Line | None = given("国家/地区")
    filed: Day | None = given("申请日")
    granted: Day | None = given("授权公告日")


class ResearchProject(Record):
    """A research project that supports a proposal."""

    id: Line | None = given("代号")
    number: Line | None = given("项目编号")
    name: Line = needed("项目名称")
    source: Line | None = given("项目来源")
    level: Literal["国家级", "省部级", "地市级", "企业"] | None = given("级别")
    start: YearMonth | None = given("起始年月")
    end: YearMonth | None = given("结束年月")


class Product(Record):
    """A product, service or platform."""

    id: Line | None = given("代号")
    name: Line = needed("产品名称")
    category: Line | None = given("类别")
    description: Text | None = given("说明")


class CompanyProfile(Record):
    """What every form wants to know of the company; the name equals the one on the seal letter for letter."""

    kind: Literal["company"] = "company"
    name: Line = needed("单位名称")
    name_en: Line | None = given("英文名称")
    credit_code: Line | None = given("统一社会信用代码")
    legal_type: Line | None = given("单位性质")
    interest: Interest | None = given("代表利益方")
    registered_address: Line | None = given("注册地址")
    postal_address: Line | None = given("通讯地址")
    postcode: Line | None = given("邮政编码")
    legal_representative: Line | None = given("法定代表人")
    founded: Day | None = given("成立日期")
    industry: Line | None = given("国民经济行业")
    scale: Scale | None = given("企业规模")
    employees: Count | None = given("员工人数")
    research_staff: Count | None = given("研发人员人数")
    website: Line | None = given("网址")
    introduction: Text | None = given("单位简介")
    business: Text | None = given("人工智能相关业务、产品、平台")
    standards_basis: Text | None = given("标准化工作基础")
    standards: tuple[StandardPart, ...] = rows("参与标准清单")
    standards_lead: Contact | None = given("标准化负责人")
    contact: Contact | None = given("联系人")
    experts: tuple[Expert, ...] = rows("专家")
    patents: tuple[Patent, ...] = rows("专利")
    projects: tuple[ResearchProject, ...] = rows("科研项目")
    products: tuple[Product, ...] = rows("产品清单")
    sc42_member: bool | None = given("是否 SC42 成员单位")
    sc42_groups: tuple[Group, ...] = rows("所在工作组/研究组")
