#!/usr/bin/python3
"""Holds the arrows of the architecture pointing down, and proves that the check sees one that does not."""
import tempfile
import unittest
from pathlib import Path

from layering import violations

ROOT = Path(__file__).resolve().parents[2]


class Layering(unittest.TestCase):
    def check(self, path, text):
        with tempfile.TemporaryDirectory() as root:
            file = Path(root) / path
            file.parent.mkdir(parents=True)
            file.write_text(text, encoding="utf-8")
            return violations(root)

    def test_the_project_keeps_its_layers(self):
        self.assertGreater(len(list((ROOT / "core").rglob("*.cpp"))), 20, "this is not the project")
        self.assertEqual(violations(ROOT), [])

    def test_an_include_that_points_up_is_found(self):
        self.assertTrue(self.check("core/domain/plant.cpp", '#include "storage/rows.h"\n'))
        self.assertTrue(self.check("core/pipeline/a.cpp", '  #  include "composition/core/node.h"\n'))

    def test_an_include_that_points_sideways_is_found(self):
        self.assertTrue(self.check("core/bus/a.cpp", '#include "storage/rows.h"\n'))
        self.assertTrue(self.check("core/storage/a.cpp", '#include "pipeline/worker.h"\n'))
        self.assertTrue(self.check("qml/a.h", '#include "presentation/theme.h"\n'))

    def test_an_include_that_points_down_is_not(self):
        self.assertEqual(self.check("app/composition/core/a.cpp", '#include "storage/rows.h"\n'), [])
        self.assertEqual(self.check("app/widgets/a.cpp", '#include "presentation/theme.h"\n#include <QPainter>\n'), [])

    def test_a_library_that_leaks_is_found(self):
        self.assertTrue(self.check("core/pipeline/a.cpp", "#include <QSqlDatabase>\n"))
        self.assertTrue(self.check("app/ctl/a.cpp", "#include <librdkafka/rdkafka.h>\n"))
        self.assertTrue(self.check("core/storage/a.cpp", "#include <simdjson.h>\n"))

    def test_a_screen_in_the_core_is_found(self):
        self.assertTrue(self.check("app/ctl/a.cpp", "#include <QPainter>\n"))
        self.assertTrue(self.check("core/domain/a.h", "#include <QColor>\n"))

    def test_a_link_that_points_up_or_leaks_is_found(self):
        self.assertTrue(self.check("core/bus/CMakeLists.txt", "target_link_libraries(rig_bus PUBLIC rig_storage)\n"))
        self.assertTrue(self.check("core/storage/CMakeLists.txt",
                                   "target_link_libraries(rig_storage PUBLIC Qt6::Sql)\n"))
        self.assertEqual(self.check("core/storage/CMakeLists.txt",
                                    "target_link_libraries(rig_storage PUBLIC rig_domain PRIVATE Qt6::Sql)\n"), [])

    def test_a_folder_nobody_declared_is_found(self):
        self.assertTrue(self.check("core/helpers/a.cpp", ""))


if __name__ == "__main__":
    unittest.main()
