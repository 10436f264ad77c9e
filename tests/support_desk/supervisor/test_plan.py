"""What the children of the demo are told."""

from pathlib import Path

from support_desk.supervisor.plan import where_bytecode_goes


def test_bytecode_goes_where_python_puts_it_or_below_var_where_it_may_not(tmp_path: Path) -> None:
    assert where_bytecode_goes({"PYTHONDONTWRITEBYTECODE": ""}, tmp_path) == {}
    told = where_bytecode_goes({"PYTHONDONTWRITEBYTECODE": "1"}, tmp_path)
    assert told == {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(tmp_path / "bytecode")}
