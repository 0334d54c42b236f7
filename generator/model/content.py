"""The guide's content: edition, chapters, policies, organisations, ways in, paths, platforms, cards, laws.

Each fact stands once, with the day it was true (``as_of``) and the source it cites. Figures that follow from others
(shares, sums, counts) are not stored; templates compute them.
"""

from __future__ import annotations

from pydantic import Field

from generator.model.base import Count, Day, Record, Slug, Sourced, Text, Words, Year, YearMonth, YesNo

ID = "代号：小写字母、数字和连字符，全书不重复，引用时用"
BODY = "正文（Markdown）"
NAME = "名称"


class Edition(Sourced):
    """The book itself."""

    title: Text = Field(description="书名")
    title_lines: tuple[Text, ...] = Field(min_length=1, description="封面上书名的分行")
    issuers: tuple[Text, ...] = Field(min_length=1, description="发布单位，按次序")
    issued: YearMonth = Field(description="版本日期，写作 2025-03")
    clock: Day = Field(description="文件属性中的日期；同一内容因此总生成相同的文件")
    subject: Text = Field(description="文件属性中的主题")
    keywords: tuple[Text, ...] = Field(description="文件属性中的关键词")
    max_age_months: Count = Field(ge=1, description="事实核实后多少个月仍算新；zhiyin check 对超期的事实发出警告")


class Part(Record):
    """A section of a chapter: its title and the prose it opens with."""

    id: Slug = Field(description=ID)
    title: Text = Field(description="标题，不写序号")
    intro: Text = Field(description="开头的文字（Markdown）")


class Chapter(Record):
    """A chapter: short title for the contents and running head, full title, opening prose, sections."""

    id: Slug = Field(description=ID)
    title: Text = Field(description="目录和页眉用的短题名")
    full_title: Text = Field(description="完整题名")
    intro: Text = Field(description="章首的文字（Markdown）")
    parts: tuple[Part, ...] = Field(default=(), description="各节")


class Policy(Sourced):
    """A policy document and what it means to a company."""

    id: Slug = Field(description=ID)
    date: YearMonth = Field(description="发布年月")
    issuers: tuple[Text, ...] = Field(min_length=1, description="发布机关；牵头的在前")
    lead: YesNo = Field(default=False, description="第一个机关牵头、联合其余机关发布")
    occasion: Words = Field(default="", description="发布的场合或程序，例如某次会议")
    name: Text = Field(description="文件名称，带书名号")
    points: tuple[Text, ...] = Field(min_length=1, description="与企业有关的要点，表格中逐条列出")
    body: Text = Field(description="说明它对企业意味着什么（Markdown）")


class Policies(Record):
    """Policies by level, in order of date."""

    national: tuple[Policy, ...] = Field(min_length=1, description="国家层面")
    beijing: tuple[Policy, ...] = Field(min_length=1, description="北京市层面")


class Group(Record):
    """A working group; ``number`` is its official number where it has one."""

    name: Text = Field(description="工作组名称，不写“工作组”三字")
    number: Words = Field(default="", description="工作组编号，例如 WG 5；没有的不写")


class International(Sourced):
    """The international subcommittee."""

    name: Text = Field(description="代号式名称，例如 ISO/IEC JTC 1/SC 42")
    name_cn: Text = Field(description="中文名称")
    founded: YearMonth = Field(description="批准成立的年月，写作 2017-10")
    meeting: Text = Field(description="批准成立的会议")
    scope: tuple[Text, ...] = Field(min_length=1, description="工作范围，逐项")
    groups: tuple[Group, ...] = Field(min_length=1, description="工作组，按编号")
    published: Count = Field(description="已发布标准数")
    developing: Count = Field(description="在研标准数")
    led_published: Count = Field(description="我国主导且已发布")
    led_developing: Count = Field(description="我国主导且在研")
    led_fields: tuple[Text, ...] = Field(min_length=1, description="我国主导项目涉及的领域")
    led_group: Text = Field(description="中国专家担任职务的工作组")
    led_posts: tuple[Text, ...] = Field(min_length=1, description="中国专家担任的职务")
    body: Text = Field(description=BODY)


class GeneralGroup(Sourced):
    """The national general group."""

    name: Text = Field(description=NAME)
    founded: Year = Field(description="成立年份")
    duties: tuple[Text, ...] = Field(min_length=1, description="职责，逐条，句末不加标点")
    body: Text = Field(description=BODY)


class Committee(Sourced):
    """A technical committee or subcommittee."""

    name: Text = Field(description="全称")
    short: Text = Field(description="简称")
    code: Text = Field(description="编号，例如 TC28/SC42")
    founded: Year = Field(description="成立年份")
    leaders: tuple[Text, ...] = Field(min_length=1, description="领导或业务指导单位")
    preparer: Words = Field(default="", description="筹建单位")
    counterpart: Text = Field(description="对口的国际组织")
    counterpart_note: Words = Field(default="", description="对口范围的说明，例如除外的分委会")
    scope: tuple[Text, ...] = Field(min_length=1, description="负责专业范围，逐项")
    secretariat: Text = Field(description="秘书处所在单位")
    members: Words = Field(default="", description="单位委员的规模")
    member_kinds: tuple[Text, ...] = Field(default=(), description="单位委员的类型")
    standing: Words = Field(default="", description="在领域中的地位，用于“是……”之后")
    groups: tuple[Group, ...] = Field(default=(), description="工作组和研究组；印出的个数由此算出")
    body: Text = Field(description=BODY)


