"""Figures: every kind drawn neatly from its description, the same words in Word and on the page."""

from __future__ import annotations

from generator.document.nodes import Diagram, DiagramItem


def item(text: str, *children: DiagramItem, **attributes: str) -> DiagramItem:
    return DiagramItem(text, tuple(attributes.items()), children)


def diagram(kind: str, *items: DiagramItem, **attributes: str) -> Diagram:
    return Diagram(kind, items, tuple(attributes.items()))


STATE, CITY = "国家层面", "北京市层面"
PLATFORM = "全国标准信息公共服务平台"
WORKING_GROUPS = "基础标准 数据 可信赖 用例与应用 人工智能计算方法和系统特征".split()
GROUPS = (
    "基础 芯片与系统 算法与模型 产品与服务 可信赖 计算机视觉 知识图谱 自动驾驶 智能计算 电力应用 智慧家庭 人形机器人 开源 "
    "科学智算 医疗应用 金融应用 石油石化应用"
).split()

SAMPLES: dict[str, Diagram] = {
    "timeline": diagram(
        "timeline",
        item("《国家标准化发展纲要》", at="2021年10月", group=STATE),
        item("《企业标准化促进办法》", at="2023年8月", group=STATE),
        item("《新产业标准化领航工程实施方案（2023—2035年）》", at="2023年8月", group=STATE),
        item("《全球人工智能治理倡议》", at="2023年10月", group=STATE),
        item("《国家人工智能产业综合标准化体系建设指南（2024版）》", at="2024年7月", group=STATE),
        item("《首都标准化发展纲要2035》", at="2022年10月", group=CITY),
        item("《北京市标准创新型企业梯度培育管理实施细则（暂行）》", at="2024年5月", group=CITY),
        item("《北京市推动“人工智能+”行动计划（2024—2025年）》", at="2024年7月", group=CITY),
    ),
    "organisations": diagram(
        "organisations",
        item("国家标准化管理委员会", role="authority"),
        item("工业和信息化部", role="authority"),
        item(
            "信息技术",
            item(
                "人工智能分技术委员会",
                *(item(name) for name in WORKING_GROUPS),
                role="international",
                code="ISO/IEC JTC 1/SC 42",
                members="工作组（5 个）",
            ),
            role="international",
            code="ISO/IEC JTC 1",
        ),
        item(
            "全国信息技术标准化技术委员会",
            item(
                "全国信标委人工智能分委会",
                *(item(name) for name in GROUPS),
                role="committee",
                code="TC28/SC42",
                note="2020年成立",
                link="对口",
                members="工作／研究组（17 个）",
            ),
            role="committee",
            code="TC28",
            note="1983年成立",
            link="对口",
        ),
        item("国家人工智能标准化总体组", role="advisory", note="2018年成立"),
    ),
    "flow": diagram(
        "flow",
        item("公示并公开征集意向委员", actor=PLATFORM, note="筹建或换届公示期间"),
        item("进入“征集委员公示”", actor="全国专业标准化技术委员会信息公示系统"),
        item("实名注册并登录个人账号", actor="企业代表"),
        item("进入该分委会的委员征集通知界面"),
        item("点击“我要加入”"),
        item("填写个人相关信息"),
        item("提交申请"),
    ),
    "flow-long": diagram(
        "flow",
        item("向分委会秘书处提交有关材料申请", actor="符合委员任职资格条件的企业代表"),
        item("表决", actor="全体委员"),
        item("提出委员增补等调整建议", actor="分委会"),
        item("报国家标准化管理委员会予以调整"),
    ),
    "flow-three": diagram(
        "flow",
        item("打开 https://www.aiconntest.com/committee"),
        item("点击右上角“加入SC42”"),
        item("点击“申请加入”"),
    ),
    "lifecycle": diagram(
        "lifecycle",
        *(item(name, role="stage") for name in "立项 起草 征求意见 审查 批准发布 实施".split()),
        item("提出强制性国家标准的立项建议", stages="立项", act="提出建议"),
        item("提出推荐性国家标准的立项建议", stages="立项", act="提出建议"),
        item("参与人工智能国家标准起草工作", stages="起草 征求意见 审查", act="参与起草"),
        item("在立项、征求意见、实施过程中提出意见和建议", stages="立项 征求意见 实施", act="提出意见"),
    ),
    "stages": diagram(
        "stages",
        item(
            "立项阶段",
            item("国家标准项目和外文版项目立项下达计划前，拟立项项目公开征求意见", label="何时"),
            item("全国标准信息公共服务平台", label="渠道"),
        ),
        item(
            "征求意见阶段",
            item("计划项目起草后形成征求意见稿，公开征求意见期间", label="何时"),
            item("全国标准信息公共服务平台；秘书处另通过全国信标委网站或公众号发出通知", label="渠道"),
        ),
        item(
            "实施阶段",
            item("现行国家标准实施中；国务院标准化行政主管部门接收社会各方意见建议并及时反馈", label="何时"),
            item("全国标准信息公共服务平台", label="渠道"),
        ),
        item("三个阶段使用同一账号：在全国标准信息公共服务平台实名注册并登录个人账号", role="common"),
    ),
    "card": diagram(
        "card",
        item("北京市发展和改革委员会；北京市经济和信息化局；北京市科委中关村管委会", label="发文机构"),
        item("京发改〔2024〕1081号", label="发文字号"),
        item("工业、交通/信息产业（含电信）", label="主题分类"),
        item("2024-07-18", label="成文日期"),
        item("2024-07-18", label="实施日期"),
        item("2024-07-26", label="发布日期"),
        item("—", label="废止日期"),
        title="《北京市推动“人工智能+”行动计划（2024—2025年）》",
        subtitle="北京市发展和改革委员会网站",
        badge="现行有效",
    ),
    "card-standard": diagram(
        "card",
        item("2025-02-28", label="发布日期"),
        item("2025-02-28", label="实施日期"),
        item("基础", label="标准类别"),
        item("L70", label="中国标准分类号"),
        item("35.240", label="国际标准分类号"),
        item("国家标准委", label="主管部门"),
        item("全国信息技术标准化技术委员会", label="归口单位"),
        item("全国信息技术标准化技术委员会人工智能分会", label="执行单位"),
        item(
            "中国电子技术标准化研究院、上海人工智能创新中心、华为云计算技术有限公司、蚂蚁科技集团股份有限公司、清华大学、中国科学院自动化研究所",
            label="起草单位",
        ),
        title="GB/T 45288.1-2025",
        subtitle="《人工智能 大模型 第1部分：通用要求》",
        badge="现行",
    ),
    "qr": diagram(
        "qr",
        item(PLATFORM, at="https://std.samr.gov.cn/"),
        item("国家标准全文公开系统", at="https://openstd.samr.gov.cn/bzgk/gb/"),
        item("人工智能标准化SC42公众号", note="微信公众号，在微信中搜索名称关注"),
        item("人工智能标准化总体组公众号", note="微信公众号，在微信中搜索名称关注"),
        item("人工智能互联互通开源评测平台", at="https://www.aiconntest.com"),
        item("人工智能系统性能基准工作组门户网站", at="https://www.aisbench.com"),
    ),
    "qr-one": diagram("qr", item("国家标准全文公开系统", at="https://openstd.samr.gov.cn/bzgk/gb/")),
}
