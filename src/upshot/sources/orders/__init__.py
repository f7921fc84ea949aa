"""A sheet of orders that anybody can make: a few columns, headers in five languages."""

from upshot.sources.base import FileSource
from upshot.sources.orders.order_sheet import OrderSheet

SOURCES: tuple[FileSource, ...] = (OrderSheet(),)

__all__ = ["SOURCES", "OrderSheet"]
