"""The guide's content: edition, chapters, policies, organisations, ways in, paths, platforms, cards, laws.

Each fact stands once, with the day it was true (``as_of``) and the source it cites. Figures that follow from others
(shares, sums, counts) are not stored; templates compute them.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
YearMonth = Annotated[str, StringConstraints(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]
Year = Annotated[int, Field(ge=1900, le=2100)]
Count = Annotated[int, Field(ge=0)]


class Record(BaseModel):
    """A frozen record whose unknown keys are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Sourced(Record):
    """A record that says when it was true and which public source it cites."""

    as_of: date = Field(description="核实日期，写作 2025-03-01")
    source: Text = Field(description="依据的公开来源：文件名称、文号或网页")


class Edition(Sourced):
    """The book itself."""

    title: Text = Field(description="书名")
    title_lines: tuple[Text, ...] = Field(min_length=1, description="封面上书名的分行")
    issuers: tuple[Text, ...] = Field(min_length=1, description="发布单位，按次序")
    issued: YearMonth = Field(description="版本日期，写作 2025-03")
    clock: date = Field(description="文件属性中的日期；同一内容因此总生成相同的文件")
    subject: Text = Field(description="文件属性中的主题")
    keywords: tuple[Text, ...] = Field(description="文件属性中的关键词")
    max_age_months: int = Field(ge=1, description="事实核实后多少个月仍算新；zhiyin check 对超期的事实发出警告")


class Part(Record):
    """A section of a chapter: its title and the prose it opens with."""

    id: Slug
    title: Text = Field(description="标题，不写序号")
    intro: Text = Field(description="开头的文字（Markdown）")


class Chapter(Record):
    """A chapter: short title for the contents and running head, full title, opening prose, sections."""

    id: Slug
    title: Text = Field(description="目录和页眉用的短题名")
    full_title: Text = Field(description="完整题名")
    intro: Text = Field(description="章首的文字（Markdown）")
    parts: tuple[Part, ...] = Field(default=(), description="各节")


class Policy(Sourced):
    """A policy document and what it means to a company."""

    id: Slug
    date: YearMonth = Field(description="发布年月")
    issuers: tuple[Text, ...] = Field(min_length=1, description="发布机关；牵头的在前")
    lead: bool = Field(default=False, description="第一个机关牵头、联合其余机关发布")
    occasion: str = Field(default="", description="发布的场合或程序，例如某次会议")
    name: Text = Field(description="文件名称，带书名号")
    points: tuple[Text, ...] = Field(min_length=1, description="与企业有关的要点，表格中逐条列出")
    body: Text = Field(description="说明它对企业意味着什么（Markdown）")


class Policies(Record):
    """Policies by level, in order of date."""

    national: tuple[Policy, ...] = Field(min_length=1, description="国家层面")
    beijing: tuple[Policy, ...] = Field(min_length=1, description="北京市层面")


class Group(Record):
    """A working group; ``number`` is its official number where it has one."""

    name: Text
    number: str = ""


class International(Sourced):
    """The international subcommittee."""

    name: Text
    name_cn: Text
    founded: YearMonth
    meeting: Text = Field(description="批准成立的会议")
    scope: tuple[Text, ...] = Field(min_length=1)
    groups: tuple[Group, ...] = Field(min_length=1)
    published: Count = Field(description="已发布标准数")
    developing: Count = Field(description="在研标准数")
    led_published: Count = Field(description="我国主导且已发布")
    led_developing: Count = Field(description="我国主导且在研")
    led_fields: tuple[Text, ...] = Field(min_length=1)
    led_group: Text = Field(description="中国专家担任职务的工作组")
    led_posts: tuple[Text, ...] = Field(min_length=1)
    body: Text


class GeneralGroup(Sourced):
    """The national general group."""

    name: Text
    founded: Year
    duties: tuple[Text, ...] = Field(min_length=1)
    body: Text


