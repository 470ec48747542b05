"""Completion in the terminal chat: commands, and paths where a command takes one."""

from collections.abc import Iterable, Mapping

from prompt_toolkit.completion import CompleteEvent, Completer, Completion, PathCompleter
from prompt_toolkit.document import Document


class CommandCompleter(Completer):
    """Completes a command at the start of the line; after a command of `with_path`, a file's name."""

    def __init__(self, commands: Mapping[str, str], with_path: str) -> None:
        self._commands = commands
        self._with_path = f"{with_path} "
        self._paths = PathCompleter(expanduser=True)

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
        """What may follow what stands before the cursor; questions are not completed."""
        typed = document.text_before_cursor
        if typed.startswith(self._with_path):
            path = Document(typed.removeprefix(self._with_path).lstrip())
            yield from self._paths.get_completions(path, complete_event)
        elif typed.startswith("/") and " " not in typed:
            for name, description in self._commands.items():
                if name.startswith(typed):
                    yield Completion(name, start_position=-len(typed), display_meta=description)
