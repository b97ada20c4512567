"""Whatever is in a file, the program ends by itself, says what is wrong, and harms nothing."""

from pathlib import Path
from random import Random

import pytest

from .mutating import BOMB, NESTED, mutated
from .targets import LEDGER, TARGETS, filled

resource = pytest.importorskip("resource", reason="limits of POSIX")

from .trying import fault_of, run  # noqa: E402  # where there are limits

CORPUS = Path(__file__).parent / "corpus"
KEPT = sorted(path for path in CORPUS.glob("*/*") if path.is_file())


@pytest.mark.parametrize("name", TARGETS)
def test_seeds_are_read(name: str, tmp_path: Path) -> None:
    """A seed that is refused would try nothing but the refusal."""
    target = TARGETS[name]
    target.lay(tmp_path, target.seeds[0])
    for command in target.commands:
        ended = run(filled(command, target.seeds[0]), tmp_path)
        assert ended.code in {0, 1}, (command, ended.err)


@pytest.mark.parametrize("name", TARGETS)
def test_broken_input_is_told_and_harms_nothing(name: str, tmp_path: Path) -> None:
    target, random = TARGETS[name], Random(name)
    for _ in range(4 if name.startswith("git-") else 15):  # each starts git
        data = mutated(random.choice(target.seeds), random)
        assert fault_of(target, data, random, tmp_path / "try") is None, data


@pytest.mark.parametrize("kept", KEPT, ids=lambda path: f"{path.parent.name}-{path.name[:6]}")
def test_what_ever_failed_does_not_fail_again(kept: Path, tmp_path: Path) -> None:
    target = TARGETS[kept.parent.name]
    for command in target.commands:
        one = target._replace(commands=(command,))
        assert fault_of(one, kept.read_bytes(), Random(0), tmp_path / "try") is None


@pytest.mark.parametrize("text", [BOMB, *NESTED], ids=range(len(NESTED) + 1))
def test_depth_and_aliases_are_bounded(text: str, tmp_path: Path) -> None:
    target = TARGETS["ledger"]
    for data in (text.encode(), LEDGER + b"x: " + text.encode()):
        assert fault_of(target, data, Random(0), tmp_path / "try") is None
