"""Videos made on the spot, measured: what was put in comes out."""

import numpy as np
import pytest

from upshot.decisions.creators.content.pictures import looks_like_writing
from upshot.decisions.creators.content.video import measure_video
from upshot.errors import InvalidInput

av = pytest.importorskip("av", reason="the extra `video` (PyAV) is not installed")
COLOURS = ((200, 40, 40), (40, 180, 60), (50, 60, 200), (220, 210, 60), (20, 20, 20), (240, 240, 240))
FPS = 24


def scene(second, *, cut_every, move, size=(180, 320)):
    """A plain colour that changes at every cut, with a block that moves `move` pixels a second."""
    picture = np.empty((size[1], size[0], 3), dtype=np.uint8)
    picture[:] = COLOURS[int(second / cut_every + 1e-9) % len(COLOURS)]
    left = int(second * move) % (size[0] - 60)
    picture[100:200, left : left + 60] = (128, 128, 128)
    return picture


def write_letters(picture, top=250):
    """Strokes of 3 pixels, as wide as letters are, on one line."""
    random = np.random.default_rng(7)
    for left in range(20, picture.shape[1] - 24, 6):
        if random.random() < 0.8:
            picture[top : top + 18, left : left + 3] = 255 - picture[top : top + 18, left : left + 3] // 4
    return picture


def make(path, *, seconds=6, cut_every=99, move=40, letters=False, tone=None, size=(180, 320)):
    with av.open(str(path), "w") as file:
        stream = file.add_stream("libx264", rate=FPS, options={"crf": "20"})
        stream.width, stream.height, stream.pix_fmt = size[0], size[1], "yuv420p"
        sound = file.add_stream("aac", rate=48_000, layout="stereo") if tone is not None else None
        for number in range(seconds * FPS):
            picture = scene(number / FPS, cut_every=cut_every, move=move, size=size)
            frame = av.VideoFrame.from_ndarray(write_letters(picture) if letters else picture, format="rgb24")
            file.mux(stream.encode(frame))
        file.mux(stream.encode())
        if sound is not None:
            wave = 10 ** (tone / 20) * np.sin(2 * np.pi * 1000 * np.arange(seconds * 48_000) / 48_000)
            for start in range(0, len(wave), 1024):
                piece = np.stack([wave[start : start + 1024]] * 2).astype(np.float32)
                frame = av.AudioFrame.from_ndarray(piece, format="fltp", layout="stereo")
                frame.sample_rate, frame.pts = 48_000, start
                file.mux(sound.encode(frame))
            file.mux(sound.encode())
    return path


def test_format_length_cuts_and_loudness_are_those_put_in(tmp_path):
    found = measure_video(make(tmp_path / "a.mp4", seconds=6, cut_every=1.5, tone=-23.0))
    assert (found.width, found.height, found.is_vertical_9_16) == (180, 320, True)
    assert found.duration_s == pytest.approx(6, abs=0.2)
    assert found.frames_per_second == FPS
    assert found.n_cuts == 3
    assert found.cuts_per_minute == pytest.approx(30, abs=1.5)
    assert found.loudness_lufs == pytest.approx(-23, abs=0.3)


def test_landscape_without_sound_is_neither_vertical_nor_silent_by_mistake(tmp_path):
    found = measure_video(make(tmp_path / "b.mp4", seconds=2, size=(320, 240)))
    assert (found.is_vertical_9_16, found.has_sound, found.loudness_lufs) == (False, False, None)
    assert found.n_cuts == 0


def test_a_hook_that_moves_more_measures_more(tmp_path):
    still, slow, fast = (
        measure_video(make(tmp_path / f"{move}.mp4", seconds=3, move=move)).hook_motion for move in (0, 40, 300)
    )
    assert still < 0.002 < slow < fast


def test_lines_of_letters_look_captioned_and_a_moving_block_does_not(tmp_path):
    assert measure_video(make(tmp_path / "c.mp4", seconds=3, letters=True)).looks_captioned
    assert not measure_video(make(tmp_path / "d.mp4", seconds=3)).looks_captioned


def test_grain_and_a_gradient_are_not_writing():
    grain = np.random.default_rng(2).integers(0, 256, size=(320, 180)).astype(np.uint8)
    assert not looks_like_writing(grain)
    assert not looks_like_writing(np.tile(np.linspace(0, 255, 180).astype(np.uint8), (320, 1)))


def test_a_video_that_breaks_off_is_measured_up_to_there_or_refused_by_name(tmp_path):
    whole = make(tmp_path / "e.webm.mp4", seconds=4).read_bytes()
    broken = tmp_path / "f.mp4"
    broken.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(InvalidInput, match="video_unreadable"):
        measure_video(broken)


@pytest.mark.parametrize(("content", "code"), [(b"", "video_unreadable"), (b"not a video" * 99, "video_unreadable")])
def test_what_is_no_video_is_refused_by_name(tmp_path, content, code):
    path = tmp_path / "note.mp4"
    path.write_bytes(content)
    with pytest.raises(InvalidInput, match=code):
        measure_video(path)


def test_a_file_that_is_not_there_and_one_of_sound_only_are_refused_by_name(tmp_path):
    with pytest.raises(InvalidInput, match="video_missing"):
        measure_video(tmp_path / "none.mp4")
    path = tmp_path / "song.wav"
    with av.open(str(path), "w") as file:
        stream = file.add_stream("pcm_s16le", rate=48_000, layout="mono")
        frame = av.AudioFrame.from_ndarray(np.zeros((1, 48_000), dtype=np.int16), format="s16", layout="mono")
        frame.sample_rate = 48_000
        file.mux(stream.encode(frame))
        file.mux(stream.encode())
    with pytest.raises(InvalidInput, match="video_no_picture"):
        measure_video(path)
