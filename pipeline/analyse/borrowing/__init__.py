"""Which councils' wording on a provision could another council take over?

What is offered is chosen for being clear, current and complete in itself, and not just for being
frequent. Other councils' words are a start to be adapted: nobody has said that they are right.
"""

from pipeline.analyse.borrowing.choosing import chosen
from pipeline.analyse.borrowing.order import usual_order
from pipeline.analyse.borrowing.pool import borrowable

__all__ = ["borrowable", "chosen", "usual_order"]
