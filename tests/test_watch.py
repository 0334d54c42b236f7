"""Rebuilding on saving, with events made by the test; one test with real saves."""

from __future__ import annotations

import http.client
import json
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from generator.build.serving import Preview, PreviewServer
from generator.build.watching import Shown, Workbench, follow, saved
from generator.diagnostics import Diagnostic, Severity, Source
from tests.laid import copied_project
from tests.test_changes import edit, zhiyin

ROOT = Path(__file__).resolve().parent.parent
POLICIES = "content/policies.yaml"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copied_project(tmp_path / "project")


def watched(project: Path, out: Path | None, events: Iterator[object]) -> list[Shown]:
    shown: list[Shown] = []
    bench = Workbench(project, out, ("pdf",))
    follow(project, events, lambda: bench.build(shown.append))
    return shown


def test_every_save_that_changes_words_makes_the_guide_again_and_no_other_does(project: Path, tmp_path: Path) -> None:
    def events() -> Iterator[object]:
        yield "nothing happened"
        (project / POLICIES).touch()
        yield "touched"
        (project / "content/notes.txt").write_text("x", "utf-8")
        yield "not ours"
        edit(project, POLICIES, "聚焦9大未来产业", "聚焦10大未来产业")
        yield "edited"
        edit(project, "templates/theme.yaml", "body: {family: song, size: 14", "body: {family: song, size: 13")
        yield "restyled"

    shown = watched(project, tmp_path / "out", events())
    assert [item.version for item in shown] == [1, 2, 3]
    assert len({item.pdf for item in shown}) == 3
    (made,) = (tmp_path / "out").iterdir()
    assert made.read_bytes() == shown[-1].pdf


def test_mistakes_are_shown_at_their_place_until_they_are_mended(project: Path, tmp_path: Path) -> None:
    def events() -> Iterator[object]:
        good = (project / POLICIES).read_text("utf-8")
        edit(project, POLICIES, "    date: 2021-10", "    date: 昨天")
        yield "broken content"
        (project / POLICIES).write_text(good, "utf-8")
        edit(project, "templates/guide.xml.j2", "{{ edition.title }}", "{{ edition.titel }}")
        yield "broken template"
        edit(project, "templates/guide.xml.j2", "{{ edition.titel }}", "{{ edition.title }}")
        yield "mended"

    first, content, template, mended = watched(project, None, events())
    assert str(content.problems[0]).startswith("content/policies.yaml:4:")
    assert str(template.problems[0]).startswith("templates/guide.xml.j2:2 错误 TPL-003")
    assert (content.pdf, template.pdf) == (None, None)
    assert (mended.problems, mended.pdf) == ((), first.pdf)


