"""What the labelling screen needs of a codebook loads without the tools that read files."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    "module", ["data", "conditions", "answers", "keys", "model", "texts", "guide", "names"]
)
def test_neither_pydantic_nor_toml_is_loaded(module):
    code = (
        f"import annotate_tui.codebook.{module}, sys\n"
        "print(*({'pydantic', 'pydantic_core', 'tomllib', 'regex', 'difflib'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == ""


def test_labelling_with_a_kept_codebook_loads_neither(tmp_path):
    kept = tmp_path / "codebook.json"
    make = (
        "import json, sys\n"
        "from annotate_tui.codebook.data import codebook_to_data\n"
        "from annotate_tui.codebook.load import load_builtin\n"
        "open(sys.argv[1], 'w').write(json.dumps(codebook_to_data(load_builtin())))"
    )
    subprocess.run([sys.executable, "-c", make, str(kept)], check=True)
    use = (
        "import json, sys\n"
        "from annotate_tui.codebook.answers import toggle\n"
        "from annotate_tui.codebook.conditions import unit_state, warnings_for\n"
        "from annotate_tui.codebook.data import codebook_from_data\n"
        "codebook = codebook_from_data(json.load(open(sys.argv[1])))\n"
        "answer = toggle(codebook.facet('claim_type'), None, 'efficacy', codebook)\n"
        "unit_state(codebook, 'sentence', {'claim_type': answer})\n"
        "warnings_for(codebook, 'sentence', {'claim_type': answer}, 'You should rest?')\n"
        "print(*({'pydantic', 'tomllib'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", use, str(kept)], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == ""
