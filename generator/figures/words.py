"""Words that labels keep whole: a short line in a box reads badly when 标准化 is broken to 标准 and 化."""

from __future__ import annotations

import re

_WORDS = """
征求意见 国务院 互联互通 人工智能 强制性 推荐性 委员会 标准化 信息化 智能化 秘书处 工作组 总体组 研究组 公众号
小程序 大模型 研究院 研究所 管理局 负责人 联系人 外文版 主管部门 分委会 信标委 国标委 北京市 意见稿 数字化 国家
国际 行业 地方 团体 企业 标准 技术 信息 公共 服务 平台 系统 公示 征集 委员 代表 注册 登录 账号 个人 申请 提交
加入 填写 材料 通知 界面 管理 工业 方法 计算 特征 应用 微信 搜索 名称 关注 意见 建议 立项 起草 审查 发布 批准
实施 征求 制定 修订 资格 条件 任职 符合 有关 相关 全体 表决 增补 调整 提出 予以 行动 计划 开源 评测 性能 基准
门户 网站 渠道 阶段 期间 换届 筹建 点击 公开 意向 参与 编制 下达 项目 问卷 后台 审核 单位 公司 全国 专业 工作
过程 组织 产业 发展 改革 经济 市场 监督 高校 政策 规划 体系 基础 数据 产品 领域 安全 治理 伦理 可信 实名 资料
附件 会议 培训 翻译 机构 文件 时间 地址 电话 邮箱 依据 责任 部门 政府 社会 公众 反馈 采纳 处理 完成 定期 及时
"""
_PATTERN = re.compile("|".join(sorted(_WORDS.split(), key=lambda word: (-len(word), word))))


def parts(text: str) -> list[tuple[str, bool]]:
    """``text`` cut to parts, each with whether it is a word that must stay whole."""
    found: list[tuple[str, bool]] = []
    end = 0
    for match in _PATTERN.finditer(text):
        if match.start() > end:
            found.append((text[end : match.start()], False))
        found.append((match.group(), True))
        end = match.end()
    return [*found, (text[end:], False)] if end < len(text) else found
