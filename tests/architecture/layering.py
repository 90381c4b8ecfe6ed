"""The layers of README.md, "Where things are", as a check: who may include and link whom, and which folder knows
which library. Reads #include lines and CMake link lines; `violations(root)` lists what points up or sideways."""
import re
from pathlib import Path

# Folder of ours -> folders it may use. What is not listed may use nothing.
CORE = {"domain", "settings", "access", "pipeline", "bus", "storage", "local", "simulator"}
ALLOWED = {
    "domain": set(),
    "settings": {"domain"},
    "access": {"domain", "settings"},
    "pipeline": {"domain", "settings"},
    "bus": {"domain", "settings"},
    "storage": {"domain", "settings"},
    "local": {"domain", "settings"},
    "simulator": {"domain", "settings"},
    "ml": {"domain", "settings"},
    "ml/torch": {"domain", "settings", "ml"},
    "qml": {"domain"},
    "presentation": {"domain", "settings"},
    "widgets": {"domain", "settings", "presentation"},
    "composition/core": CORE | {"ml"},
    "composition/window": CORE | {"presentation", "widgets", "qml", "composition/core"},
    "ctl": CORE | {"ml", "composition/core"},
    "main": CORE | {"composition/core", "composition/window", "presentation", "widgets"},
}

# What only some folders may include, by the start of the header's name.
LIBRARIES = {
    "QSql": {"storage"},
    "libpq": {"storage"},
    "librdkafka/": {"bus"},
    "simdjson": {"pipeline"},
    "torch/": {"ml/torch"},
    "Eigen/": {"ml"},
}
# What only one file may include.
FILES = {"QtCharts": "app/widgets/plotframe.cpp", "QChart": "app/widgets/plotframe.cpp"}
SCREEN = re.compile(r"Q(Widget|Application|GuiApplication|Painter|Window|Screen|Pixmap|Image|Color|Font|Quick|Qml"
                    r"|MainWindow|Push|Label|Abstract(Button|ItemView)|Dialog|Action|Icon|Pen|Brush)")
SCREEN_FOLDERS = {"qml", "presentation", "widgets", "composition/window", "main"}

LINK_NAMES = {
    "rig_" + name.replace("/", "_"): name for name in ALLOWED if name != "main"
}
THIRD_PARTY = {"Qt6::Sql": {"storage"}, "PkgConfig::LIBPQ": {"storage"}, "PkgConfig::RDKAFKA": {"bus"},
               "simdjson::simdjson": {"pipeline"}, "Eigen3::Eigen": {"ml"},
               "Qt6::Charts": {"widgets"}}


def folder_of(path):
    """The name in ALLOWED of a file below the root, or None where it is no code of the product."""
    parts = path.parts
    if parts[0] == "core" and len(parts) > 2:
        return parts[1]
    if parts[:2] == ("app", "main.cpp"):
        return "main"
    if parts[0] == "app" and len(parts) > 2:
        return "/".join(parts[1:3]) if parts[1] == "composition" else parts[1]
    if parts[0] in ("qml", "ml"):
        return "ml/torch" if parts[:2] == ("ml", "torch") else parts[0]
    return None


def target_folder(include):
    """The folder of ours that an include in quotes names; None for a header beside the file."""
    parts = include.split("/")
    if parts[0] == "composition" and len(parts) > 2:
        return "/".join(parts[:2])
    return parts[0] if len(parts) > 1 else None


def include_violations(path, text):
    folder = folder_of(path)
    for line, (kind, name) in enumerate_includes(text):
        where = f"{path}:{line}"
        if kind == '"':
            target = target_folder(name)
            if target in ALLOWED and target != folder and target not in ALLOWED[folder]:
                yield f"{where}: {folder} may not include {target} ({name})"
            continue
        for start, knowing in LIBRARIES.items():
            if name.startswith(start) and folder not in knowing:
                yield f"{where}: only {', '.join(sorted(knowing))} may include {name}"
        for start, knowing in FILES.items():
            if name.startswith(start) and str(path) != knowing:
                yield f"{where}: only {knowing} may include {name}"
        if SCREEN.match(name) and folder not in SCREEN_FOLDERS:
            yield f"{where}: {folder} has no screen and may not include {name}"


def enumerate_includes(text):
    for number, line in enumerate(text.splitlines(), 1):
        match = re.match(r'\s*#\s*include\s*(["<])([^">]+)', line)
        if match:
            yield number, match.groups()


def link_violations(path, text):
    folder = folder_of(path)
    for call in re.finditer(r"target_link_libraries\(\s*(\S+)([^)]*)\)", text):
        scope = "PRIVATE"
        for word in call.group(2).split():
            if word in ("PUBLIC", "PRIVATE", "INTERFACE"):
                scope = word
            elif word in LINK_NAMES and LINK_NAMES[word] != folder and LINK_NAMES[word] not in ALLOWED[folder]:
                yield f"{path}: {folder} may not link {word}"
            elif word in THIRD_PARTY and (folder not in THIRD_PARTY[word] or scope != "PRIVATE"):
                yield f"{path}: {word} is linked PRIVATE by {', '.join(THIRD_PARTY[word])} alone"


def violations(root):
    root = Path(root)
    found = []
    for top in ("core", "app", "qml", "ml"):
        for file in sorted((root / top).rglob("*")):
            path = file.relative_to(root)
            if not file.is_file() or file.name == "README.md" or folder_of(path) is None:
                continue
            if folder_of(path) not in ALLOWED:
                found.append(f"{path}: a folder that the layers do not know; add it to tests/architecture")
            elif file.suffix in (".h", ".cpp"):
                found.extend(include_violations(path, file.read_text(encoding="utf-8")))
            elif file.name == "CMakeLists.txt":
                found.extend(link_violations(path, file.read_text(encoding="utf-8")))
    return found
