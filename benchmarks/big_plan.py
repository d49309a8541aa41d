"""The plan of the large ledger: every way of measuring over the roster, a few rules of dynamic zero, a few duties."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

PLAN = """\
# 示例方案：全部虚构，由 benchmarks/make_ledger.py 生成，供测速用。
title: 示例市工业园区治理实施方案
issued_by: 示例市人民政府
issued_on: 2021-06-25
effective_on: 2021-06-25
baseline_on: 2021-06-25

units:
  - {{name: 区工业和信息化局, aliases: [区工信局]}}
  - {{name: 区生态环境局}}
  - {{name: 属地镇政府, kind: role}}
  - {{name: 各镇人民政府, kind: collective, members: [{towns}]}}
{units}

columns:
  enterprises:
    - {{key: above_scale, title: 规上企业, type: flag}}
    - {{key: staff, title: 职工人数, type: count}}
    - {{key: area_m2, title: 占地面积（平方米）, type: amount}}
    - {{key: violation, title: 违法违规情形, type: text, choices: [无证照, 违法占地, 未批先建, 超标排放]}}
    - {{key: equipment_removed_on, title: 设备拆除日期, type: date}}
    - {{key: verified_on, title: 核实日期, type: date}}

standards:
  gone: [{{item: 设备拆除, has: equipment_removed_on}}, {{item: 现场核实, has: verified_on}}]
  moved: [{{item: 现场核实, has: verified_on}}]
  improved: [{{item: 告知, has: notified_on}}, {{item: 现场核实, has: verified_on}}]
proof: gone
disposals:
  - {{id: 关停取缔, standard: gone}}
  - {{id: 整体退出, standard: gone}}
  - {{id: 搬迁改造, standard: moved}}
  - {{id: 规范提升}}
acceptance:
  - {{stage: 验收, by: [{{unit: 区工业和信息化局}}]}}
sequences:
  - {{id: s1, of: enterprises, columns: [exited_on, equipment_removed_on, verified_on], clause: 三（一）}}

goals:
  - {{id: g1, title: 应退出企业全部退出, text: 关停取缔、整体退出、搬迁改造企业全部退出, clause: 二, due: 2023年底,
     unit: 家, quota: {{of: enterprises, where: {{disposal: [关停取缔, 整体退出, 搬迁改造]}}, from: {leaving}, to: 0}}}}

tasks:
  - id: "1"
    title: 印发方案
    clause: 附件1-1
    lead: [区工业和信息化局]
    criteria:
      - {{id: "1.1", text: 印发方案, clause: 附件1-1, due: 2021年6月底, milestone: {{evidence: 印发文件}}}}

  - id: "2"
    title: 关停取缔
    clause: 附件1-2
    lead: [属地镇政府]
    criteria:
      - {{id: "2.1", text: 各园区关停取缔企业全部退出, clause: 附件1-2, due: 2023年底, per: park, unit: 家,
         quota: {{of: enterprises, where: {{disposal: 关停取缔}}, to: 0}}}}
      - {{id: "2.2", text: 无证照企业全部退出, clause: 附件1-2, due: 2022年底, per: town, unit: 家,
         quota: {{of: enterprises, where: {{disposal: 关停取缔, violation: 无证照}}, to: 0, done: claimed}}}}
      - {{id: "2.3", text: 规上企业通过验收, clause: 附件1-2, due: 2024年6月底, unit: 家,
         quota: {{of: enterprises, where: {{disposal: 关停取缔, above_scale: "true"}}, to: 0, done: accepted}}}}
      - {{id: "2.4", text: 腾退占地, clause: 附件1-2, due: 2023年底, unit: 平方米,
         quota: {{of: enterprises, where: {{disposal: 关停取缔}}, sum: area_m2, to: 0}}}}

  - id: "3"
    title: 整体退出、搬迁改造
    clause: 附件1-3
    lead: [属地镇政府]
    criteria:
      - {{id: "3.1", text: 整体退出企业退出, clause: 附件1-3, due: 2023年9月底, unit: 家,
         quota: {{of: enterprises, where: {{disposal: 整体退出}}, from: {left}, to: 0, done: claimed}}}}
      - {{id: "3.2", text: 搬迁改造企业搬出, clause: 附件1-3, due: 2024年底, unit: 家,
         quota: {{of: enterprises, where: {{disposal: 搬迁改造}}, from: {moved}, to: 0}}}}

  - id: "4"
    title: 规范提升
    clause: 附件1-4
    lead: [区生态环境局]
    criteria:
      - {{id: "4.1", text: 规范提升企业全部核实, clause: 附件1-4, due: 2024年底,
         coverage: {{of: enterprises, where: {{disposal: 规范提升}}, standard: improved}}}}
      - {{id: "4.2", text: 规范提升企业职工, clause: 附件1-4, due: 2024年底, unit: 人,
         threshold: {{of: enterprises, where: {{disposal: 规范提升}}, sum: staff, at_least: 1}}}}

  - id: "5"
    title: 巩固成果
    clause: 附件1-5
    lead: [属地镇政府]
    criteria:
      - {{id: "5.1", text: 防止死灰复燃, clause: 附件1-5, due: 长期坚持, standing: [relapse]}}
      - {{id: "5.2", text: 新发现违法违规企业动态清零, clause: 附件1-5, due: 长期坚持, standing: [violators]}}

duties:
  - {{id: d1, title: 每月例会, clause: 附件2-1, kind: recurring, every: month, within: 5, lead: [区工业和信息化局]}}
  - {{id: d2, title: 每月报表, clause: 附件2-2, kind: recurring, every: month, within: 5,
     lead: [各镇人民政府], each: true}}
  - {{id: d3, title: 每月巡查, clause: 附件2-3, kind: recurring, every: month, lead: [区生态环境局],
     met_by: {{inspections: patrol}}}}

zero:
  - {{id: relapse, title: 死灰复燃, clause: 三（一）, kind: relapse, look_every: quarter, lead: [属地镇政府]}}
  - {{id: violators, title: 新发现违法违规企业, clause: 三（二）, kind: new_violator,
     where: {{violation: [无证照, 违法占地]}}, look_every: quarter, lead: [区生态环境局, 属地镇政府]}}
  - {{id: unproven, title: 已报退出未证实, clause: 三（三）, kind: claimed_not_proven, days_allowed: 30,
     look_every: quarter, lead: [属地镇政府]}}
"""


def plan_text(towns: Sequence[str], baseline: Mapping[str, int]) -> str:
    """The plan with its towns, and with the numbers that it prints: baseline members of each disposal."""
    return PLAN.format(
        towns=", ".join(f"{town}人民政府" for town in towns),
        units="\n".join(f"  - {{name: {town}人民政府, aliases: [{town}], kind: town}}" for town in towns),
        leaving=baseline["关停取缔"] + baseline["整体退出"] + baseline["搬迁改造"],
        left=baseline["整体退出"],
        moved=baseline["搬迁改造"],
    )