class Committee(Sourced):
    """A technical committee or subcommittee."""

    name: Text
    short: Text
    code: Text
    founded: Year
    leaders: tuple[Text, ...] = Field(min_length=1, description="领导或业务指导单位")
    preparer: str = Field(default="", description="筹建单位")
    counterpart: Text = Field(description="对口的国际组织")
    counterpart_note: str = ""
    scope: tuple[Text, ...] = Field(min_length=1)
    secretariat: Text
    members: str = Field(default="", description="单位委员的规模")
    member_kinds: tuple[Text, ...] = ()
    standing: str = ""
    groups: tuple[Group, ...] = ()
    body: Text


class Organisations(Record):
    """The bodies of chapter two."""

    jtc1sc42: International
    general_group: GeneralGroup
    tc28: Committee
    sc42: Committee
    lookup: tuple[Text, ...] = Field(min_length=1, description="平台上可查的信息")
    lookup_platform: Slug


class Step(Record):
    """A step of a procedure; ``actor`` acts."""

    text: Text
    actor: str = ""
    url: str = Field(default="", description="这一步用到的网址")


class Way(Sourced):
    """A way into the subcommittee."""

    id: Slug
    title: Text
    when: Text
    body: Text
    steps: tuple[Step, ...] = Field(min_length=2)


class Basis(Record):
    """A legal basis: a reference to an article of laws.yaml."""

    law: Slug
    article: Slug


class Channel(Record):
    """Where something is handed in; ``platform`` refers to platforms.yaml."""

    name: Text
    how: Text
    platform: Slug | None = None


class PathOfWork(Sourced):
    """A path of chapter three; ``stages`` are the stages of a standard's life where it acts."""

    id: Slug
    title: Text = Field(description="节题名，不写序号")
    short: Text = Field(description="图中的短名")
    stages: tuple[Text, ...] = Field(min_length=1)
    bases: tuple[Basis, ...] = ()
    channels: tuple[Channel, ...] = ()
    body: Text
    advice: str = Field(default="", description="给企业的提示（Markdown）")


class Stage(Sourced):
    """A stage at which comments are invited."""

    id: Slug
    name: Text
    when: Text
    channels: tuple[Text, ...] = Field(min_length=1)
    account: bool = Field(description="需实名注册并登录个人账号")
    body: Text


class Work(Record):
    """Chapter three: what a company may do, the life of a standard, the paths, the comment stages."""

    actions: tuple[Text, ...] = Field(min_length=1)
    life: tuple[Text, ...] = Field(min_length=2, description="一项标准的各阶段，按次序")
    paths: tuple[PathOfWork, ...] = Field(min_length=1)
    call: tuple[Step, ...] = Field(min_length=2, description="参编单位的征集流程")
    stages: tuple[Stage, ...] = Field(min_length=1)


class Platform(Sourced):
    """A place to look things up; without ``url`` it is a WeChat account found by its name."""

    id: Slug
    name: Text
    uses: Text = Field(description="用途（Markdown）")
    short: Text = Field(description="表格中的一句话")
    url: str | None = Field(default=None, description="网址；公众号不写")
    account: str = Field(default="", description="公众号的搜索方法")
    note: str = Field(default="", description="附注（Markdown）")


class CardRow(Record):
    """A label and its value."""

    label: Text
    value: Text


class Card(Sourced):
    """A record card drawn as a figure."""

    id: Slug
    title: Text
    site: str = ""
    rows: tuple[CardRow, ...] = Field(min_length=1)


class Article(Sourced):
    """An article of a law and what it provides, in the guide's own words."""

    id: Slug
    article: Text = Field(description="条款，例如 第十条第一款")
    says: Text


class Law(Record):
    """A law or regulation."""

    id: Slug
    name: Text
    number: str = Field(default="", description="发布令号")
    articles: tuple[Article, ...] = Field(min_length=1)


class Guide(Record):
    """All content, a file for each field."""

    edition: Edition
    chapters: tuple[Chapter, ...] = Field(min_length=1)
    policies: Policies
    organisations: Organisations
    ways: tuple[Way, ...] = Field(min_length=1)
    work: Work
    platforms: tuple[Platform, ...] = Field(min_length=1)
    cards: tuple[Card, ...] = Field(min_length=1)
    laws: tuple[Law, ...] = Field(min_length=1)
