"""Texts that have broken spreadsheets, readers and lists of names before."""

NAUGHTY = [
    # formulas, in every way in which a program may see one
    "=1+1", "=SUM(A1:A9)", "+1+1", "-1+1", "@SUM(1)", "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://x.example","甲")',
    "=", "==", "=\"\"", "\t=1", "\r=1", "\n=1", " =1", "{=1}", "%0A=1", "＝1+1", "-", "+", "@",
    # errors and things that are taken for something else
    "#N/A", "#REF!", "#DIV/0!", "#NAME?", "#VALUE!", "#NULL!", "#NUM!", "#", "####", "TRUE", "FALSE",
    "NULL", "null",
    "None", "nan", "NaN", "inf", "-inf", "1e999", "1E5", "0x10", "012", "1_000", "1,000", "１２３", "½", "٣",
    "2021-06-31",
    "2021-06-30", "6/30", "1-2", "12:30", "50%", "$5", "￥5", "91120112MA0000CT71", "123456789012345678",
    "'quoted", "'",
    # controls, separators, non-characters, surrogates
    "a\x00b", "a\x01b", "a\x08b", "a\x0bb", "a\x0cb", "a\rb", "a\r\nb", "a\nb", "a\n\nb\n", "\n", "a\tb",
    "a\x1bb",
    "a\x7fb", "a\x80b", "a\x85b", "a\x9fb", "a\ufffeb", "a\uffffb", "a\ufdd0b", "a\U0001fffeb", "a\ud800b",
    "a\udfffb",
    "\udc00\ud800", "\ufffd", "\u2028", "a\u2029b", "\ufeff甲", "\u00ad", "\u180e", "\u200b", "a\u00a0b",
    "　全角空格　",
    # bidi, combining, zalgo, emoji, scripts
    "\u202e倒\u202c", "a\u2066b\u2069", "\u061c", "שלום עולם", "مرحبا بالعالم", "اب12", "e\u0301", "\u0301",
    "Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d",
    "H\u0489" * 40, "👩‍👩‍👧‍👦", "🇨🇳", "🏭" * 100, "𠮷野家", "䶮", "ﷺ", "﷽", "Ω≈ç√∫", "ﾊﾝｶｸ", "ก็็็็็", "ǅ", "ß",
    "ı", "İ",
    # what the format itself reads as an escape, and its XML
    "_x000B_", "_x0041_", "_x005F_x000B_", "__x000D__", "_x00", "_xD800_", "_X0041_", "<b>甲</b>",
    "</t></is></c>", "&amp;", "&#0;",
    "&", "<", ">", '"', "]]>", "<!DOCTYPE x>", "<?xml?>", "${7*7}", "{{7*7}}", "%s%n", "\\", "\\n",
    "../../etc/passwd", "C:\\x",
    # blanks and lengths
    " ", "  a  ", "a" * 255, "甲" * 1000, "甲\n" * 200, "a" * 32_767, "甲" * 32_767, "𠮷" * 16_383, "&" * 32_767,
    "x" * 500 + " " + "甲" * 500, "null\x00byte", "DROP TABLE enterprises;--", "甲,乙;丙|丁", "a" * 31 + "/" * 5,
]  # fmt: skip
