"""The nouns: frozen records without behaviour beyond their own consistency.

They are dataclasses, and each field declares its fact (type, unit, vocabulary, privacy) beside it.
That one declaration checks catalogue files, clauses of rules, flags, answers and caseload columns.
"""
