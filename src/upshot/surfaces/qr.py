"""QR codes by segno: with a quarter of the picture lost they can still be read."""

from __future__ import annotations

import io

import segno

from upshot.errors import InvalidInput

ENDINGS = {".svg": "image/svg+xml", ".png": "image/png"}
CORRECTION = "q"  # a print gets scratched, a screen reflects
QUIET_ZONE = 4  # modules of white around it, ISO/IEC 18004
PIXELS = 12  # of a PNG, per module: 7 cm at 150 dpi


def qr_image(address: str, ending: str) -> bytes:
    """The code of `address` as .svg or .png, black on white.

    Raises
    ------
    InvalidInput : unknown_report_format
    """
    if ending.lower() not in ENDINGS:
        raise InvalidInput("unknown_report_format", file=f"qr{ending}", valid=", ".join(ENDINGS))
    image = io.BytesIO()
    kind = ending.lower().removeprefix(".")
    more = {"xmldecl": False, "svgns": True, "omitsize": True, "title": address} if kind == "svg" else {}
    _code(address).save(image, kind=kind, scale=PIXELS if kind == "png" else 1, border=QUIET_ZONE, light="#fff", **more)
    return image.getvalue()


def qr_text(address: str) -> str:
    """The code drawn with half blocks, for a terminal."""
    drawing = io.StringIO()
    _code(address).terminal(drawing, border=2, compact=True)
    return drawing.getvalue().rstrip("\n")


def _code(address: str) -> segno.QRCode:
    return segno.make(address, error=CORRECTION, micro=False, boost_error=False)
