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

In English: everything is fictional and says so (示例); the credit codes are of a division that does not
exist. The numbers of the document are read from ``data/plans`` and ``data/parks``; dates and shares are the
story's own (``samples/jinnan_story.py``), and the same input always gives the same bytes.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from samples import jinnan

DATA = Path(__file__).resolve().parent.parent / "data"
SAMPLES = (jinnan.write_sample,)


def main() -> None:
    """Write every sample below ``--out``; the plans and parks are always those of this repository."""
    parser = argparse.ArgumentParser(description="Write the fictional samples.")
    parser.add_argument("--out", type=Path, default=DATA, help="the ledger's folder to write to (data)")
    out: Path = parser.parse_args().out
    for write_sample in SAMPLES:
        write_sample(DATA, out)


if __name__ == "__main__":
    main()
