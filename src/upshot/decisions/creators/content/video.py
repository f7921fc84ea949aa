"""What a video file shows by itself: format, length, loudness, cuts, motion of the hook, writing in the picture.

Everything is read from the pictures and the sound, on this machine; nothing says whether the video is good. Needs the
extra `video` (PyAV).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from upshot.decisions.creators.content.model import VideoMeasures
from upshot.decisions.creators.content.pictures import changes, count_cuts, looks_like_writing, mean_motion
from upshot.decisions.creators.telling import Note
from upshot.errors import InvalidInput, MissingExtra
from upshot.stats.loudness import integrated_loudness

MOST_SECONDS = 600.0  # what is decoded of a long video
MOST_SOUND_S = 180.0
PICTURES_PER_S, HOOK_S, HOOK_STEP_S, WRITING_STEP_S = 12.0, 2.0, 0.25, 1.0
SMALL, LARGE = (72, 128), (180, 320)  # width, height of the pictures looked at
SOUND_RATE = 48_000
VERTICAL = 9 / 16
Picture = NDArray[np.uint8]


@dataclass(frozen=True)
class _Seen:
    """Pictures of a video by their instant in seconds."""

    at: list[float]
    small: list[Picture]
    large: list[Picture]
    size: tuple[int, int]
    end: float


def measure_video(path: Path) -> VideoMeasures:
    """Measure one file.

    Parameters
    ----------
    path : mp4, mov, webm or whatever FFmpeg reads

    Raises
    ------
    MissingExtra : video_not_installed
    InvalidInput : video_missing, video_unreadable (no video, or cut off before the first picture), video_no_picture
    """
    av = _player()
    if not path.is_file():
        raise InvalidInput("video_missing", file=path.name)
    try:
        with av.open(str(path)) as file:
            if not file.streams.video:
                raise InvalidInput("video_no_picture", file=path.name)
            rate = float(file.streams.video[0].average_rate or 0)
            length = file.duration / 1_000_000 if file.duration else None
            seen = _look(av, file)
            has_sound = bool(file.streams.audio)
        loudness = _loudness(av, path) if has_sound else None
    except (av.FFmpegError, OSError, EOFError) as error:
        raise InvalidInput("video_unreadable", file=path.name, why=type(error).__name__) from error
    if not seen.at:
        raise InvalidInput("video_unreadable", file=path.name, why="no picture")
    return _measured(seen, length, rate, loudness, has_sound=has_sound)


def _measured(
    seen: _Seen, length: float | None, rate: float, loudness: float | None, *, has_sound: bool
) -> VideoMeasures:
    duration = length or seen.end
    looked_at = min(duration, MOST_SECONDS)
    at = np.array(seen.at)
    n_cuts = count_cuts(changes(seen.small), at)
    hook = [picture for instant, picture in zip(seen.at, seen.small, strict=True) if instant <= HOOK_S]
    stride = max(1, round(HOOK_STEP_S * PICTURES_PER_S))
    written = [looks_like_writing(picture) for picture in seen.large]
    width, height = seen.size
    notes = [Note("video_captions_heuristic"), Note("video_cuts_heuristic")]
    if duration > MOST_SECONDS:
        notes.append(Note("video_only_beginning", {"seconds": f"{MOST_SECONDS:.0f}"}))
    if loudness is not None and duration > MOST_SOUND_S:
        notes.append(Note("video_sound_beginning", {"seconds": f"{MOST_SOUND_S:.0f}"}))
    return VideoMeasures(
        width=width,
        height=height,
        duration_s=duration,
        frames_per_second=rate,
        is_vertical_9_16=abs(width / height - VERTICAL) < 0.01,
        has_sound=has_sound,
        loudness_lufs=loudness,
        n_cuts=n_cuts,
        cuts_per_minute=60 * n_cuts / looked_at if looked_at > 0 else 0.0,
        hook_motion=mean_motion(hook[::stride]),
        caption_share=float(np.mean(written)) if written else 0.0,
        notes=tuple(notes),
    )


def _look(av: Any, file: Any) -> _Seen:
    """Decode the first video stream; small pictures often, large ones once a second."""
    stream = file.streams.video[0]
    stream.thread_type = "AUTO"
    seen, size = _Seen([], [], [], (0, 0), 0.0), (0, 0)
    end, next_small, next_large = 0.0, 0.0, 0.0
    for at, frame in _frames(av, file, stream):
        end = at
        if at + 1e-6 >= next_small:
            size = size if size != (0, 0) else _upright(frame, stream)
            seen.at.append(at)
            seen.small.append(frame.reformat(width=SMALL[0], height=SMALL[1], format="rgb24").to_ndarray())
            next_small = at + 1 / PICTURES_PER_S
        if at + 1e-6 >= next_large:
            seen.large.append(frame.reformat(width=LARGE[0], height=LARGE[1], format="gray").to_ndarray())
            next_large = at + WRITING_STEP_S
    return _Seen(seen.at, seen.small, seen.large, size, end)


def _frames(av: Any, file: Any, stream: Any) -> Iterator[tuple[float, Any]]:
    """Pictures with their instant, up to `MOST_SECONDS`; a file that breaks off gives those before the break."""
    first = None
    try:
        for frame in file.decode(stream):
            if frame.time is None:
                continue
            first = frame.time if first is None else first
            if frame.time - first > MOST_SECONDS:
                return
            yield frame.time - first, frame
    except av.FFmpegError:
        return


def _upright(frame: Any, stream: Any) -> tuple[int, int]:
    """Width and height as they are shown: phones store a quarter turn beside the picture."""
    pixel = float(stream.sample_aspect_ratio or 1) or 1.0
    width, height = round(frame.width * pixel), frame.height
    return (height, width) if abs(getattr(frame, "rotation", 0)) % 180 == 90 else (width, height)


def _loudness(av: Any, path: Path) -> float | None:
    """LUFS of the first minutes of the first audio stream; None where it cannot be decoded or is silent."""
    pieces: list[NDArray[np.float64]] = []
    length = 0
    with av.open(str(path)) as file:
        stream = file.streams.audio[0]
        layout = "mono" if stream.codec_context.channels == 1 else "stereo"
        resampler = av.AudioResampler(format="fltp", layout=layout, rate=SOUND_RATE)
        try:
            for frame in file.decode(stream):
                for piece in resampler.resample(frame):
                    pieces.append(piece.to_ndarray().astype(np.float64))
                    length += pieces[-1].shape[1]
                if length >= MOST_SOUND_S * SOUND_RATE:
                    break
        except av.FFmpegError:
            pass
    return integrated_loudness(np.concatenate(pieces, axis=1), rate=SOUND_RATE) if pieces else None


def _player() -> Any:
    """PyAV, or the line that installs it."""
    try:
        import av  # noqa: PLC0415 (an extra)
    except ImportError as error:
        raise MissingExtra("video_not_installed", extra="video") from error
    return av
