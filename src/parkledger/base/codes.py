"""The codes of reading (PL1xx) and shape (PL2xx): faults that the schemas and readers find.

The codes of the rules above the schemas stand beside their rules in ``checks``.
"""

from __future__ import annotations

from parkledger.base.findings import Code, error, warning
from parkledger.base.words import Words as W

UNREADABLE = error(
    "PL101", "unreadable-file",
    message=W("文件无法读取：{reason}", "the file cannot be read: {reason}"),
    why=W("读不到的文件里的事实等于没有。", "Facts in a file that cannot be read do not exist for the ledger."),
    help=W("请确认它是普通文件、有读取权限、大小在限制之内。", "Make it a regular file, readable, within the size limit."),
    bad=W("名为 jinnan.csv 的文件夹", "a folder named jinnan.csv"), good=W("名为 jinnan.csv 的 CSV 文件", "a CSV file named jinnan.csv"),
)  # fmt: skip
NOT_UTF8 = warning(
    "PL102", "not-utf-8",
    message=W("文件不是 UTF-8 编码，已按 GB18030 读取", "the file is not UTF-8; it was read as GB18030"),
    why=W("旧版 Excel 与 WPS 存出的 CSV 是 GBK；git 与其他工具按 UTF-8 读。",
          "Older Excel and WPS save CSV as GBK; git and other tools read UTF-8."),
    help=W("请另存为“CSV UTF-8”。", "Save it as CSV UTF-8."),
    bad=W("存成 GBK 的名册", "a roster saved as GBK"), good=W("同一份名册，存成 UTF-8", "the same roster saved as UTF-8"),
)  # fmt: skip
UNDECODABLE = error(
    "PL103", "undecodable",
    message=W("文件既不是 UTF-8 也不是 GB18030：第 {line} 行有读不出的字节",
              "the file is neither UTF-8 nor GB18030: line {line} holds bytes that cannot be read"),
    why=W("猜测编码会把名称读成别的字。", "Guessing an encoding turns names into other names."),
    help=W("请从原始文件重新另存为“CSV UTF-8”。", "Save it again from its source as CSV UTF-8."),
    bad=W("名称里有字节 FF FE", "bytes FF FE in a name"), good=W("存成 UTF-8 的文字", "UTF-8 text"),
)  # fmt: skip
YAML_SYNTAX = error(
    "PL104", "yaml-syntax",
    message=W("YAML 写法不对：{problem}", "the YAML cannot be read: {problem}"),
    why=W("写法不对的文件不能确定写的是什么。", "A file that does not parse has no certain meaning."),
    help=W("请检查这一行的缩进、冒号（要半角的“:”，后面空一格，不能用“：”）、引号和括号。",
           "Check the indents, colons (a plain “:” and a space), quotes and brackets of this line."),
    bad="title: [a, b", good="title: [a, b]",
)  # fmt: skip
DUPLICATE_KEY = error(
    "PL105", "duplicate-key",
    message=W("“{key}”写了两次（前一次在第 {first} 行）", "“{key}” stands twice (first on line {first})"),
    why=W("两个值里只有一个会生效，另一个会悄悄丢失。", "One of the two values would be lost silently."),
    help=W("请只留一个。", "Keep one of them."),
    bad="due: 2021年6月底\ndue: 2021年10月底", good="due: 2021年10月底",
)  # fmt: skip
YAML_FEATURE = error(
    "PL106", "yaml-feature",
    message=W("不允许使用 YAML 的{feature}", "the YAML feature “{feature}” is not allowed"),
    why=W("锚点、别名、合并键、标签、制表符和多文档使同一行文字有别的意思，或使文件膨胀。",
          "Anchors, aliases, merge keys, tags, tabs and several documents hide what a line means or blow a file up."),
    help=W("请把内容直接写出来，缩进用空格。", "Write the value out; indent with blanks."),
    bad="lead: *units", good="lead: [区工业和信息化局]",
)  # fmt: skip
TOO_DEEP = error(
    "PL107", "too-deep-or-large",
    message=W("内容超过限制：{limit}", "beyond the limit: {limit}"),
    why=W("没有一份方案或名册需要这么大的嵌套、行或单元格；这样的文件通常是坏的。",
          "No plan or roster needs such nesting, lines or cells; such a file is broken or hostile."),
    help=W("请检查这里是否少了引号或括号。", "Look for a missing quote or bracket here."),
    bad="[[[[[[…", good="lead: [a]",
)  # fmt: skip
CONTROL_CHARACTER = error(
    "PL108", "control-character",
    message=W("含有控制字符或看不见的字符", "holds a control or an invisible character"),
    why=W("看不见的字符会使两个看上去一样的名称不相等，也会扰乱屏幕。",
          "Invisible characters make equal-looking names differ, and disturb a screen."),
    help=W("请删掉后重新录入。", "Delete the text and type it again."),
    bad='name: "示例\\e[31m"', good="name: 示例",
)  # fmt: skip
RAGGED_ROW = error(
    "PL110", "ragged-row",
    message=W("这一行有 {found} 格，表头有 {expected} 格", "this row has {found} cells, the header has {expected}"),
    why=W("多一格或少一格，后面的值就都错了位：这一行的日期和数不作为事实，改好之前也不再查别的；其他各行照常检查。",
          "One cell too many or too few shifts all that follow: no day and no number is taken from this row, and nothing "
          "else of it is checked until it is mended. All other rows are."),
    help=W("请核对这一行的逗号；含逗号的文字要用引号括起来。",
           "Check the commas of this row; put text that holds a comma in quotes."),
    bad="JN-001,示例厂,东泥沽,2021-09-30,多余", good="JN-001,示例厂,东泥沽,2021-09-30",
)  # fmt: skip
OPEN_QUOTE = error(
    "PL111", "open-quote",
    message=W("引号没有闭合，它吞掉了后面 {rows} 行", "a quote is not closed and swallows the next {rows} lines"),
    why=W("引号之后的各行都会变成一个单元格，悄悄消失。",
          "All that follows becomes one cell and silently disappears."),
    help=W("请在这一行补上或去掉引号。", "Close or remove the quote on this line."),
    bad='JN-001,"示例厂,东泥沽', good='JN-001,"示例厂",东泥沽',
)  # fmt: skip
SWALLOWED_ROWS = warning(
    "PL112", "swallowed-rows",
    message=W("一个单元格跨了 {rows} 行，内容像是被引号吞掉的若干行",
              "one cell spans {rows} lines that look like rows swallowed by a quote"),
    why=W("远处闭合的引号会使中间各行悄悄消失。", "A quote that closes far below makes the rows between disappear."),
    help=W("请核对这一行的引号。", "Check the quotes of this line."),
    bad='JN-001,"示例厂,东泥沽\nJN-002,示例社",东泥沽', good='JN-001,示例厂,东泥沽\nJN-002,示例社,东泥沽',
)  # fmt: skip
UNKNOWN_COLUMN = error(
    "PL113", "unknown-column",
    message=W("不认识的列“{column}”", "unknown column “{column}”"),
    why=W("不认识的列里的事实不会被计算。", "Facts in a column that nobody knows are never counted."),
    help=W("请改用已有列名，或在方案的 columns 中声明。", "Use a known column, or declare it in the plan's columns."),
    bad="id,name,exit_on", good="id,name,exited_on",
)  # fmt: skip
MISSING_COLUMN = error(
    "PL114", "missing-column",
    message=W("缺少必需的列“{column}”", "the required column “{column}” is missing"),
    why=W("没有这一列，各行就无法识别。", "Without it the rows cannot be told apart."),
    help=W("请在表头补上。", "Add it to the header."),
    bad="name,park", good="id,name,park",
)  # fmt: skip
DUPLICATE_COLUMN = error(
    "PL115", "duplicate-column",
    message=W("列“{column}”出现了两次", "the column “{column}” stands twice"),
    why=W("两列里只能有一列是事实。", "Only one of the two can be the fact."),
    help=W("请只留一列。", "Keep one."),
    bad="id,name,name", good="id,name",
)  # fmt: skip
CONFLICT_MARKER = error(
    "PL116", "conflict-marker",
    message=W("文件里留有合并冲突的标记", "a merge conflict marker is left in the file"),
    why=W("两个版本的事实混在一起，不能确定哪个为准。", "Two versions of the facts stand side by side."),
    help=W("请解决冲突，删掉 <<<<<<<、=======、>>>>>>> 三行。", "Resolve the conflict and delete the three marker lines."),
    bad="<<<<<<< HEAD", good=W("（删去这一行）", "(no such line)"),
)  # fmt: skip
NO_HEADER = error(
    "PL117", "no-header",
    message=W("文件是空的，没有表头", "the file is empty and has no header"),
    why=W("没有表头就不知道各列是什么。", "Without a header the columns have no meaning."),
    help=W("请写上表头，或删掉这个文件。", "Write a header, or delete the file."),
    bad=W("（空文件）", "(an empty file)"), good="id,name,park",
)  # fmt: skip
WRONG_SEPARATOR = error(
    "PL118", "wrong-separator",
    message=W("分隔符应为逗号，这里是{separator}；整个文件没有读取",
              "the separator is {separator} and should be a comma; nothing of the file was read"),
    why=W("按逗号读，整行会成为一个单元格。", "Read by commas a whole line is one cell."),
    help=W("请在 Excel 或 WPS 里另存为“CSV UTF-8（逗号分隔）”。", "Save it as “CSV UTF-8 (comma delimited)”."),
    bad="id;name;park", good="id,name,park",
)  # fmt: skip