def test_an_output_that_cannot_be_written_is_told_and_the_preview_goes_on(project: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file stands here", "utf-8")
    good, told = watched(project, tmp_path / "out", iter(()))
    assert good.problems == ()
    assert told.problems[0].code == "OUT-001"
    assert told.pdf == good.pdf


def test_a_file_saved_while_the_guide_is_made_is_not_forgotten(project: Path) -> None:
    built: list[int] = []

    def build() -> None:
        built.append(1)
        if len(built) == 1:
            edit(project, POLICIES, "聚焦9大未来产业", "聚焦10大未来产业")

    follow(project, iter(["timeout", "timeout"]), build)
    assert len(built) == 2


# ---------------------------------------------------------------- the page


class Browser:
    def __init__(self, url: str) -> None:
        self.host = urlsplit(url).netloc

    def get(self, path: str, host: str = "") -> tuple[int, bytes]:
        connection = http.client.HTTPConnection(self.host, timeout=30)
        try:
            connection.request("GET", path, headers={"Host": host or self.host})
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def state(self, after: int) -> dict[str, Any]:
        status, body = self.get(f"/state?after={after}")
        assert status == 200
        found: dict[str, Any] = json.loads(body)
        return found


def shown(version: int, pdf: bytes | None, *problems: Any) -> Shown:
    return Shown(version, "指引", 3, 0.5, problems, pdf)


def test_the_page_gets_every_news_and_keeps_the_last_pdf_beside_mistakes() -> None:
    wrong = Diagnostic("YML-005", Severity.ERROR, "<b>缩进不对", Source("content/ways.yaml", 3, 1), "左对齐")
    preview = Preview()
    with PreviewServer(preview) as server:
        browser = Browser(server.url)
        assert browser.get("/guide.pdf")[0] == 404
        preview.publish(shown(1, b"%PDF one"))
        assert browser.state(0)["pdf_version"] == 1
        waiting: list[dict[str, Any]] = []
        reader = threading.Thread(target=lambda: waiting.append(browser.state(1)))
        reader.start()
        preview.publish(shown(2, None, wrong))
        reader.join(30)
        assert waiting[0]["pdf_version"] == 1
        assert waiting[0]["problems"] == [
            {"place": "content/ways.yaml:3:1", "text": "错误 YML-005 <b>缩进不对\n改法：左对齐"}
        ]
        assert browser.get("/guide.pdf?v=1") == (200, b"%PDF one")
        preview.publish(shown(3, b"%PDF one"))
        assert browser.state(2)["pdf_version"] == 1  # the same pages need not be loaded again
        status, page = browser.get("/")
        assert status == 200
        assert "/page.js" in page.decode()
        assert b"innerHTML" not in browser.get("/page.js")[1]


def test_only_this_computers_browser_under_its_own_name_is_answered() -> None:
    with PreviewServer(Preview()) as server:
        browser = Browser(server.url)
        assert server.url.startswith("http://127.0.0.1:")
        assert browser.get("/", host="evil.example:80")[0] == 403
        assert browser.get("/../templates/theme.yaml")[0] == 404
        assert browser.get("/state?after=x")[0] == 400


def test_stopping_answers_who_still_waits() -> None:
    preview = Preview()
    found: list[int] = []
    with PreviewServer(preview) as server:
        browser = Browser(server.url)
        reader = threading.Thread(target=lambda: found.append(browser.get("/state?after=0")[0]))
        reader.start()
        preview.close()
        reader.join(30)
    assert found == [410]


# ---------------------------------------------------------------- the real thing


def test_a_real_save_is_noticed_and_the_watch_ends_when_told(project: Path) -> None:
    stop = threading.Event()
    made: list[Shown] = []
    noticed: set[str] = set()
    bench = Workbench(project, None)

    def events() -> Iterator[object]:
        for turn, event in enumerate(saved(project, stop)):
            noticed.update(Path(path).name for _, path in event)
            assert turn < 60, "没有等到保存"
            yield event
            if turn == 0:  # the watch has begun
                edit(project, POLICIES, "聚焦9大未来产业", "聚焦10大未来产业")
            if len(made) == 2 and "policies.yaml" in noticed:
                stop.set()

    follow(project, events(), lambda: bench.build(made.append))
    assert [item.problems for item in made] == [(), ()]
    assert made[0].pdf != made[1].pdf


def test_the_command_explains_itself(tmp_path: Path) -> None:
    run = zhiyin("watch", "--help", cwd=tmp_path)
    assert run.returncode == 0
    assert "--no-browser" in run.stdout
    assert "Ctrl-C" in run.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no SIGINT to one process")
def test_ctrl_c_stops_without_a_trace(project: Path, tmp_path: Path) -> None:
    words = [sys.executable, "-u", "-m", "generator.cli", "watch", "--no-browser", "--format", "pdf"]
    run = subprocess.Popen(
        [*words, "--project", str(project)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "PYTHONUTF8": "1"},
    )
    assert run.stdout is not None
    with run:
        said = [run.stdout.readline(), run.stdout.readline()]
        run.send_signal(signal.SIGINT)
        said.append(run.stdout.read())
    assert said[0].startswith("预览：http://127.0.0.1:")
    assert said[1].startswith("已生成（")
    assert (said[2], run.returncode) == ("已停止。\n", 0)
    assert not list(tmp_path.rglob("*.docx"))
