"""Two solvers that refute scripts in SMT-LIB: each says whether no world is as a script asks."""

from collections.abc import Callable

from properties.any_number.check_certificate.refusing import RefusedError


def _z3() -> Callable[[str], bool]:
    """Whether z3 finds no world that a script asks for."""
    import z3  # type: ignore[import-untyped,import-not-found,unused-ignore]

    def refutes(script: str) -> bool:
        solver = z3.SolverFor("QF_UF")
        try:
            solver.from_string(script)
        except z3.Z3Exception as error:
            raise RefusedError(f"z3 cannot read it: {error}") from error
        return bool(solver.check() == z3.unsat)

    return refutes


def _cvc5() -> Callable[[str], bool]:
    """The same of cvc5."""
    import cvc5  # type: ignore[import-untyped,import-not-found,unused-ignore]

    def refutes(script: str) -> bool:
        solver = cvc5.Solver()
        solver.setLogic("QF_UF")
        parser = cvc5.InputParser(solver)
        parser.setStringInput(cvc5.InputLanguage.SMT_LIB_2_6, script, "certificate")
        try:
            while not (command := parser.nextCommand()).isNull():
                command.invoke(solver, parser.getSymbolManager())
        except Exception as error:
            raise RefusedError(f"cvc5 cannot read it: {error}") from error
        return bool(solver.checkSat().isUnsat())

    return refutes


SOLVERS: dict[str, Callable[[], Callable[[str], bool]]] = {"z3": _z3, "cvc5": _cvc5}
