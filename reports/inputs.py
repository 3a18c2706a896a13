"""Finds and loads what is to be judged: a design file, a network file, or a design of the gallery by its name."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import model
from model.design import PROFILES, Design, Environment, Profile
from model.network import Network
from properties.kinds import Property
from reports.errors import ReportError, nearest, printable, reason

if TYPE_CHECKING:
    from model.system import System

LARGEST_NETWORK = 64 * 1024 * 1024
"""Bytes of a network file at most: no network that can be explored needs more."""


@dataclass(frozen=True, slots=True)
class Case:
    """One network with what must hold in it; `system` is the design behind it, if there is one."""

    name: str
    network: Network
    properties: tuple[Property, ...]
    system: "System | None" = None

    @property
    def profile(self) -> Profile | None:
        """Where the design runs; a bare network runs nowhere."""
        return self.system.design.environment.profile if self.system else None


def load_cases(name: str, profile: str | None = None) -> tuple[Case, ...]:
    """Every case that a file stands for: one, or one for each profile if `profile` is `all`.

    Raises:
        ReportError: no such file, or a profile for a network.
        DesignError: it is not a design.
        NetworkError: it is not a network.
    """
    path = find(name)
    if path.is_dir():
        mend = f"name a design or a network, or judge all designs in it with `outlive verify {printable(name)}`"
        raise ReportError(f"{printable(name)}: is a directory; {mend}")
    if path.suffix == ".json":
        return (_network_case(name, path, profile),)
    from model.design_reader import load_design

    return cases_of(name, load_design(path), profile)


def cases_of(name: str, design: Design, profile: str | None) -> tuple[Case, ...]:
    """A design in its own profile (None), in another, or in `all`."""
    wanted = PROFILES if profile == "all" else (profile or design.environment.profile,)
    return tuple(_design_case(name, design, each) for each in PROFILES if each in wanted)


def load_case(name: str) -> Case:
    """The one case of a file, in the profile that the file names; raises what `load_cases` raises."""
    return load_cases(name)[0]


def choose(case: Case, ids: Iterable[str]) -> Case:
    """The case with these of its properties only, in their own order; with all of them if none is named.

    Raises:
        ReportError: it has no property of this id.
    """
    wanted = tuple(ids)
    known = tuple(each.id for each in case.properties)
    for unknown in (each for each in wanted if each not in known):
        what = f"{printable(case.name)}: no property `{printable(unknown)}`"
        raise ReportError(f"{what}; {printable(nearest(unknown, known))}")
    return replace(case, properties=tuple(each for each in case.properties if each.id in wanted)) if wanted else case


def gallery() -> Path:
    """The folder of the designs that come with the program."""
    return Path(model.__path__[0], "designs")


def designs_in(folder: Path) -> tuple[Path, ...]:
    """The design files of a folder, by name.

    Raises:
        ReportError: it is no folder, or holds no design.
    """
    if not folder.is_dir():
        raise ReportError(f"{printable(str(folder))}: is no folder; name one that holds designs (*.toml)")
    found = tuple(sorted(folder.glob("*.toml"), key=lambda path: path.name))
    if not found:
        raise ReportError(f"{printable(str(folder))}: holds no design; put a *.toml there (`outlive new` writes one)")
    return found


def find(name: str) -> Path:
    """The file of this name, or else the design of the gallery.

    Raises:
        ReportError: there is neither.
    """
    path = Path(name)
    if path.exists() or path.suffix:
        return path
    known = tuple(sorted(each.stem for each in gallery().glob("*.toml")))
    if name in known:
        return gallery() / f"{name}.toml"
    mend = nearest(name, known) if known else "name a file"
    raise ReportError(f"{printable(name)}: neither a file nor a design of the gallery; {mend}")


def switches_on(environment: Environment) -> tuple[str, ...]:
    """What differs from the plain environment, as the file writes it: `crash`, `refusal = retries`."""
    plain, found = asdict(Environment()), asdict(environment)
    return tuple(_written(name, found[name]) for name in found if name != "profile" and found[name] != plain[name])


def _written(name: str, value: object) -> str:
    word = name.replace("_", "-")
    return word if value is True else f"{word} = {value}"


def _design_case(name: str, design: Design, profile: Profile) -> Case:
    from model.system import compose
    from properties.catalogue import catalogue

    system = compose(replace(design, environment=replace(design.environment, profile=profile)))
    return Case(name, system.network, catalogue(system), system)


def _network_case(name: str, path: Path, profile: str | None) -> Case:
    if profile is not None:
        raise ReportError(f"{printable(name)}: a network has no profile; leave out --profile, or name a design")
    from model.network_json import network_from_json, read_network_text
    from properties.declared import properties_from_json

    shown = printable(name)
    document = read_network_text(_text(path), shown)
    network = network_from_json(document, shown)
    return Case(name, network, properties_from_json(document.get("properties", []), network, shown))


def _text(path: Path) -> str:
    shown = printable(str(path))
    try:
        if path.is_file() and path.stat().st_size > LARGEST_NETWORK:
            raise ReportError(f"{shown}: larger than {LARGEST_NETWORK >> 20} MB, too large to be a network")
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ReportError(f"{shown}: not UTF-8 (byte {error.start}); save it as UTF-8") from error
    except OSError as error:
        mend = "name a design (*.toml) or a network (*.network.json)"
        raise ReportError(f"{shown}: cannot be read: {reason(error)}; {mend}") from error
