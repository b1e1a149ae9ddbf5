// The officer's workplace without reloads, with keys, and with lines that keep up with the hall.
// The forms work without it; what comes back is the same page, of which the regions are taken over.
import { follow, soon } from "./_live.js";

const desk = document.querySelector("[data-desk]");
const region = (name, root = document) => root.querySelector(`[data-region="${name}"]`);
const result = desk.querySelector("[data-result]");
const problem = desk.querySelector("[data-problem]");
const cut = desk.querySelector("[data-cut]");
const help = desk.querySelector("[data-help]");
//: After an answer the buttons rest for a moment: the second half of a double press must not end the ticket just called.
const REST = 600;
let busy = false;
let restUntil = 0;

function rememberFocus() {
  const { activeElement } = document;
  const inside = region("now").contains(activeElement);
  return inside ? activeElement.id || "now" : null;
}

/** Puts the focus back where it was; to the main button when that place is gone. */
function restoreFocus(id) {
  if (id === null) return;
  const again = document.getElementById(id);
  (again && !again.disabled ? again : document.getElementById("tombol-berikutnya")).focus();
}

function takeOver(page) {
  const focus = rememberFocus();
  for (const name of ["now", "lines"]) region(name).innerHTML = region(name, page).innerHTML;
  problem.innerHTML = page.querySelector("[data-problem]").innerHTML;
  result.textContent = page.querySelector("[data-result]").textContent;
  showKeys();
  restoreFocus(focus);
}

function fail() {
  problem.replaceChildren(desk.querySelector("[data-failed]").content.cloneNode(true));
}

async function fetchPage(address, options) {
  const response = await fetch(address, options);
  if (response.status === 401 || response.status === 403) location.reload();
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

/** Sends the form as the pressed button would, and takes over the page that comes back. */
async function send(form, button) {
  if (busy || Date.now() < restUntil) return;
  busy = true;
  desk.setAttribute("aria-busy", "true");
  const body = new URLSearchParams(new FormData(form));
  body.set(button.name, button.value);
  try {
    const page = await fetchPage(form.action, { method: "POST", body });
    if (region("now", page)) takeOver(page);
    else problem.replaceChildren(...page.body.childNodes);
  } catch (_) {
    fail();
  } finally {
    busy = false;
    restUntil = Date.now() + REST;
    desk.removeAttribute("aria-busy");
  }
}

desk.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-press]")) return;
  event.preventDefault();
  send(event.target, event.submitter || event.target.querySelector("button"));
});

// Keys --------------------------------------------------------------------------------------------------------------

const STORE = "pendopo.pintasan";
const choice = document.getElementById("pintasan");
let keysOn = localStorage.getItem(STORE) !== "mati";

function showKeys() {
  desk.classList.toggle("app-desk--keys", keysOn);
  for (const button of desk.querySelectorAll("[data-key]")) {
    const { key } = button.dataset;
    if (keysOn) button.setAttribute("aria-keyshortcuts", key === "N" ? "N Space" : key);
    else button.removeAttribute("aria-keyshortcuts");
  }
}

choice.checked = keysOn;
choice.addEventListener("change", () => {
  keysOn = choice.checked;
  localStorage.setItem(STORE, keysOn ? "nyala" : "mati");
  showKeys();
});
desk.querySelector("[data-keys-choice]").hidden = false;

function openTransfer() {
  const transfer = desk.querySelector("[data-transfer]");
  if (!transfer) return;
  transfer.open = !transfer.open;
  (transfer.open ? transfer.querySelector("select") : transfer.querySelector("summary")).focus();
}

/** Whether the key belongs to what has the focus: typing, choosing, or pressing it with the space bar. */
function isTaken(target, key) {
  if (target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]")) return true;
  return key === " " && Boolean(target.closest("button, a, summary, input"));
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && event.target.closest("[data-transfer]")) openTransfer();
  if (!keysOn || event.repeat || event.ctrlKey || event.altKey || event.metaKey) return;
  if (isTaken(event.target, event.key)) return;
  const key = event.key === " " ? "N" : event.key.toUpperCase();
  if (key === "?") help.open = !help.open;
  else if (key === "T") openTransfer();
  else {
    const button = desk.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (!button) return;
    if (!button.disabled) send(button.form, button);
  }
  event.preventDefault();
});

// News from the hall ------------------------------------------------------------------------------------------------

const ours = new Set(desk.dataset.services.split(" ").map(Number));

/** The lines as they are now; when the ticket here changed elsewhere (another window, the day was closed), all of it. */
async function refresh() {
  if (busy) return;
  const fresh = await fetchPage(desk.dataset.lines);
  const seen = fresh.querySelector("[data-seen]");
  if (!seen || busy) return;
  const held = region("now").querySelector("[data-held]").dataset.held;
  region("lines").replaceChildren(...fresh.body.childNodes);
  cut.textContent = "";
  if (seen.dataset.seen !== held) takeOver(await fetchPage(location.href));
}

const refreshSoon = soon(() => refresh().catch(() => { cut.textContent = cut.dataset.text; }), 400);

follow(desk.dataset.events, {
  "queue-changed": (data) => { if (data.services.some((service) => ours.has(service))) refreshSoon(); },
  "ticket-called": (data) => { if (ours.has(data.service)) refreshSoon(); },
  board: refreshSoon,
}, { lost: refreshSoon });
// Waiting minutes grow without any event.
setInterval(refreshSoon, 30000);

showKeys();
