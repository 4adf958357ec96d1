"""Library and codebook to the trained coder."""

from pipeline.stages.workspace import Workspace
from pipeline.store.codebook import read_codebook, read_library
from pipeline.store.files import write_bytes


def train(workspace: Workspace) -> dict[str, int]:
    """Train the coder that this library and codebook make.

    Returns:
        How many provisions and library clauses it was trained on.
    """
    from pipeline import coding

    codebook = read_codebook(workspace.codebook)
    library = read_library(workspace.library)
    workspace.progress("training the coder", 0, 1)
    coder = coding.train(library, codebook, workspace.params.coding)
    write_bytes(workspace.coder, coder.to_bytes())
    return {"provisions": len(codebook.provisions), "library_clauses": len(library)}
