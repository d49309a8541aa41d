"""Write the fictional samples of the ledger: ``python tools/make_sample.py [--out data]``.

示例数据：企业、代码、检查、报送全部虚构，名称一律写明“示例”；信用代码的行政区划部分（990000）不存在。
计划与园区（``data/plans``、``data/parks``）是公开文件，程序运行时读取其中的数字，自身不写任何文件数字。
同一计划、同一程序，每次写出的字节完全相同。

津南（事实截至 2024-01-31，此后没有）：
- 撤销取缔的五个园区：东泥沽、东花园、白塘口按期全部验收（东花园有一家先未通过、后通过）；四道沟迟 12 天；
  小黄庄逾期，2023-11-15 剩 4 家，2024-01-31 仍剩 2 家（一家只报退出未核验，一家验收未通过）。
- 限期压减的八个园区：拐子沟年底差 3 家，次年 1 月补齐；双闸工业园区差 4 家，另有新入驻 1 家未清；其余按期。
- 死灰复燃 7 起：东泥沽 2023-11-06 至 12-08；金龙达标后于 2024 年 1 月复燃又清除；至今未结 2 起
  （双闸工业园区、正营）。新入驻散乱污 3 家，2 家已退出。光明、双闸集中地自 2023 年 8 月起无人回头看。
- 里程碑 2021 年 6 月完成，6.1 迟至 7 月 12 日；每月报表大多按时，少数迟报、漏报。

俵口（事实 2023-09-01 至 2023-12-31；文件没有印村名，十个村都是示例）：
- 关停取缔按六项依据（许可证、限期整改两项以日期计）：多数自行清理，逾期的联合执法；一家缺“断水”，一家逾期无人执法。
- 搬迁改造：两家过期未搬转入取缔类，两家迟搬，两家动力电未取消；一家同时符合两类（冲突，已豁免）。
- 夜查缺 5 夜、一人夜查 3 夜；回潮 3 起，1 起未结；举报、交办 8 件，2 件未查；示例九村 10 月后无人回头看。

乌海（事实 2025-11-17 至 2026-10-31；文件没有印园区名称，七个园区都是示例，类别标准线是示例设定）：
- 分级：示例甲 2024、2025 两年每项都达到上一类，可申报升级；示例丁 2024 年税收未达、示例己缺 2024 年数据，均中断；
  示例戊 2025 年跌到本类标准线以下，2026-05-20 报应对策略。
- D级（原则上）：示例甲按期，示例乙迟 107 天，示例丙 2025 年认定、不在其内。示例己主导产业有 4 个，用地比例 7 月补足。
- 工作站“十有”：示例丁只有 1 人，示例戊、示例庚缺项；停产企业 16 家，3 家档案不全；包联缺 2 家；约谈缺 1 个。
- 二季度调度迟报，三季度专题会议缺，2026 年 2 月无人入企检查，示例庚 5 月后无人去；问题 5 件，一件迟、一件未复查。

广州（事实截至 2021-12-31；文件没有印园区名单，51 个园区、52 家企业都是示例，各区面积合计等于所印核定面积）：
- 面积：天河区差 0.14、白云区差 2.68、花都区差 0.56 平方公里，其余七区完成；花都-08 是三调新增，2021-03-10 才分类。
- 里程碑：2.2 迟至 2019-10-25，3.4（验收）没有登记；花都区第二批方案、天河区第三批年度计划迟，从化区第三批两份都缺。
- 监管协议：白云-08 没有签，白云-05、花都-05 内容不全；违约 3 起，番禺-04 未结。
  风险评估：天河-03 开工后才做，番禺-05 没有。
- 季度通报：2020 年一季度缺，2021 年三季度迟；责令限期 3 个，花都-04 迟 10 天完成，天河-03、白云-07 未完成。
- 违法建设 8 起（白云-07、花都-06 未结），无照经营 6 起（白云-09 未结）；白云-02 自 2021 年 4 月起无人查看。

通州（事实 2016-06-14 至 2018-03-31；文件没有印乡镇、大院名称，十六个园区和属地都是示例）：
- 2016年底：危化生产按期，危化经销迟 45 天；清理取缔剩 4 家（一家安置晚于退出、一家未退、一家回潮、一家新发现）；
  目录行业剩 3 家（一家评估后未决定、一家第三方验收未通过、一家 2018 年新出现）；以北的大院一个至今未退。
- 例外：三家三项齐备；一家只缺领导小组决定，一家只有标明，都照常退出。停产令 5 家，未停电 1 家、未停水 2 家。
- 试点：示例四镇没有、示例五镇 3 家，都不合 1 至 2 家。腾地经费：一家未核定，两家未拨，一家未足额。
- 年度名单：乡镇 2016 年缺公章、补盖后迟报，2017 年缺签字；会议有 4 个月只开一次；示例04大院 2017 年 8 月后无人看。

In English: everything is fictional and says so (示例); the credit codes are of a division that does not
exist. The numbers of the document are read from ``data/plans`` and ``data/parks``; dates and shares are the
story's own (``samples/jinnan_story.py``), and the same input always gives the same bytes.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from samples import biaokou, guangzhou, jinnan, tongzhou, wuhai

DATA = Path(__file__).resolve().parent.parent / "data"
SAMPLES = (
    jinnan.write_sample,
    biaokou.write_sample,
    wuhai.write_sample,
    tongzhou.write_sample,
    guangzhou.write_sample,
)


def main() -> None:
    """Write every sample below ``--out``; the plans and parks are always those of this repository."""
    parser = argparse.ArgumentParser(description="Write the fictional samples.")
    parser.add_argument("--out", type=Path, default=DATA, help="the ledger's folder to write to (data)")
    out: Path = parser.parse_args().out
    for write_sample in SAMPLES:
        write_sample(DATA, out)


if __name__ == "__main__":
    main()
