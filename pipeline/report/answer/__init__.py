"""What is measured of a draft, as people and programs read it."""

from pipeline.report.answer.remarks import quiet_remarks, remarks

__all__ = ["quiet_remarks", "remarks"]
