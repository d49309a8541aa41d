"""A total under a table is no member; a firm whose name merely has the word in it is one."""

import pytest

from parkledger.checks.totals import no_member


@pytest.mark.parametrize(
    "text", ["合计", "总 计", "小计：", "东镇小计", "合计 41 家", "备注", "备注：以上为台账", "注：", "填表人：某某"]
)
def test_a_total_or_a_note(text):
    assert no_member(text)


@pytest.mark.parametrize(
    "text", ["", "E-1", "示例会计事务所", "合计家具厂", "小计量仪器厂", "注塑厂", "备注文具店", "示例总计仪表有限公司"]
)
def test_a_name(text):
    assert not no_member(text)
