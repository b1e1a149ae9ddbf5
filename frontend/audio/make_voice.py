#!/usr/bin/env python3
"""Makes the clips of the board's voice: one Opus file, and where each clip lies in it.

    python3 frontend/audio/make_voice.py        needs espeak-ng, sox and opusenc (Debian: opus-tools)

A recording goes before the synthetic voice: put `frontend/audio/recorded/<clip>.wav` (spoken clearly, any rate)
and run this again. Writes src/pendopo/queue/static/queue/suara-id.opus and frontend/js/_voice-clips.json.
"""

import json
import subprocess
import tempfile
import wave
from pathlib import Path

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parent.parent
SOUND = REPOSITORY / "src/pendopo/queue/static/queue/suara-id.opus"
PLACES = REPOSITORY / "frontend/js/_voice-clips.json"

#: Clip -> what the synthetic voice is told to say. A single letter is said by its Indonesian name.
SAID = {
    "nomor-antrean": "Nomor antrean",
    "silakan-ke-loket": "silakan ke loket",
    **{
        word: word
        for word in (
            "nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan",
            "sepuluh", "sebelas", "belas", "puluh",
        )
    },
    **{letter: letter.upper() for letter in "abcdefghijklmnopqrstuvwxyz"},
}  # fmt: skip

RATE = 24_000
#: Silence between clips in the file, so that none bleeds into the next.
GAP_SECONDS = 0.2
#: A breath after each clip, in seconds: words run together without it.
BREATH = {"nomor-antrean": 0.22, "silakan-ke-loket": 0.08}
BREATH_USUAL = 0.06


def clip(name: str, folder: Path) -> Path:
    """The clip as WAV: mono, trimmed, equally loud."""
    raw, done = folder / f"{name}-raw.wav", folder / f"{name}.wav"
    recorded = HERE / "recorded" / f"{name}.wav"
    if not recorded.exists():
        command = ["espeak-ng", "-v", "id", "-s", "138", "-p", "42", "-a", "110", "-w", str(raw), SAID[name]]
        subprocess.run(command, check=True)
    trim = ["silence", "1", "0.01", "0.6%", "reverse", "silence", "1", "0.01", "0.6%", "reverse"]
    source = recorded if recorded.exists() else raw
    subprocess.run(
        ["sox", source, "-r", str(RATE), "-c", "1", "-b", "16", done, *trim, "highpass", "90", "norm", "-2",
         "fade", "t", "0.004", "reverse", "fade", "t", "0.01", "reverse"],
        check=True,
    )  # fmt: skip
    return done


def main() -> None:
    """Make both files anew."""
    places: dict[str, list[float]] = {}
    gap = bytes(int(RATE * GAP_SECONDS) * 2)
    samples = bytearray(gap)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for word in SAID:
            with wave.open(str(clip(word, folder))) as sound:
                frames = sound.readframes(sound.getnframes())
            seconds = len(frames) / 2 / RATE + BREATH.get(word, BREATH_USUAL)
            places[word] = [round(len(samples) / 2 / RATE, 3), round(seconds, 3)]
            samples += frames + gap
        whole = folder / "whole.wav"
        with wave.open(str(whole), "wb") as sound:
            sound.setnchannels(1)
            sound.setsampwidth(2)
            sound.setframerate(RATE)
            sound.writeframes(bytes(samples))
        SOUND.parent.mkdir(parents=True, exist_ok=True)
        command = ["opusenc", "--quiet", "--speech", "--bitrate", "28", "--serial", "1", whole, SOUND]
        subprocess.run(command, check=True)
    PLACES.write_text(json.dumps(places, indent=1) + "\n")


if __name__ == "__main__":
    main()
