"""`check --format text`: a line for each result, as compilers and linters write them."""

from clienthealth.checking.model import Report
from clienthealth.report.check.wording import line_of, summary
from clienthealth.report.text.safety import safe_lines


def render(report: Report) -> str:
    """What fails, then what wants a look, then one line that sums up."""
    lines = [line_of(result) for result in report.failing]
    lines += [f"{result.level}: {line_of(result)}" for result in report.notable]
    # The lines are made safe whole: a name of a file begins one of them.
    return safe_lines([*lines, summary(report)])
