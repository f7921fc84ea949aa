"""WooCommerce's orders: the export of WebToffee and its kin, item rows, and the core plugin's Analytics download."""

from upshot.sources.base import FileSource
from upshot.sources.woocommerce.order_exports import WooCommerceOrders

SOURCES: tuple[FileSource, ...] = (WooCommerceOrders(),)

__all__ = ["SOURCES", "WooCommerceOrders"]
