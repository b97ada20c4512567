"""The small faults that can be put into a module: one operator, figure or condition changed."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "clienthealth"

FOLDERS = ("facts", "judging", "reviewing", "planning")
"""The parts of the program that work out figures, verdicts and dates."""

_OPERATORS: dict[type[ast.AST], tuple[type[ast.AST], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div,),
    ast.Div: (ast.Mult,),
    ast.FloorDiv: (ast.Mult,),
    ast.Mod: (ast.Mult,),
    ast.BitOr: (ast.BitAnd,),
    ast.BitAnd: (ast.BitOr,),
    ast.And: (ast.Or,),
    ast.Or: (ast.And,),
}
_NAMES = {"min": "max", "max": "min", "any": "all", "all": "any"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Mutant:
    """One change in one place; `number` counts the changes of its module."""

    path: Path
    number: int
    line: int
    lines: range
    """The lines of the statement, without the statements inside it."""
    inside: tuple[str, int] | None
    """The outermost function around it (qualified name, line); None if it acts at import."""
    before: str
    after: str

    @property
    def folder(self) -> str:
        """The part of the program that it changes."""
        return self.path.relative_to(SOURCE).parts[0]

    def __str__(self) -> str:
        """File, line and change, as a person looks for them."""
        place = f"{self.path.relative_to(SOURCE).as_posix()}:{self.line}"
        return f"{place}: `{self.before}` → `{self.after}`"


def modules_of(folders: Iterable[str]) -> list[Path]:
    """The files of some parts of the program."""
    return [path for folder in folders for path in sorted((SOURCE / folder).rglob("*.py"))]


def module_of(path: Path) -> str:
    """The name by which a file is imported."""
    return ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts).removesuffix(".__init__")


def mutants_of(path: Path) -> list[Mutant]:
    """All changes of a module, in the order of its text."""
    return [mutant for mutant, _ in _changes(path)]


def mutated(mutant: Mutant) -> ast.Module:
    """The module with that one change."""
    for number, (_, tree) in enumerate(_changes(mutant.path)):
        if number == mutant.number:
            return tree
    raise LookupError(str(mutant))


def _changes(path: Path) -> Iterator[tuple[Mutant, ast.Module]]:
    """Each change, with the tree while it has it; the next step takes it back."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    number = 0
    for node, statement, inside in _code(tree.body, "", None):
        before = _text(node)
        for _ in _changed(node):
            lines = _lines(statement)
            yield Mutant(path, number, node.lineno, lines, inside, before, _text(node)), tree
            number += 1


def _text(node: ast.expr | ast.stmt) -> str:
    """The code in one line, of a statement with others inside it only the head."""
    if isinstance(node, ast.If | ast.While):
        return f"{type(node).__name__.lower()} {ast.unparse(node.test)}"
    return " ".join(ast.unparse(node).split())


def _lines(statement: ast.stmt) -> range:
    body = getattr(statement, "body", None)
    last = body[0].lineno - 1 if body else statement.end_lineno or statement.lineno
    return range(statement.lineno, max(last, statement.lineno) + 1)


Place = tuple[ast.expr | ast.stmt, ast.stmt, tuple[str, int] | None]


def _code(body: list[ast.stmt], prefix: str, inside: tuple[str, int] | None) -> Iterator[Place]:
    """What can be changed: no annotations, no texts, nothing that only a type checker reads."""
    for statement in body:
        if isinstance(statement, ast.If) and "TYPE_CHECKING" in ast.unparse(statement.test):
            continue
        if isinstance(statement, ast.ClassDef):
            yield from _code(statement.body, f"{prefix}{statement.name}.", inside)
        elif isinstance(statement, Function):
            for default in [*statement.args.defaults, *statement.args.kw_defaults]:
                yield from _expressions(default, statement, inside)
            first = min([statement.lineno, *(d.lineno for d in statement.decorator_list)])
            own = inside or (f"{prefix}{statement.name}", first)
            yield from _code(statement.body, prefix, own)
        else:
            yield from _statement(statement, prefix, inside)


