"""Which engine wrote what is shown."""

from bot.model import Engine


def written_by(engine: Engine) -> str:
    """The engine in a few words: its name, a hosted model's too, and the note if there is one."""
    model = engine.version.partition("+")[2] if engine.name.startswith("hosted") else ""
    name = f"{engine.name} ({model})" if model else engine.name
    return f"{name}: {engine.note}" if engine.note else name
