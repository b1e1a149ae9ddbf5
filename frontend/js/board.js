// The display board: keeps the drawn part fresh, says each call, shows the time and a lost connection.
import { follow, soon } from "./_live.js";
import { Voice, callWords } from "./_voice.js";

const board = document.querySelector("[data-board]");
const here = board.querySelector("[data-content-here]");
const stale = board.querySelector("[data-stale]");
const said = board.querySelector("[data-said]");
const settings = board.dataset;

// Time --------------------------------------------------------------------------------------------------------------
// Screens in halls have wrong clocks, so the server's time counts.

let ahead = 0;
let lastContact = 0;
const serverNow = () => Date.now() + ahead;

function readClock() {
  ahead = Date.parse(here.querySelector("[data-now]").dataset.now) - Date.now();
  lastContact = serverNow();
}

const hours = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: settings.zone });
const clockText = (time) => `${hours.format(time).replace(":", settings.colon)} ${settings.zoneLabel}`;

function tick() {
  const clock = board.querySelector("[data-clock]");
  const text = clockText(serverNow());
  if (clock.textContent !== text) clock.textContent = text;
}

// What is on the screen -----------------------------------------------------------------------------------------------

function showStale() {
  if (!stale.hidden) return;
  stale.textContent = stale.dataset.text.replace("{waktu}", clockText(lastContact));
  stale.hidden = false;
}

/** Asks for the drawn part again. Any failure means that the screen is out of date, and the screen says so. */
async function refresh() {
  try {
    const response = await fetch(settings.content, { cache: "no-store" });
    if (!response.ok) throw new Error(response.status);
    here.innerHTML = await response.text();
    stale.hidden = true;
    readClock();
    mark();
    announceShown();
  } catch (_) {
    showStale();
  }
}

const refreshNow = soon(refresh, 0);
// Numbers are taken many times a second in a rush; the counts need not dance.
const refreshSoon = soon(refresh, 1500);

// Calls: one after the other, none swallowed ---------------------------------------------------------------------------

//: A call that was made while nobody looked (a restart, a long cut) is shown, not said.
const FRESH = 120000;
//: Without sound a call stays lit for so long.
const LIT = 7000;
//: With so many calls waiting to be said each is said once only.
const CROWD = 3;

const known = new Set();
const waiting = [];
let current = null;
const voice = new Voice(settings.voice, Number(settings.volume) / 100);

function announce(call) {
  if (known.has(call.event)) return;
  known.add(call.event);
  if (serverNow() - Date.parse(call.at) > FRESH) return;
  waiting.push(call);
  if (!current) sayNext();
}

function announceShown() {
  const shown = Array.from(here.querySelectorAll("[data-call]"), ({ dataset }) => (
    { event: Number(dataset.call), number: dataset.number, counter_name: dataset.counter, at: dataset.at }));
  shown.sort((one, other) => one.event - other.event).forEach(announce);
}

/** Lights up the call that is being said, wherever it stands by now. */
function mark() {
  for (const place of here.querySelectorAll("[data-number]")) {
    place.classList.toggle("app-board__call--new", current !== null && place.dataset.number === current.number);
  }
}

async function sayNext() {
  current = waiting.shift() || null;
  mark();
  if (!current) return;
  said.textContent = said.dataset.text.replace("{nomor}", current.number).replace("{loket}", current.counter_name);
  const times = waiting.length >= CROWD ? 1 : Number(settings.repeat);
  const words = callWords(current.number, current.counter_name);
  if (!(await voice.say(words, times))) await new Promise((resolve) => setTimeout(resolve, LIT));
  sayNext();
}

// Sound: browsers want one tap, unless the screen was set up to allow it --------------------------------------------------

const start = board.querySelector("[data-start]");

async function startVoice() {
  start.hidden = await voice.start();
}

start.addEventListener("click", startVoice);
document.addEventListener("keydown", () => { if (!start.hidden) startVoice(); });

async function stayAwake() {
  try { await navigator.wakeLock.request("screen"); } catch (_) { /* not offered, or the screen is off */ }
}

document.addEventListener("visibilitychange", () => { if (!document.hidden) { stayAwake(); refreshNow(); } });

readClock();
for (const place of here.querySelectorAll("[data-call]")) known.add(Number(place.dataset.call));
setInterval(tick, 1000);
// Finds a connection that died without a word, and turns the page of the day.
setInterval(refreshNow, 15000);
follow(settings.events, {
  "ticket-called": (call) => { refreshNow(); announce(call); },
  "queue-changed": refreshSoon,
  board: refreshNow,
}, { lost: refreshNow });
startVoice();
stayAwake();
