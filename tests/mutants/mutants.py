"""The mutants: what their tables say, and whether each still finds the text it changes."""
import tomllib
from dataclasses import dataclass
from pathlib import Path

KEYS = {"name", "file", "find", "replace", "tests", "why"}


class Trouble(Exception):
    """A sentence for whoever runs this."""


@dataclass(frozen=True)
class Mutant:
    group: str  # the table's name
    name: str
    file: str  # from the project's root
    find: str  # stands in the file exactly once
    replace: str
    tests: tuple  # names that ctest knows; one of them has to fail
    why: str

    def applied_to(self, text):
        found = text.count(self.find)
        if found == 0:
            raise Trouble(f"Mutant {self.name} does not apply any more: {self.file} does not hold\n{self.find}")
        if found > 1:
            raise Trouble(f"Mutant {self.name} is not plain: {self.file} holds {found} times\n{self.find}")
        return text.replace(self.find, self.replace)


def read_table(path):
    with path.open("rb") as file:
        try:
            rows = tomllib.load(file).get("mutant", [])
        except tomllib.TOMLDecodeError as error:
            raise Trouble(f"{path} is no TOML: {error}.") from None
    for number, row in enumerate(rows, 1):
        if row.keys() != KEYS or not all(row[key] for key in KEYS - {"replace"}):
            raise Trouble(f"{path}, mutant {number}: it needs {', '.join(sorted(KEYS))} and nothing else.")
        if row["find"] == row["replace"]:
            raise Trouble(f"{path}: mutant {row['name']} changes nothing.")
    return [Mutant(group=path.stem, **(row | {"tests": tuple(row["tests"])})) for row in rows]


def read_all(folder):
    """All tables, those of one file one behind the other, so that each file is compiled no oftener than it must."""
    mutants = [mutant for path in sorted(folder.glob("*.toml")) for mutant in read_table(path)]
    names = [mutant.name for mutant in mutants]
    if doubled := sorted({name for name in names if names.count(name) > 1}):
        raise Trouble(f"Two mutants have the name {doubled[0]}.")
    return sorted(mutants, key=lambda mutant: (mutant.group, mutant.file))


def chosen(mutants, words):
    """Those that one of the words names, or their table; all where there are no words."""
    for word in words:
        if not any(word in (mutant.name, mutant.group) for mutant in mutants):
            raise Trouble(f"No mutant and no table is named '{word}'. --list names them.")
    return [one for one in mutants if not words or one.name in words or one.group in words]


def troubles(root, mutants):
    """One sentence for each mutant that does not apply to the tree below `root`."""
    said = []
    for mutant in mutants:
        path = Path(root) / mutant.file
        try:
            mutant.applied_to(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            said.append(f"Mutant {mutant.name} does not apply any more: there is no {mutant.file}.")
        except Trouble as trouble:
            said.append(str(trouble))
    return said
