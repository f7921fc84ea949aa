"""Files with a row per touch: a visitor, an instant, and the channel, creator, post or campaign that was touched."""

from upshot.sources.base import FileSource
from upshot.sources.touches.touch_file import TouchFile

SOURCES: tuple[FileSource, ...] = (TouchFile(),)

__all__ = ["SOURCES", "TouchFile"]
