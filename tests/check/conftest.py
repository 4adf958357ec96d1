import pytest


@pytest.fixture(scope="session")
def reference():
    """Give what the main job left for measuring drafts: the project's own sample."""
    from pipeline.check import open_reference

    return open_reference(None)
