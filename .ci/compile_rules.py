"""Build hook: the wheel carries the rules compiled, so that the very first advice comes at once.

The compiled form is used only while it matches the bytes of the installed rule files; see
`stempath.api.load_rules`. An editable install has none and compiles on its first run.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileRules(BuildHookInterface):  # type: ignore[type-arg]  # it has no settings
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        from stempath import api

        # Beside the build, not in the checkout: building changes no file of it.
        compiled = Path(tempfile.mkdtemp(prefix="stempath-")) / "rules.bin"
        compiled.write_bytes(api.compiled_rules(Path(self.root) / "rules"))
        build_data["force_include"][str(compiled)] = "stempath/rules.bin"