def _statement(statement: ast.stmt, prefix: str, inside: tuple[str, int] | None) -> Iterator[Place]:
    if isinstance(statement, ast.AugAssign | ast.If | ast.While):
        yield statement, statement, inside
    for name, value in ast.iter_fields(statement):
        if name == "annotation" or isinstance(statement, ast.Import | ast.ImportFrom):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.stmt):
                yield from _code([child], prefix, inside)
            elif isinstance(child, ast.ExceptHandler | ast.match_case):
                yield from _code(child.body, prefix, inside)
            elif isinstance(child, ast.withitem):
                yield from _expressions(child.context_expr, statement, inside)
            elif isinstance(child, ast.expr):
                yield from _expressions(child, statement, inside)


def _expressions(
    node: ast.expr | None, statement: ast.stmt, inside: tuple[str, int] | None
) -> Iterator[Place]:
    for one in ast.walk(node) if node is not None else ():
        # `X | Y` outside a function is a type
        if isinstance(one, ast.expr) and not (inside is None and isinstance(one, ast.BinOp)):
            yield one, statement, inside


def _changed(node: ast.AST) -> Iterator[None]:
    """Change a node in each way there is; the tree is whole again at the end."""
    for field, value in list(_replacements(node)):
        kept = getattr(node, field)
        setattr(node, field, value)
        yield
        setattr(node, field, kept)


def _replacements(node: ast.AST) -> Iterator[tuple[str, object]]:
    """Fields of a node, each with another value for it."""
    match node:
        case ast.BinOp(op=op) | ast.AugAssign(op=op):
            yield from (("op", other()) for other in _OPERATORS.get(type(op), ()))
        case ast.BoolOp(op=op):
            yield from (("op", other()) for other in _OPERATORS[type(op)])
        case ast.Compare(ops=ops):
            for place, compared in enumerate(ops):
                for other in _OPERATORS[type(compared)]:
                    yield "ops", [*ops[:place], other(), *ops[place + 1 :]]
        case ast.Name(id=name, ctx=ast.Load()) if name in _NAMES:
            yield "id", _NAMES[name]
        case ast.ListComp() | ast.SetComp() | ast.GeneratorExp() | ast.DictComp():
            yield from _without_conditions(node)
        case _:
            yield from _other_figures(node)
            yield from _other_conditions(node)


def _other_figures(node: ast.AST) -> Iterator[tuple[str, object]]:
    match node:
        case ast.Constant(value=bool() as value):
            yield "value", not value
        case ast.Constant(value=int() as value):
            yield "value", value + 1
            yield "value", value - 1
        case ast.Call(func=ast.Name(id="Decimal"), args=[ast.Constant(value=str() as text)]):
            yield "args", [ast.copy_location(ast.Constant(_next(text)), node.args[0])]


def _other_conditions(node: ast.AST) -> Iterator[tuple[str, object]]:
    match node:
        case ast.If(test=test) | ast.While(test=test) | ast.IfExp(test=test):
            yield "test", _opposite(test)
        case ast.UnaryOp(op=ast.Not()):
            yield "operand", _opposite(node.operand)


def _without_conditions(
    node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp,
) -> Iterator[tuple[str, object]]:
    for place, part in enumerate(node.generators):
        if part.ifs:
            whole = ast.comprehension(part.target, part.iter, [], part.is_async)
            yield "generators", [*node.generators[:place], whole, *node.generators[place + 1 :]]


def _opposite(test: ast.expr) -> ast.expr:
    return ast.copy_location(ast.UnaryOp(ast.Not(), test), test)


def _next(text: str) -> str:
    """The next figure of as many places."""
    value = Decimal(text)
    return str(value + Decimal(1).scaleb(int(value.as_tuple().exponent)))
