"""Shopify's orders export: one row per line item, the order's own cells on its first row only."""

from upshot.sources.base import FileSource
from upshot.sources.shopify.orders_export import ShopifyOrders

SOURCES: tuple[FileSource, ...] = (ShopifyOrders(),)

__all__ = ["SOURCES", "ShopifyOrders"]
