"""Has hatchling build the C of this folder when the project is installed."""

import runpy
import sysconfig
from pathlib import Path
from typing import Any

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompiledHook(BuildHookInterface[BuilderConfig]):
    """Builds where it can; where it cannot, the project is installed without."""

    def initialize(self, _version: str, build_data: dict[str, Any]) -> None:
        """Called before a wheel is put together, or the folder is linked."""
        building = runpy.run_path(str(Path(self.root) / "explorer" / "compiled" / "building.py"))
        why = building["build"]()
        if why:
            self.app.display_warning(f"the compiled list is not built, and large networks take longer: {why}")
        elif self.target_name == "wheel":
            platform = sysconfig.get_platform().replace("-", "_").replace(".", "_")
            build_data |= {"pure_python": False, "tag": f"py3-none-{platform}"}
