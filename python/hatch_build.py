"""Builds the library with the Makefile and puts it into the wheel."""

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.metadata.plugin.interface import MetadataHookInterface
from packaging.tags import platform_tags

PACKAGES = ("libpcre2-8", "libutf8proc")


def top(root: str) -> Path:
    """The folder of the Makefile: above this one, or this one in a source distribution."""
    here = Path(root)
    return here if (here / "Makefile").is_file() else here.parent


def archives_found() -> bool:
    """Whether the libraries that newsext stands on are here in the form that goes inside it."""
    pkg_config = os.environ.get("PKG_CONFIG", "pkg-config")
    for package in PACKAGES:
        command = [pkg_config, "--variable=libdir", package]
        try:
            done = subprocess.run(command, capture_output=True, text=True, check=False)
        except OSError:
            return False
        if not (Path(done.stdout.strip()) / f"{package}.a").is_file():
            return False
    return True


class CustomMetadataHook(MetadataHookInterface):
    """The version is the library's."""

    def update(self, metadata: dict[str, Any]) -> None:
        header = (top(self.root) / "ext" / "newsext.h").read_text(encoding="utf-8")
        found = re.search(r'#define NEWSEXT_VERSION "([^"]+)"', header)
        assert found
        metadata["version"] = found[1]


class CustomBuildHook(BuildHookInterface[Any]):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name != "wheel":
            return
        inside = archives_found()
        library = self.make(inside)
        build_data["pure_python"] = False
        platforms = list(platform_tags())
        platform = platforms[0]
        if inside:
            # The C library's own tag, as the library needs nothing else.
            platform = next((tag for tag in platforms if "linux_" in tag and tag[0] == "m"), platform)
        else:
            self.app.display_warning(
                f"no {' and '.join(f'{package}.a' for package in PACKAGES)} here: "
                "the wheel will run where these libraries are installed"
            )
        build_data["tag"] = f"py3-none-{platform}"
        folder = top(self.root)
        package = Path(self.root) / "newsext"
        reports = sorted((folder / "sql" / "reports").glob("*.sql"))
        if version == "editable":
            (package / "reports").mkdir(exist_ok=True)
            for file, target in [(library, package), *((report, package / "reports") for report in reports)]:
                shutil.copy2(file, target)
            return
        included = build_data["force_include"]
        included[str(library)] = f"newsext/{library.name}"
        included[str(folder / "LICENSE")] = "newsext/LICENSE"
        included |= {str(report): f"newsext/reports/{report.name}" for report in reports}

    def make(self, inside: bool) -> Path:
        folder = top(self.root)
        build = Path("build") / ("python" if inside else "python-shared")
        command = ["make", f"-j{os.cpu_count() or 1}", f"BUILD={build}", "WARNINGS=", *(["STATIC=1"] if inside else [])]
        subprocess.run(command, cwd=folder, check=True)
        for suffix in ("so", "dylib"):
            library = folder / build / f"newsext.{suffix}"
            if library.is_file():
                return library
        raise FileNotFoundError(f"make left no library in {folder / build}")
