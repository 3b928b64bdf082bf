"""Documents whose every word some format would read as its own: markup, formulas, quotes, line ends of all kinds, half characters, long names.

usage: hostile.py >hostile.jsonl

What is built from them is read by the other scripts here like any graph.
"""

import json

LONG = "Very Long Name " * 700
TRICKS = [
    "]]>",
    "</script><script>alert(1)</script>",
    "=cmd|'/C calc'!A0",
    "`DETACH DELETE`",
    'O\'Brien"); DROP TABLE x;--',
    "$(touch pwned)",
    "C:\\new\\temp\\",
    "\u202eHassan\u202c",
    "\U0001f600",
    "\u05e9\u05dc\u05d5\u05dd",
    "bell\u0007null\u0000",
    "\ufffe",
    "line\u2028paragraph\u2029next\u0085end",
    "AT&T &amp; <b>{x|y}</b>",
    "{{template}} %% --> | \"]",
    "NULL",
    "N/A",
    "NaN",
    "007",
    "+1",
    "-2+3",
    "@SUM(1+1)",
]


def documents():
    for trick in TRICKS:
        text = (
            f"The {trick} Company attacked Iran. Egypt lifted its sanctions on {trick} Corp. in exchange for the release of three engineers. "
            f"Minister Ali {trick} Khan said that France will not meet {trick}. Namibia praised {trick} Corp."
        )
        yield {"title": f"{trick} in a title\twith\r\nlines", "source": trick, "published": "2025-02-30", "language": "en_US", "text": text}
    yield {"title": LONG, "source": LONG, "text": f"Iran attacked {LONG}Corp. {LONG}Corp. praised Namibia."}


for document in documents():
    print(json.dumps(document))
print('{"title":"half \\udc00","text":"The \\ud83d Company attacked Iran."}')
