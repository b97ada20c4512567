"""The policy in force: the ledger's, then a file's, then the command line's on top."""

from collections.abc import Iterator
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BaseModel

from clienthealth.ledger.disclosure import Fingerprint, InPublic
from clienthealth.ledger.policy import Policy
from clienthealth.rules.registry import SEVERITY, configured, find_rule

Source = Literal["default", "ledger", "file", "option"]
Tree = dict[str, Any]
Path = tuple[str, ...]
"""The keys that lead to a figure. A tuple, because a client's id may contain a dot."""


class Setting(NamedTuple):
    """One figure of the policy and its source."""

    key: str
    value: str
    source: Source


class Layer(NamedTuple):
    """What one source sets. Later layers override earlier ones."""

    source: Source
    values: Annotated[Tree, InPublic.OTHER]


class PolicyInForce(NamedTuple):
    """The policy in force, with the source of each figure."""

    policy_hash: Fingerprint
    layers: "tuple[Layer, ...]"

    @classmethod
    def of(cls, found: "list[Layer]") -> "PolicyInForce":
        """The policy that results from some layers."""
        return cls(combined(found).digest(), tuple(found))

    @property
    def settings(self) -> "tuple[Setting, ...]":
        """Every figure with its source."""
        return tuple(settings([*self.layers]))


def layers(ledger: Policy, file: Policy | None = None, options: Tree | None = None) -> list[Layer]:
    """The layers, lowest first."""
    found = [Layer("ledger", written(ledger))]
    if file is not None:
        found.append(Layer("file", written(file)))
    return [*found, Layer("option", options or {})]


def combined(found: list[Layer]) -> Policy:
    """The policy in force."""
    values: Tree = {}
    for layer in found:
        values = _over(values, layer.values)
    return Policy.model_validate(values)


def written(model: BaseModel) -> Tree:
    """The fields that were set on a model, with rules by name and without defaults."""
    values: Tree = {}
    for name in sorted(model.model_fields_set - {"mark"}):
        value = getattr(model, name)
        values[name] = written(value) if isinstance(value, BaseModel) else _plain(value)
    if "rules" in values:
        values["rules"] = _named(values["rules"])
    return values


def _plain(value: object) -> object:
    if isinstance(value, dict):
        return {k: written(v) if isinstance(v, BaseModel) else _plain(v) for k, v in value.items()}
    return value


def _named(rules: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    return {(r.name if (r := find_rule(name)) else name): own for name, own in rules.items()}


def _over(lower: Tree, upper: Tree) -> Tree:
    merged = dict(lower)
    for key, value in upper.items():
        below = merged.get(key)
        both = isinstance(below, dict) and isinstance(value, dict)
        merged[key] = _over(below, value) if both else value  # type: ignore[arg-type]  # both are dicts
    return merged


def settings(found: list[Layer]) -> Iterator[Setting]:
    """Every figure in force with its source: first the policy's own, then each rule's options."""
    policy = combined(found)
    yield from _model_settings(policy, (), found)
    for item in configured(policy):
        rule = ("rules", item.rule.name)
        if item.rule.severity != "position":
            yield _setting((*rule, SEVERITY), item.severity, found)
        for name, value in item.options:
            yield _setting((*rule, name), value, found)
    for client, own in policy.clients.items():
        for path, value in _leaves(written(own), ("clients", client)):
            yield _setting(path, value, found)


def _model_settings(model: BaseModel, above: Path, found: list[Layer]) -> Iterator[Setting]:
    for name in type(model).model_fields:
        if name in {"mark", "rules", "clients"}:
            continue
        value = getattr(model, name)
        if isinstance(value, BaseModel):
            yield from _model_settings(value, (*above, name), found)
        else:
            yield _setting((*above, name), value, found)


def _leaves(tree: Tree, above: Path) -> Iterator[tuple[Path, object]]:
    for key, value in tree.items():
        if isinstance(value, dict):
            yield from _leaves(value, (*above, key))
        else:
            yield (*above, key), value


def _setting(path: Path, value: object, found: list[Layer]) -> Setting:
    source: Source = "default"
    for layer in found:
        if _holds(layer.values, path):
            source = layer.source
    return Setting(".".join(path), _text(value), source)


def _holds(tree: object, path: Path) -> bool:
    for part in path:
        if not isinstance(tree, dict) or part not in tree:
            return False
        tree = tree[part]
    return True


def _text(value: object) -> str:
    if value is None:
        return "none"
    if isinstance(value, bool):
        return str(value).lower()  # as it is typed
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or "none"
    return f"{value:g}" if isinstance(value, float) else str(value)
