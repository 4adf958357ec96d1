import pytest


@pytest.fixture(scope="session")
def reference():
    """Give what the main job left for measuring drafts: the project's own sample."""
    from pipeline.checking import open_reference

    return open_reference(None)
