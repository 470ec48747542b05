"""Nothing about the reader's use leaves the machine, or is kept where nobody expects it."""

import subprocess
import sys
from pathlib import Path


def test_loading_and_using_the_models_leaves_no_trace_in_the_home_folder(tmp_path: Path) -> None:
    """Later releases of onnxruntime write a device id there, to report their use by."""
    script = (
        "from bot.engine.local.embed import embed\n"
        "from bot.engine.local.nlp import parse\n"
        "embed(('China offered to mediate.',)); parse('China offered to mediate.')\n"
    )
    home = {"HOME": str(tmp_path), "PATH": "/usr/bin:/bin", "PYTHONDONTWRITEBYTECODE": "1"}
    subprocess.run([sys.executable, "-c", script], check=True, env=home, cwd=Path(__file__).parents[2])
    assert list(tmp_path.rglob("*")) == []
