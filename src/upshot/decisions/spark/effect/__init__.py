"""What a boost added: organic and paid kept apart, Spark against other ads, followers, and what it paid the creator.

Start with `reading.py`; `model.py` holds the frozen answer.
"""

from upshot.decisions.spark.effect.creator_report import CreatorReport, report_to_creator
from upshot.decisions.spark.effect.model import SparkEffect
from upshot.decisions.spark.effect.reading import read_spark_effect

__all__ = ["CreatorReport", "SparkEffect", "read_spark_effect", "report_to_creator"]
