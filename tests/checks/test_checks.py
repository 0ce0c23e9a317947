#!/usr/bin/env python3
"""Shows that each check notices what it is there for: every violation is planted in a small tree, and must be told."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))

import hygiene  # noqa: E402
import layering  # noqa: E402

FORMAT = Path(__file__).resolve().parent / "format.sh"

SOUND = {
    "src/README.md": "The engine.\n",
    "src/base/README.md": "x\n",
    "src/base/result.h": "#include <string>\n// #include <thread> and system_clock are only words here\n",
    "src/codec/README.md": "x\n",
    "src/codec/json.cc": '#include "src/base/result.h"\nconst char* k = "std::thread steady_clock";\n',
    "src/plan/README.md": "x\n",
    "src/plan/plan.h": '#include "src/codec/json.h"\n#include "src/detect/rule.h"\n#include "src/redact/action.h"\n',
    "src/pipeline.h": '#include "src/plan/plan.h"\n',
    "connectors/README.md": "x\n",
    "connectors/io.h": '#include <chrono>\n#include "src/base/result.h"\n',
    "connectors/kafka/README.md": "x\n",
    "connectors/kafka/source.h": '#include <librdkafka/rdkafka.h>\n#include <thread>\n#include "connectors/io.h"\n',
    "topology/README.md": "x\n",
    "topology/worker.cc": '#include "connectors/io.h"\n#include "src/pipeline.h"\n',
    "cli/README.md": "x\n",
    "cli/main.cc": '#include "topology/worker.h"\n#include "src/base/result.h"\n',
    "sdk/README.md": "x\n",
    "sdk/aegis.h": '#include "src/pipeline.h"\n',
    "tests/README.md": "x\n",
    "tests/unit/README.md": "x\n",
    "tests/unit/base/result_test.cc": "// mirrors need no README\n",
}


class Planted(unittest.TestCase):
    def setUp(self) -> None:
        held = tempfile.TemporaryDirectory(prefix="aegis-checks-")
        self.addCleanup(held.cleanup)
        self.root = Path(held.name)
        subprocess.run(["git", "init", "-q", str(self.root)], check=True)

    def plant(self, files: dict[str, str | bytes]) -> None:
        for name, content in files.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())


class Layering(Planted):
    def setUp(self) -> None:
        super().setUp()
        self.plant(SOUND)

    def test_a_sound_tree_passes(self) -> None:
        self.assertEqual(layering.check(self.root), [])

    def test_each_wrong_arrow_is_told(self) -> None:
        for source, target in [
            ("src/base/a.h", "connectors/io.h"),
            ("src/pipeline2.h", "topology/worker.h"),
            ("connectors/kafka/a.cc", "topology/worker.h"),
            ("connectors/a.cc", "cli/main.h"),
            ("topology/a.cc", "cli/main.h"),
            ("sdk/a.cc", "connectors/io.h"),
            ("sdk/a.cc", "topology/worker.h"),
            ("cli/a.cc", "sdk/aegis.h"),
            ("src/base/a.h", "src/codec/json.h"),
            ("src/codec/a.cc", "src/detect/rule.h"),
            ("src/codec/a.cc", "src/plan/plan.h"),
            ("src/detect/a.cc", "src/redact/action.h"),
            ("src/detect/validators/a.cc", "src/plan/plan.h"),
            ("src/redact/a.cc", "src/plan/plan.h"),
            ("src/dedup/a.cc", "src/detect/rule.h"),
            ("src/plan/a.cc", "src/pipeline.h"),
            ("src/magic/a.cc", "src/base/result.h"),
            ("connectors/memory/a.cc", "connectors/kafka/source.h"),
        ]:
            with self.subTest(source=source, target=target):
                folder = Path(source).parent / "README.md"
                self.plant({source: f'#pragma once\n#include "{target}"\n', str(folder): "x\n"})
                problems = layering.check(self.root)
                self.assertEqual(len(problems), 1, problems)
                self.assertTrue(problems[0].startswith(f"{source}:2: "), problems)
                (self.root / source).unlink()

    def test_angle_brackets_do_not_hide_an_arrow(self) -> None:
        self.plant({"src/base/a.h": "#  include <connectors/io.h>\n"})
        self.assertEqual(len(layering.check(self.root)), 1)

    def test_an_include_relative_to_its_file_is_told(self) -> None:
        self.plant({"src/codec/a.h": '#include "json.h"\n', "src/codec/b.h": '#include "../detect/rule.h"\n'})
        self.assertEqual(len(layering.check(self.root)), 2)

    def test_what_the_engine_may_not_touch_is_told(self) -> None:
        for line in [
            "#include <thread>", "#include <mutex>", "#include <fstream>", "#include <filesystem>", "#include <ctime>",
            "#include <librdkafka/rdkafka.h>", "auto t = std::chrono::steady_clock::now();", "auto t = time(nullptr);",
            "clock_gettime(CLOCK_REALTIME, &t);", 'FILE* f = fopen("x", "r");', 'const char* e = getenv("X");',
            "std::random_device r;", "std::jthread t;",
        ]:  # fmt: skip
            with self.subTest(line=line):
                self.plant({"src/detect/README.md": "x\n", "src/detect/a.cc": f"// one\n{line}\n"})
                problems = layering.check(self.root)
                self.assertEqual([p.split(": ")[0] for p in problems], ["src/detect/a.cc:2"])

    def test_names_that_tell_nothing_are_told(self) -> None:
        for name in ("src/utils", "topology/helpers", "tests/common", "cli/Impl", "configs/data", "sdk/manager"):
            with self.subTest(name=name):
                self.plant({f"{name}/README.md": "x\n", f"{Path(name).parent}/README.md": "x\n"})
                problems = layering.check(self.root)
                self.assertTrue(any(problem.startswith(f"{name}/: the name") for problem in problems), problems)

    def test_a_folder_without_readme_is_told(self) -> None:
        self.plant({"src/redact/mask.h": "\n", "bench/copy/run.py": "\n"})
        self.assertEqual([p.split(":")[0] for p in layering.check(self.root)], ["bench/", "bench/copy/", "src/redact/"])

    def test_ignored_files_are_not_looked_at(self) -> None:
        self.plant({".gitignore": "/build/\n", "build/utils/a.cc": "#include <thread>\n"})
        self.assertEqual(layering.check(self.root), [])


class Hygiene(Planted):
    def problems(self, files: dict[str, str | bytes]) -> list[str]:
        self.plant(files)
        return hygiene.check(self.root)

    def test_ordinary_files_pass(self) -> None:
        ordinary = (
            "see https://example.com/work/x and $HOME/root/a, ./work/b, /home/aegis/c, ~/root/d, /rooted/x\n"
            "The GNU C library; the npm registry; a workbook\n"
        )
        self.assertEqual(self.problems({"docs/a.md": ordinary, "x.bin": b"\0/" + b"root/x"}), [])

    def test_paths_of_a_machine_are_told(self) -> None:
        for place in ("work/main", "root/x", "home/alice/x", "Users/bob/x"):
            with self.subTest(place=place):
                self.assertEqual(len(self.problems({"a.md": f"see `/{place}/y`\n"})), 1)

    def test_registries_are_told(self) -> None:
        for host in ("registry.npmjs.", "repo1.maven.", "files.pythonhosted.", "deb.debian.", "proxy.golang."):
            with self.subTest(host=host):
                self.assertEqual(len(self.problems({"a.sh": f"fetch https://{host}org/x\n"})), 1)

    def test_copyleft_is_told(self) -> None:
        for notice in ("the GNU Affero General" + " Public License", "SPDX-License-" + "Identifier: GPL-2.0"):
            with self.subTest(notice=notice):
                self.assertEqual(len(self.problems({"a.c": f"// {notice}\n"})), 1)

    def test_large_files_are_told(self) -> None:
        self.assertEqual(len(self.problems({"a.bin": b"x" * (hygiene.LARGEST + 1)})), 1)

    def test_modes_are_told(self) -> None:
        self.plant({"scripts/go": "#!/bin/sh\n", "scripts/part.sh": "say() { :; }\n"})
        self.assertEqual(len(hygiene.check(self.root)), 1)
        (self.root / "scripts/go").chmod(0o755)
        self.assertEqual(hygiene.check(self.root), [])
        (self.root / "scripts/part.sh").chmod(0o755)
        self.assertEqual(len(hygiene.check(self.root)), 1)

    def test_links_to_absolute_paths_are_told(self) -> None:
        (self.root / "link").symlink_to("/etc/hostname")
        self.assertEqual(len(hygiene.check(self.root)), 1)


class Format(Planted):
    def run_format(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([str(FORMAT), *arguments, str(self.root)], capture_output=True, text=True, check=False)

    def test_a_badly_formatted_file_is_told_and_mended(self) -> None:
        self.plant({".clang-format": "BasedOnStyle: Google\nColumnLimit: 100\n", "src/a.cc": "int  a( ){return 1 ;}\n",
                    ".gitignore": "/build/\n", "build/b.cc": "int  b( ){return 1 ;}\n"})  # fmt: skip
        told = self.run_format()
        self.assertEqual(told.returncode, 1, told.stdout)
        self.assertIn("src/a.cc:1", told.stderr)
        self.assertNotIn("build/b.cc", told.stderr)
        self.assertEqual(self.run_format("--fix").returncode, 0)
        mended = self.run_format()
        self.assertEqual((mended.returncode, mended.stdout), (0, "format: 1 files, fine\n"))


if __name__ == "__main__":
    unittest.main(verbosity=2)
