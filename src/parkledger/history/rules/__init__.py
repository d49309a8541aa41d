"""What should not have happened without a record: pure functions from one step of a history to findings.

A rule is one function in the module of its subject; ``RULES`` of the module names it with its code.
"""

from parkledger.history.rules import extensions, facts, members, patterns, published

RULES = (*published.RULES, *extensions.RULES, *members.RULES, *facts.RULES, *patterns.RULES)
"""Every rule, in the order of the codes."""

__all__ = ["RULES"]
