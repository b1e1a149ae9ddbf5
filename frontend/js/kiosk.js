// The kiosk: back to the start when nobody is there any more, one tap one number, and no way to a dead page while the
// server is away. The pages work without it.
const kiosk = document.querySelector("[data-kiosk]");
const idle = kiosk.querySelector("[data-idle]");
const left = kiosk.querySelector("[data-left]");
const problem = kiosk.querySelector("[data-problem]");
const { home } = kiosk.dataset;
const isStart = "start" in kiosk.dataset;

const IDLE_SECONDS = 45;
const WARNING_SECONDS = 20;
// A page that only says thanks goes back by itself, without asking.
const RETURNS_SECONDS = Number(kiosk.dataset.returns);
// The first page has nothing to lose; it only looks for what is open now.
const LOOK_AGAIN_SECONDS = 60;

function fail() {
  problem.replaceChildren(kiosk.querySelector("[data-failed]").content.cloneNode(true));
}

/** Opens the page only when the server answers: a kiosk that shows the browser's error page is lost until morning. */
async function go(address) {
  try {
    const response = await fetch(address, { cache: "no-store" });
    if (response.status >= 500) throw new Error(response.status);
    location.replace(response.url);
    return true;
  } catch (_) {
    fail();
    return false;
  }
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (!link || link.origin !== location.origin) return;
  event.preventDefault();
  go(link.href);
});

// Taking: the answer is shown in place of the question, so that going back never leads into somebody's form.

let taking = false;
const take = kiosk.querySelector("[data-take]");

async function send(button) {
  if (taking) return;
  taking = true;
  const body = new URLSearchParams(new FormData(take));
  body.set(button.name, button.value);
  try {
    const response = await fetch(location.href, { method: "POST", body });
    if (response.ok) {
      location.replace(response.url);
      return;
    }
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const refusal = page.querySelector("[data-refusal]");
    if (refusal) kiosk.querySelector("[data-shown]").replaceChildren(refusal);
    else fail();
  } catch (_) {
    fail();
  }
  taking = false;
}

if (take) {
  take.addEventListener("submit", (event) => {
    event.preventDefault();
    send(event.submitter);
  });
}

// Nobody there ---------------------------------------------------------------------------------------------------------

let since = performance.now();

function stay() {
  since = performance.now();
  idle.hidden = true;
}

async function tick() {
  const seconds = (performance.now() - since) / 1000;
  if (isStart) {
    if (seconds >= LOOK_AGAIN_SECONDS) {
      since = performance.now();
      if (await go(home)) problem.replaceChildren();
    }
    return;
  }
  if (RETURNS_SECONDS) {
    if (seconds >= RETURNS_SECONDS) {
      since = performance.now();
      go(home);
    }
    return;
  }
  const rest = Math.ceil(IDLE_SECONDS - seconds);
  if (rest <= 0) {
    since = performance.now() - (IDLE_SECONDS - 5) * 1000;
    go(home);
  } else if (rest <= WARNING_SECONDS) {
    if (idle.hidden) {
      idle.hidden = false;
      idle.querySelector("[data-stay]").focus();
    }
    left.textContent = rest;
  }
}

for (const sign of ["pointerdown", "keydown"]) document.addEventListener(sign, stay);
setInterval(tick, 1000);

// A page that the browser kept from before would show an old form.
window.addEventListener("pageshow", (event) => { if (event.persisted) location.replace(home); });

// Paper ------------------------------------------------------------------------------------------------------------------

const print = kiosk.querySelector("[data-print]");
if (print) {
  print.hidden = false;
  print.addEventListener("click", () => window.print());
  if (kiosk.querySelector("[data-prints]")) window.print();
}