class Organisations(Record):
    """The bodies of chapter two."""

    jtc1sc42: International = Field(description="国际人工智能标准化组织")
    general_group: GeneralGroup = Field(description="国家人工智能标准化总体组")
    tc28: Committee = Field(description="全国信标委")
    sc42: Committee = Field(description="全国信标委人工智能分委会")
    lookup: tuple[Text, ...] = Field(min_length=1, description="平台上可查的信息")
    lookup_platform: Slug = Field(description="查询平台的代号，见 platforms.yaml")


class Step(Record):
    """A step of a procedure; ``actor`` acts."""

    text: Text = Field(description="做什么；句末不加标点")
    actor: Words = Field(default="", description="由谁做")
    url: Words = Field(default="", description="这一步用到的网址")


class Way(Sourced):
    """A way into the subcommittee."""

    id: Slug = Field(description=ID)
    title: Text = Field(description="途径的名称，也作图题")
    when: Words = Field(default="", description="适用的期间；没有期间限制的不写")
    body: Text = Field(description=BODY)
    steps: tuple[Step, ...] = Field(min_length=2, description="步骤，按次序；流程图由此画出")


class Basis(Record):
    """A legal basis: a reference to an article of laws.yaml."""

    law: Slug = Field(description="法律法规的代号，见 laws.yaml")
    article: Slug = Field(description="条款的代号，见 laws.yaml")


class Channel(Record):
    """Where something is handed in; ``platform`` refers to platforms.yaml."""

    name: Text = Field(description="渠道的名称")
    how: Text = Field(description="怎样办；句末不加标点")
    platform: Slug | None = Field(default=None, description="平台的代号，见 platforms.yaml；没有的不写")


class PathOfWork(Sourced):
    """A path of chapter three; ``stages`` are the stages of a standard's life where it acts."""

    id: Slug = Field(description=ID)
    title: Text = Field(description="节题名，不写序号")
    short: Text = Field(description="图中的短名")
    stages: tuple[Text, ...] = Field(min_length=1, description="所在的阶段，取自 life")
    bases: tuple[Basis, ...] = Field(default=(), description="法律依据")
    channels: tuple[Channel, ...] = Field(default=(), description="渠道")
    body: Text = Field(description=BODY)
    advice: Words = Field(default="", description="给企业的提示（Markdown）")


class Stage(Sourced):
    """A stage at which comments are invited."""

    id: Slug = Field(description=ID)
    name: Text = Field(description="阶段名称")
    when: Text = Field(description="什么时候")
    channels: tuple[Text, ...] = Field(min_length=1, description="渠道")
    account: YesNo = Field(description="需实名注册并登录个人账号")
    body: Text = Field(description="可以提什么意见（Markdown）")


class Work(Record):
    """Chapter three: what a company may do, the life of a standard, the paths, the comment stages."""

    actions: tuple[Text, ...] = Field(min_length=1, description="企业可以做的工作，句末不加标点")
    life: tuple[Text, ...] = Field(min_length=2, description="一项标准的各阶段，按次序")
    paths: tuple[PathOfWork, ...] = Field(min_length=1, description="参与路径，与第三章各节一一对应")
    call: tuple[Step, ...] = Field(min_length=2, description="参编单位的征集流程")
    stages: tuple[Stage, ...] = Field(min_length=1, description="听取意见的阶段")


class Platform(Sourced):
    """A place to look things up; without ``url`` it is a WeChat account found by its name."""

    id: Slug = Field(description=ID)
    name: Text = Field(description=NAME)
    uses: Text = Field(description="用途（Markdown）")
    short: Text = Field(description="表格中的一句话")
    url: str | None = Field(default=None, description="网址；公众号不写")
    account: Words = Field(default="", description="公众号的搜索方法")
    note: Words = Field(default="", description="附注（Markdown）")


class CardRow(Record):
    """A label and its value."""

    label: Text = Field(description="项目")
    value: Text = Field(description='内容；日期加引号，写作 "2024-07-18"')


class Card(Sourced):
    """A record card drawn as a figure."""

    id: Slug = Field(description=ID)
    title: Text = Field(description="卡片标题")
    site: Words = Field(default="", description="信息所在的网站")
    rows: tuple[CardRow, ...] = Field(min_length=1, description="各行，按次序")


class Article(Sourced):
    """An article of a law and what it provides, in the guide's own words."""

    id: Slug = Field(description=ID)
    article: Text = Field(description="条款，例如 第十条第一款")
    says: Text = Field(description="条款规定的内容，用自己的话概括")


class Law(Record):
    """A law or regulation."""

    id: Slug = Field(description=ID)
    name: Text = Field(description="法律法规名称，带书名号")
    number: Words = Field(default="", description="发布令号")
    articles: tuple[Article, ...] = Field(min_length=1, description="引用的条款")


class Guide(Record):
    """All content, a file for each field."""

    edition: Edition = Field(description="版本")
    chapters: tuple[Chapter, ...] = Field(min_length=1, description="各章")
    policies: Policies = Field(description="政策")
    organisations: Organisations = Field(description="组织")
    ways: tuple[Way, ...] = Field(min_length=1, description="加入分委会的途径")
    work: Work = Field(description="工作路径")
    platforms: tuple[Platform, ...] = Field(min_length=1, description="平台")
    cards: tuple[Card, ...] = Field(min_length=2, description="信息卡片：政策在前，标准在后")
    laws: tuple[Law, ...] = Field(min_length=1, description="法律法规")
