"""Takes the decorators off the properties of a copy of the project: mutmut passes over decorated functions.

`python -m tests.undecorated COPY` rewrites the files that `COPY/setup.cfg` has mutated, and only there: what was
`@property` over `mask` becomes a plain `of_mask`, and `mask = property(of_mask)` below it.
"""

import ast
import sys
from configparser import ConfigParser
from pathlib import Path

PROPERTIES = ("property", "cached_property")


def main(copy: Path) -> None:
    """Rewrite every file that will be mutated."""
    config = ConfigParser()
    config.read(copy / "setup.cfg")
    for name in config["mutmut"]["only_mutate"].split():
        path = copy / name
        path.write_text(undecorated(path.read_text(encoding="utf-8")), encoding="utf-8")


def undecorated(source: str) -> str:
    """The same program, with each property made below its function."""
    lines = source.splitlines()
    for function in sorted(properties_in(source), key=lambda each: each.lineno, reverse=True):
        kind, name, indent = ast.unparse(function.decorator_list[0]), function.name, " " * function.col_offset
        plain = lines[function.lineno - 1 : function.end_lineno]
        plain[0] = plain[0].replace(f"def {name}", f"def of_{name}", 1)
        lines[function.lineno - 2 : function.end_lineno] = [*plain, "", f"{indent}{name} = {kind}(of_{name})"]
    return "\n".join(lines) + "\n"


def properties_in(source: str) -> list[ast.FunctionDef]:
    """The methods whose one decorator makes a property."""
    methods = [each for each in ast.walk(ast.parse(source)) if isinstance(each, ast.FunctionDef)]
    single = [each for each in methods if len(each.decorator_list) == 1]
    return [each for each in single if ast.unparse(each.decorator_list[0]) in PROPERTIES]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
