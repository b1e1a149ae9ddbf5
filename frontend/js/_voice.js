// The voice of the board: short clips in one file, put together to sentences, after a chime. Without the clips the
// chime alone is heard. The clips are made by frontend/audio/make_voice.py.
import clips from "./_voice-clips.json";

const DIGITS = ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"];
const PAUSE = "";
const PAUSE_SECONDS = 0.28;
const BETWEEN_SECONDS = 0.9;

/** 14 -> empat belas. Counters have small numbers; larger ones are read digit by digit. */
export function numberWords(text) {
  const number = Number(text);
  if (text.startsWith("0") || number > 99) return Array.from(text, (digit) => DIGITS[digit]);
  const ones = number % 10;
  if (number < 10) return [DIGITS[number]];
  if (number === 10) return ["sepuluh"];
  if (number === 11) return ["sebelas"];
  if (number < 20) return [DIGITS[ones], "belas"];
  return [DIGITS[Math.floor(number / 10)], "puluh"].concat(ones ? [DIGITS[ones]] : []);
}

/** The letters and numbers of "Loket 14" or "Loket B2", spelled. The word "Loket" is part of the phrase. */
function placeWords(name) {
  const parts = name.replace(/^\s*loket\b/i, "").toLowerCase().match(/\d+|\b[a-z](?![a-z])/g) || [];
  return parts.reduce((words, part) => words.concat(/\d/.test(part) ? numberWords(part) : [part]), []);
}

/** A-017 at Loket 3 -> nomor antrean, a, nol, satu, tujuh, silakan ke loket, tiga. */
export function callWords(number, counterName) {
  const signs = Array.from(number.toLowerCase().replace("-", ""), (sign) => (/\d/.test(sign) ? DIGITS[sign] : sign));
  return ["nomor-antrean", ...signs, PAUSE, "silakan-ke-loket", ...placeWords(counterName)];
}

export class Voice {
  constructor(address, volume) {
    this.address = address;
    this.volume = volume;
    this.context = null;
    this.clips = null;
  }

  /** Whether sound may be heard now; browsers say no before the first tap. */
  async start() {
    if (!this.volume || !window.AudioContext) return true;
    if (!this.context) {
      this.context = new AudioContext();
      this.out = this.context.createGain();
      this.out.gain.value = this.volume;
      this.out.connect(this.context.destination);
      this.load();
    }
    // Before the first tap the answer never comes; then it counts as no.
    const soon = new Promise((resolve) => setTimeout(resolve, 300));
    await Promise.race([this.context.resume(), soon]);
    return this.context.state === "running";
  }

  async load() {
    try {
      const response = await fetch(this.address);
      this.clips = await this.context.decodeAudioData(await response.arrayBuffer());
    } catch (_) {
      this.clips = null;
    }
  }

  /** Says the words `times` times after one chime; false at once when sound is not allowed. */
  async say(words, times) {
    if (!this.context || this.context.state !== "running") return false;
    let at = this.chime(this.context.currentTime + 0.05);
    for (let round = 0; round < times && this.clips; round += 1) {
      if (round) at += BETWEEN_SECONDS;
      for (const word of words) at = this.put(word, at);
    }
    const rest = (at - this.context.currentTime) * 1000 + 600;
    await new Promise((resolve) => setTimeout(resolve, this.clips ? rest : Math.max(rest, 5000)));
    return true;
  }

  put(word, at) {
    const clip = clips[word];
    if (!clip) return at + PAUSE_SECONDS;
    const source = this.context.createBufferSource();
    source.buffer = this.clips;
    source.connect(this.out);
    source.start(at, clip[0], clip[1]);
    return at + clip[1];
  }

  /** Two soft strokes, high then low. */
  chime(at) {
    [659.25, 523.25].forEach((pitch, stroke) => {
      const begin = at + stroke * 0.45;
      const tone = this.context.createOscillator();
      const loudness = this.context.createGain();
      tone.frequency.value = pitch;
      loudness.gain.setValueAtTime(0, begin);
      loudness.gain.linearRampToValueAtTime(0.5, begin + 0.02);
      loudness.gain.exponentialRampToValueAtTime(0.001, begin + 1.1);
      tone.connect(loudness).connect(this.out);
      tone.start(begin);
      tone.stop(begin + 1.15);
    });
    return at + 1.5;
  }
}
