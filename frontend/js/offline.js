// For ticket and receipt pages: has them kept for the time without a network, and says so when a copy is shown.
// The page holds `<div data-offline hidden>` (components/offline_notice.html).
// A script that has brought newer content into the page tells it: document.dispatchEvent(new Event("pendopo:refreshed")).
// A script that can bring newer content listens to "pendopo:stale" and prevents its default, the reload.
const notice = document.querySelector("[data-offline]");

/** Shows the sentence that fits: the phone has no network, or the network is too slow. */
function tell(isOffline) {
  notice.querySelector("[data-offline-away]").hidden = !isOffline;
  notice.querySelector("[data-offline-slow]").hidden = isOffline;
  notice.hidden = false;
}

function ask(worker, question) {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = (event) => resolve(event.data);
    worker.postMessage(question, [port2]);
  });
}

/** The page itself and what it is made of. */
function parts() {
  const made = document.querySelectorAll('link[rel="stylesheet"], link[rel="icon"], script[src]');
  return [location.pathname].concat(Array.from(made, (part) => part.href || part.src));
}

/** Asks the page's own script for newer content; whether there is none. */
function stale() {
  return document.dispatchEvent(new Event("pendopo:stale", { cancelable: true }));
}

async function start() {
  const saved = navigator.serviceWorker.controller
    && await ask(navigator.serviceWorker.controller, { asks: "saved" });
  if (saved || !navigator.onLine) tell(!navigator.onLine);
  if (saved && navigator.onLine) stale();
  window.addEventListener("offline", () => tell(true));
  window.addEventListener("online", () => { if (!notice.hidden && stale()) location.reload(); });

  await navigator.serviceWorker.register("/sw.js");
  const { active } = await navigator.serviceWorker.ready;
  const keep = () => active.postMessage({ keep: parts() });
  if (!saved && navigator.onLine) keep();
  document.addEventListener("pendopo:refreshed", () => {
    notice.hidden = true;
    keep();
  });
}

if (notice && "serviceWorker" in navigator) start();
