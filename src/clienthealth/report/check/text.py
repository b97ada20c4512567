"""`check --format text`: a line for each result, as compilers and linters write them."""

from clienthealth.checking.model import Report
from clienthealth.report.check.wording import line_of, summary
from clienthealth.report.text.safety import safe_lines


def render(report: Report) -> str:
    """What fails, then warnings and notes, then a summary on one line."""
    lines = [line_of(result) for result in report.failing]
    lines += [f"{result.level}: {line_of(result)}" for result in report.notable]
    # Whole lines are made safe: some begin with the name of a file.
    return safe_lines([*lines, summary(report)])
