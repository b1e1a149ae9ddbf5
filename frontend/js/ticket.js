// The live ticket: asks for its changing parts every 15 to 30 seconds while it is seen, and makes a call heard and felt.
// Without this script the page works by its links and forms.
import { newCode } from "./_survey-code.js";

const slip = () => document.querySelector("[data-state]");
const SLOWEST = 300;

let tag = "";
let timer = 0;
let misses = 0;
let asking = false;
let sound = null;

/** Seconds until the next look: the page's own pace with some jitter, longer and longer while nothing answers. */
function pause() {
  const pace = Number(slip().dataset.poll);
  return pace ? Math.min(SLOWEST, pace * 2 ** Math.max(0, misses - 1)) * (0.75 + Math.random() / 2) : 0;
}

function plan() {
  clearTimeout(timer);
  const seconds = pause();
  if (seconds && !document.hidden) timer = setTimeout(look, seconds * 1000);
}

async function look() {
  if (asking) return;
  asking = true;
  try {
    const answer = await fetch("status/", { headers: tag ? { "If-None-Match": tag } : {}, cache: "no-store" });
    misses = 0;
    if (answer.status === 200) bring(await answer.text());
    if (answer.status === 404) location.reload();
    if (answer.ok || answer.status === 304) {
      tag = answer.headers.get("ETag");
      stamp(answer.headers.get("Pendopo-Clock"), answer.status === 200);
    }
  } catch (fault) {
    misses += 1;
  }
  asking = false;
  plan();
}

/** The time of the answer, and with news a fresh copy for the time without a network. */
function stamp(clock, isNews) {
  for (const place of document.querySelectorAll("[data-clock]")) place.textContent = clock;
  if (isNews) document.dispatchEvent(new Event("pendopo:refreshed"));
  else document.querySelector("[data-offline]").hidden = true;
}

function bring(text) {
  const before = slip().dataset;
  const fresh = new DOMParser().parseFromString(text, "text/html");
  for (const part of fresh.querySelectorAll("[data-part]")) {
    const place = document.querySelector(`[data-part="${part.dataset.part}"]`);
    if (place.innerHTML.trim() === part.innerHTML.trim()) continue;
    const hadFocus = place.contains(document.activeElement);
    place.innerHTML = part.innerHTML;
    if (hadFocus) document.getElementById("isi").focus();
  }
  const now = slip().dataset;
  if (now.band !== before.band) tell(now, before.state);
  if (!now.poll) for (const part of document.querySelectorAll("[data-live]")) part.hidden = true;
}

/** One sentence for screen readers when the place in the line changes; a call is told by its own region. */
function tell(now, stateBefore) {
  if (now.state !== "called") document.querySelector("[data-voice]").textContent = now.say;
  else call();
  if (now.state !== stateBefore) document.title = document.title.replace(/^.* - /, `${now.title} - `);
}

function call() {
  window.scrollTo(0, 0);
  if (navigator.vibrate) navigator.vibrate([400, 200, 400, 200, 800]);
  if (sound) chime();
}

/** Two tones like those of the hall. */
function chime() {
  for (const [at, pitch] of [[0, 784], [0.35, 659], [1, 784], [1.35, 659]]) {
    const tone = sound.createOscillator();
    const volume = sound.createGain();
    const start = sound.currentTime + at;
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(0.4, start);
    volume.gain.exponentialRampToValueAtTime(0.001, start + 0.6);
    tone.connect(volume).connect(sound.destination);
    tone.start(start);
    tone.stop(start + 0.6);
  }
}

// Browsers allow sound only after a tap, so that is what the button is for; the first chime proves that it works.
const button = document.querySelector("[data-sound]");
const Sound = window.AudioContext || window.webkitAudioContext;
if (button && Sound) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const on = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(on));
    if (sound) sound.close();
    sound = on ? new Sound() : null;
    if (on) chime();
  });
}

const kept = `kode ${location.pathname}`;

/** The phone makes the code itself and sends only its hash. The same code is sent again when the answer got lost. */
async function survey(form) {
  const before = sessionStorage.getItem(kept);
  const code = JSON.parse(before) || await newCode();
  sessionStorage.setItem(kept, JSON.stringify(code));
  const answer = await fetch(form.dataset.survey, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ commitment: code.commitment }),
  });
  if (!answer.ok && !(answer.status === 409 && before)) {
    sessionStorage.removeItem(kept);
    throw new Error("refused");
  }
  location.assign(`${form.dataset.surveyPage}#${code.code}`);
}

document.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-survey]");
  if (!form) return;
  event.preventDefault();
  const tap = form.querySelector("button");
  if (tap.disabled) return;
  tap.disabled = true;
  survey(form).catch(() => survey(form)).catch(() => {
    tap.disabled = false;
    if (navigator.onLine) form.submit();
  });
});

// As long as this tab lives, it knows the code that it made.
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-resume]");
  const code = link && JSON.parse(sessionStorage.getItem(kept));
  if (code) link.hash = code.code;
});

document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-refresh]") || !navigator.onLine) return;
  event.preventDefault();
  clearTimeout(timer);
  look();
});

document.addEventListener("visibilitychange", () => {
  clearTimeout(timer);
  if (!document.hidden && pause()) look();
});
// From offline.js: what is shown is an old copy, and there is a network to ask.
document.addEventListener("pendopo:stale", (event) => {
  misses = 0;
  if (!pause()) return;
  event.preventDefault();
  look();
});
plan();