UNKNOWN_KEY = error(
    "PL201", "unknown-key",
    message=W("这里没有“{key}”这一项", "there is no “{key}” here"),
    why=W("写错的项不会生效，也不会有人发现。", "A misspelt key takes no effect, and nobody would notice."),
    help=W("请对照方案格式说明。", "See the plan format."),
    bad="leed: [区工业和信息化局]", good="lead: [区工业和信息化局]",
)  # fmt: skip
MISSING = error(
    "PL202", "missing-value",
    message=W("缺少“{key}”", "“{key}” is missing"),
    why=W("没有它，这一项就没有意义。", "Without it the item has no meaning."),
    help=W("请补上。", "Fill it in."),
    bad="- {id: 2.1, text: …}", good="- {id: 2.1, text: …, due: 2021年6月底, …}",
)  # fmt: skip
WRONG_SHAPE = error(
    "PL203", "wrong-shape",
    message=W("这里应写{expected}", "{expected} is expected here"),
    why=W("形状不对的值无法理解。", "A value of another shape cannot be understood."),
    help=W("请对照方案格式说明。", "See the plan format."),
    bad="lead: 区工业和信息化局", good="lead: [区工业和信息化局]",
)  # fmt: skip
BAD_DAY = error(
    "PL204", "bad-day",
    message=W("“{value}”不是一个日期{reason}", "“{value}” is not a day{reason}"),
    why=W("事实以日期为准；读不懂的日期等于没有这个事实。", "Facts are dated; a day that cannot be read is no fact."),
    help=W("请写成 2021-06-30 的样子；不知道就留空。", "Write it like 2021-06-30; leave it empty when it is not known."),
    bad="2021-06-31", good="2021-06-30",
)  # fmt: skip
BAD_DEADLINE = error(
    "PL205", "bad-deadline",
    message=W("“{value}”不是一个时限{reason}", "“{value}” is not a deadline{reason}"),
    why=W("没有时限就说不出是否逾期。", "Without a deadline nobody can say what is late."),
    help=W("请写成 2021-06-30、2021年6月底、2021-Q3、2021、长期坚持 或 unscheduled。",
           "Write 2021-06-30, 2021年6月底, 2021-Q3, 2021, standing or unscheduled."),
    bad="2021-06-31", good="2021年6月底",
)  # fmt: skip
BAD_RHYTHM = error(
    "PL206", "bad-rhythm",
    message=W("“{value}”不是一个周期", "“{value}” is not a rhythm"),
    why=W("没有周期就数不出应报几次。", "Without a rhythm nobody can count what is owed."),
    help=W("请写成 day、night、week、half_month、month、quarter、year、每季度 或 10天。",
           "Write day, night, week, half_month, month, quarter, year or 10 day."),
    bad="every: sometimes", good="every: month",
)  # fmt: skip
BAD_PERIOD = error(
    "PL207", "bad-period",
    message=W("“{value}”不是一个期间", "“{value}” is not a period"),
    why=W("不知道报送的是哪一期，就算不上报送。", "A delivery for an unknown period counts for none."),
    help=W("请写成 2021-07、2021-Q3、2021、2021-07-H1 或 2021-W30。", "Write 2021-07, 2021-Q3, 2021, 2021-07-H1 or 2021-W30."),
    bad="七月份", good="2021-07",
)  # fmt: skip
BAD_NUMBER = error(
    "PL208", "bad-number",
    message=W("“{value}”不是{expected}", "“{value}” is not {expected}"),
    why=W("读不懂的数不能相加。", "A number that cannot be read cannot be added up."),
    help=W("请只写数字，不写单位、千分号和空格。", "Write digits only: no unit, separator or blank."),
    bad="1_000", good="1000",
)  # fmt: skip
BAD_FLAG = error(
    "PL209", "bad-flag",
    message=W("“{value}”不是 是/否", "“{value}” is neither true nor false"),
    why=W("含糊的回答不能作数。", "A vague answer cannot be counted."),
    help=W("请写 是 或 否（true、false）。", "Write true or false."),
    bad="maybe", good="true",
)  # fmt: skip
BAD_CHOICE = error(
    "PL210", "bad-choice",
    message=W("这里不能写“{value}”，可以写：{choices}", "“{value}” cannot stand here; write one of: {choices}"),
    why=W("规则只认得列出的这些词。", "The rules know only the listed words."),
    help=W("请选用其中一个。", "Choose one of them."),
    bad="kind: patroll", good="kind: patrol",
)  # fmt: skip
NOT_ONE_KIND = error(
    "PL211", "not-one-kind",
    message=W("每条标准要写、且只写一种衡量方式：{kinds}", "a criterion has exactly one of: {kinds}"),
    why=W("两种衡量方式会得出两个状态。", "Two ways of measuring give two states."),
    help=W("请只留一种。", "Keep one."),
    bad="- {id: 2.1, due: 2021, milestone: {}, qualitative: true, …}", good="- {id: 2.1, due: 2021, milestone: {}, …}",
)  # fmt: skip
CODE_FORM = error(
    "PL502", "credit-code-form",
    message=W("“{value}”不像统一社会信用代码", "“{value}” is not a credit code"),
    why=W("代码用来与其他系统核对；写错就对不上。", "The code is what other systems are matched by."),
    help=W("请对照营业执照录入 18 位代码；无证照的场所请留空。",
           "Type the 18 characters of the licence; leave it empty for an unlicensed workshop."),
    bad="无", good=W("（留空），或营业执照上的 18 位代码", "(empty), or the 18 characters of the licence"),
)  # fmt: skip
CODE_SYMBOL = error(
    "PL503", "credit-code-check-symbol",
    message=W("代码“{value}”的校验位不对：末位应为 {expected}", "the check symbol of “{value}” is wrong: it should be {expected}"),
    why=W("GB 32100-2015：校验位能发现错一位或两位互换。", "GB 32100-2015: it reveals one wrong or two swapped symbols."),
    help=W("请对照营业执照逐位核对。", "Compare it with the licence, symbol by symbol."),
    bad="91120112MA0000CT71", good=W("末位正确的代码", "a code with the right last symbol"),
)  # fmt: skip
CODE_CUT = error(
    "PL504", "credit-code-cut",
    message=W("代码“{value}”已被表格软件截断，后几位丢失", "a spreadsheet has cut the code “{value}”: its last digits are lost"),
    why=W("Excel 只保留 15 位数字，丢失的位数无法恢复。", "Excel keeps 15 digits; what it lost cannot be repaired."),
    help=W("请对照营业执照重新录入，并把该列设为文本格式。", "Type it again from the licence into a column of text."),
    bad="9.1120112E+17", good=W("营业执照上的 18 位代码", "the 18 characters of the licence"),
)  # fmt: skip
PERSONAL_NUMBER = warning(
    "PL505", "resident-identity",
    message=W("代码栏里的 18 位数是有效的居民身份证号，属于个人信息", "the code column holds a valid resident identity number: personal data"),
    why=W("身份证号不应进入台账，更不应进入 git 历史。", "Identity numbers do not belong in the ledger, still less in its history."),
    help=W("请改录统一社会信用代码；无证照的请留空。", "Replace it by the credit code; leave it empty where there is none."),
    bad=W("18 位的身份证号", "an 18-digit identity number"), good=W("（留空）", "(empty)"),
)  # fmt: skip

READING_CODES: tuple[Code, ...] = (
    UNREADABLE, NOT_UTF8, UNDECODABLE, YAML_SYNTAX, DUPLICATE_KEY, YAML_FEATURE, TOO_DEEP, CONTROL_CHARACTER,
    RAGGED_ROW, OPEN_QUOTE, SWALLOWED_ROWS, UNKNOWN_COLUMN, MISSING_COLUMN, DUPLICATE_COLUMN, CONFLICT_MARKER,
    NO_HEADER, WRONG_SEPARATOR, UNKNOWN_KEY, MISSING, WRONG_SHAPE, BAD_DAY, BAD_DEADLINE, BAD_RHYTHM, BAD_PERIOD, BAD_NUMBER,
    BAD_FLAG, BAD_CHOICE, NOT_ONE_KIND, CODE_FORM, CODE_SYMBOL, CODE_CUT, PERSONAL_NUMBER,
)  # fmt: skip
