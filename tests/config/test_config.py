"""Settings: where they come from, which wins, and that nothing misspelt is silent."""

import tomllib
from pathlib import Path

import pytest

from bot.config import default_settings, load_settings, own_file, own_file_place, variables
from bot.errors import ConfigError
from bot.resources import resource


@pytest.fixture(autouse=True)
def nothing_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in variables():
        monkeypatch.delenv(name, raising=False)
    monkeypatch.delenv("BRIEFWIRE_CONFIG", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "config" / "briefwire"
    folder.mkdir(parents=True)
    return folder / "config.toml"


def test_the_defaults_are_the_shipped_file() -> None:
    shipped = tomllib.loads(resource("config/default.toml").read_text(encoding="utf-8"))
    assert load_settings().model_dump() == default_settings().model_dump()
    assert load_settings().fetch.max_bytes == shipped["fetch"]["max_bytes"]


def test_every_default_is_explained_line_by_line() -> None:
    lines = resource("config/default.toml").read_text(encoding="utf-8").splitlines()
    block: list[str] = []
    for line in lines:
        block = [*block, line] if line else []
        if "=" in line and not line.startswith("#"):
            assert any(other.startswith("#") for other in block), line


def test_the_environment_wins_over_the_own_file_and_that_over_the_defaults(
    own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own.write_text('[fetch]\nmax_redirects = 3\nuser_agent = "Own"\n', encoding="utf-8")
    monkeypatch.setenv("BRIEFWIRE_FETCH__MAX_REDIRECTS", "2")
    fetch = load_settings().fetch
    assert (fetch.max_redirects, fetch.user_agent) == (2, "Own")
    assert fetch.max_bytes == default_settings().fetch.max_bytes
    assert own_file() == own


def test_the_named_file_is_read_instead_of_the_own_one(
    own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own.write_text("nonsense", encoding="utf-8")
    named = tmp_path / "named.toml"
    named.write_text('[fetch]\nallow_private = ["10.0.0.0/8"]\n', encoding="utf-8")
    monkeypatch.setenv("BRIEFWIRE_CONFIG", str(named))
    assert own_file_place() == named
    assert load_settings().fetch.allow_private == ("10.0.0.0/8",)
    monkeypatch.setenv("BRIEFWIRE_CONFIG", str(tmp_path))
    with pytest.raises(ConfigError, match="is no file or not there"):
        load_settings()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("colour = 1", "colour is not known. "),
        ("[fetch]\nmax_byte = 1", "fetch.max_byte is not known (did you mean fetch.max_bytes?)"),
        ("[fetsch]\nmax_bytes = 1", "fetsch is not known (did you mean fetch?)"),
        ("threshold = 1", "threshold is not known (did you mean answer.threshold?)"),
        ("answer = 3", "answer is a table: write [answer]"),
        ("[fetch]\nmax_bytes = 0", "fetch.max_bytes: should be greater than 0"),
        ("[answer]\nthreshold = 7", "answer.threshold: should be less than or equal to 1"),
        ('[log]\nlevel = "loud"', "log.level: should be 'debug', 'info', 'warning' or 'error'"),
        ("this is not TOML", "cannot be read"),
    ],
)
def test_what_is_wrong_in_the_own_file_is_said(own: Path, content: str, said: str) -> None:
    own.write_text(content, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_settings()
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("BRIEFWIRE_FETCH__MAX_BYTE", "1", "Did you mean BRIEFWIRE_FETCH__MAX_BYTES?"),
        ("BRIEFWIRE_FETCH_MAX_BYTES", "1", "Did you mean BRIEFWIRE_FETCH__MAX_BYTES?"),
        ("BRIEFWIRE_X", "1", "is not a setting"),
        ("BRIEFWIRE_FETCH__MAX_BYTES", "many", "fetch.max_bytes: should be a valid integer"),
        ("BRIEFWIRE_FETCH", "{", "BRIEFWIRE_FETCH must be JSON"),
        ("BRIEFWIRE_FETCH", "3", "fetch is a table"),
        ("BRIEFWIRE_FETCH__ALLOW_PRIVATE", "10.0.0.0/8", "BRIEFWIRE_FETCH__ALLOW_PRIVATE must be JSON"),
    ],
)
def test_what_is_wrong_in_the_environment_is_said(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ConfigError) as caught:
        load_settings()
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_secret_in_a_file_is_refused_and_in_the_environment_never_shown(
    own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own.write_text('[slack]\nbot_token = "xoxb-1"\n', encoding="utf-8")
    with pytest.raises(ConfigError, match=r"set BRIEFWIRE_SLACK__BOT_TOKEN instead"):
        load_settings()
    own.write_text("", encoding="utf-8")
    monkeypatch.setenv("BRIEFWIRE_SLACK__BOT_TOKEN", "xoxb-2")
    settings = load_settings()
    assert settings.slack.bot_token.get_secret_value() == "xoxb-2"
    assert "xoxb-2" not in repr(settings)
    assert "xoxb-2" not in settings.model_dump_json()


def test_default_settings_take_no_notice_of_what_the_user_has_set(
    own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own.write_text("nonsense", encoding="utf-8")
    monkeypatch.setenv("BRIEFWIRE_FETCH__MAX_BYTES", "1")
    settings = default_settings(database_url="sqlite+aiosqlite:///x.db")
    assert settings.database_url == "sqlite+aiosqlite:///x.db"
    assert settings.fetch.max_bytes > 1
