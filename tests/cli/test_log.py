"""The log is the operator's: on standard error, and silent until it is asked for."""

import pytest

from bot.cli.running import report


def test_an_unexpected_error_is_one_line_on_standard_error_and_nothing_else(
    capsys: pytest.CaptureFixture[str],
) -> None:
    incident = report(ValueError("the text of an article"))
    printed = capsys.readouterr()
    assert printed.out == ""
    [line] = printed.err.splitlines()
    assert incident in line
    assert "the text of an article" not in line
