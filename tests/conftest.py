"""What several tests share."""

import os
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """Give the project's own folder."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """Give the folder of real documents and hand-made labels beside the project."""
    folder = ROOT.parent / "shared"
    if not (folder / "gold").is_dir():
        pytest.skip("needs ../shared, the real documents and their labels, which is not here")
    return folder


@pytest.fixture(scope="session")
def browser():
    """Give the system's Chromium: one for all tests, since playwright runs once in a process."""
    sync_api = pytest.importorskip("playwright.sync_api")
    names = ("chromium", "chromium-browser", "google-chrome")
    program = next(filter(None, map(shutil.which, names)), None)
    if program is None:
        pytest.skip(f"needs a browser: none of {', '.join(names)} is installed")
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox"] if root else []
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def trained(tmp_path_factory) -> Path:
    """Give a folder with the trained coder, that of the main job where it is up to date."""
    from pipeline.params import read_params
    from pipeline.stages.build import build
    from pipeline.stages.workspace import folder_workspace

    corpus = tmp_path_factory.mktemp("corpus")
    (corpus / "fern.txt").write_text("Fern Parish Council")
    out = tmp_path_factory.mktemp("trained")
    build(folder_workspace(corpus, out, read_params(ROOT / "params.yaml")), until="train")
    # only the coder: what else a build needs is made by it
    for path in (out / ".build").iterdir():
        if path.name not in ("coder.npz", "stages"):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    for path in (out / ".build" / "stages").iterdir():
        if path.name != "train.json":
            path.unlink()
    return out


@pytest.fixture
def build_folder(trained, tmp_path):
    """Give a function that builds a folder of files and gives its workspace."""
    from datetime import date

    from pipeline.params import read_params
    from pipeline.stages.build import build
    from pipeline.stages.workspace import folder_workspace

    def run(files, *, as_of=date(2026, 11, 22), out="out", until="report"):
        corpus = tmp_path / "corpus"
        for name, content in files.items():
            path = corpus / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        params = read_params(ROOT / "params.yaml", as_of=as_of)
        workspace = folder_workspace(corpus, tmp_path / out, params)
        if not workspace.coder.exists():
            shutil.copytree(trained / ".build", workspace.derived)
        return workspace, build(workspace, until=until)

    return run


@pytest.fixture(scope="session")
def sample_build(trained, tmp_path_factory):
    """Give the workspace of a build of the sample corpus."""
    from pipeline.params import read_params
    from pipeline.stages.build import build
    from pipeline.stages.workspace import folder_workspace

    out = tmp_path_factory.mktemp("sample")
    shutil.copytree(trained / ".build", out / ".build")
    workspace = folder_workspace(ROOT / "corpus", out, read_params(ROOT / "params.yaml"))
    build(workspace)
    return workspace


@pytest.fixture(scope="session")
def real_build(trained, shared, tmp_path_factory):
    """Give the workspace of a build of the five real documents."""
    from pipeline.params import read_params
    from pipeline.stages.build import build
    from pipeline.stages.workspace import folder_workspace

    out = tmp_path_factory.mktemp("real")
    shutil.copytree(trained / ".build", out / ".build")
    workspace = folder_workspace(shared / "corpus", out, read_params(ROOT / "params.yaml"))
    build(workspace)
    return workspace
