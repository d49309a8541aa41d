"""A tiny ledger on disk with a criterion of each state on ``DAY``: its answers can be counted on one hand."""

from __future__ import annotations

from pathlib import Path

DAY = "2024-06-30"
PLAN = """\
title: 示例区园区治理方案
short: 示例治理
issued_by: 示例区人民政府办公室
effective_on: "2024-01-01"
baseline_on: "2024-01-01"
units:
  - {name: 区工业局, aliases: [区工信局]}
  - {name: 区环境局}
  - {name: 东镇, kind: town}
  - {name: 西镇, kind: town}
  - {name: 属地镇政府, kind: role}
columns:
  enterprises:
    - {key: verified_on, title: 核验日期, type: date}
standards:
  gone: [{item: 不具备生产能力, has: verified_on}]
proof: gone
disposals:
  - {id: 退出, standard: gone}
goals:
  - id: g1
    title: 清退
    text: 三家清退
    clause: 二
    due: 2024年底
    unit: 家
    quota: {of: enterprises, from: 3, to: 0}
tasks:
  - id: "1"
    title: 东园撤销取缔
    clause: 三（一）
    park: 东园
    lead: [属地镇政府]
    support: [区工业局]
    criteria:
      - {id: "1.1", text: 印发方案, clause: 三（一）, due: 2024年2月底, milestone: {evidence: 文件}}
      - {id: "1.2", text: 公示名单, clause: 三（一）, due: 2024年2月底, milestone: {evidence: 名单}}
      - id: "1.3"
        text: 两家退出
        clause: 三（一）
        due: 2024年5月底
        unit: 家
        quota: {of: enterprises, from: 2, to: 0}
      - {id: "1.4", text: 防止复燃, clause: 三（一）, due: 长期坚持, standing: [relapse]}
  - id: "2"
    title: 西园治理
    clause: 三（二）
    park: 西园
    lead: [区环境局]
    criteria:
      - {id: "2.1", text: 全部查实, clause: 三, due: 2024-Q4, coverage: {of: enterprises, standard: gone}}
      - {id: "2.2", text: 环境改善, clause: 三（二）, due: unscheduled, qualitative: true}
      - {id: "2.3", text: 没有未证实的退出, clause: 三（二）, due: 长期坚持, standing: [unproven]}
  - id: "3"
    title: 各园清退
    clause: 三（三）
    criteria:
      - {id: "3.1", text: 各园清零, clause: 三, due: 2024-03-31, per: park, quota: {of: enterprises, to: 0}}
duties:
  - {id: f1, title: 月报, clause: 四, kind: recurring, every: month, within: 5, lead: [区环境局]}
  - {id: f2, title: 巡查, clause: 四, kind: continuous, lead: [区环境局, 属地镇政府]}
zero:
  - {id: relapse, title: 复燃, clause: 三, kind: relapse, look_every: settings.look_every, lead: [属地镇政府]}
  - {id: unproven, title: 未证实, clause: 三（二）, kind: claimed_not_proven, lead: [区环境局]}
"""
FILES = {
    "ledger.yaml": """\
timezone: Asia/Shanghai
language: zh
settings:
  tiny-2024:
    look_every: month
""",
    "plans/tiny-2024.yaml": PLAN,
    "parks/tiny.csv": """\
id,name,town,enterprises
东园,东园工业园区,东镇,2
西园,西园集中地,西镇,1
""",
    "enterprises/tiny.csv": """\
id,name,park,disposal,listed_on,exited_on,verified_on
E-1,示例甲厂,东园,退出,2024-01-01,2024-02-20,2024-02-25
E-2,示例乙社,东园,退出,2024-01-01,,
E-3,示例丙坊,西园,退出,2024-01-01,,
""",
    "inspections/tiny.csv": """\
on,kind,park,enterprise,result,by
2024-06-20,patrol,东园,E-1,producing,东镇
""",
    "filings/tiny.csv": """\
item,unit,period,done_on,filed_on,evidence
1.1,区工业局,,2024-02-10,2024-02-12,文件
1.2,区工业局,,2024-03-05,2024-03-06,名单
f1,区环境局,2024-01,2024-01-31,2024-02-03,月报
f1,区环境局,2024-02,2024-02-29,2024-03-20,月报
""",
}
STATES = {
    "1.1": "met", "1.2": "met_late", "1.3": "overdue", "1.4": "breached",
    "2.1": "pending", "2.2": "unmeasured", "2.3": "holding", "3.1": "overdue",
}  # fmt: skip
"""Every criterion of the tiny ledger on ``DAY``."""


def tiny(folder: Path, **changed: tuple[str, str] | str | None) -> Path:
    """Write the tiny ledger below ``folder`` and return its data folder.

    ``enterprises=("2024-02-20", "2024-02-31")`` puts one text for another in that kind's file; a text
    replaces the whole file; None leaves it out. ``ledger`` is ``ledger.yaml``.
    """
    data = folder / "data"
    for path, text in FILES.items():
        change = changed.get(path.split("/")[0].removesuffix(".yaml"), ("", ""))
        if change is None:
            continue
        if isinstance(change, tuple):
            assert change[0] in text, change
            change = text.replace(*change) if change[0] else text
        (data / path).parent.mkdir(parents=True, exist_ok=True)
        (data / path).write_text(change, "utf-8")
    return data
