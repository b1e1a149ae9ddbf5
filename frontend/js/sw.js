// Keeps tickets and receipts readable without a network. Network first, three seconds, then the saved copy.
// Nothing else is kept; a new version forgets everything.
const KEPT = "pendopo-__VERSION__";
const PAGE = /^\/(t\/[0-9a-f-]{36}\/$|survei\/bukti\/$)/;
const ASSET = /^\/static\/design\//;
const PATIENCE = 3000;
const PAGES = 6;

const served = new Set();

/** Forgets the oldest pages, so that a shared phone does not collect the tickets of a year. */
async function trim(cache) {
  const pages = (await cache.keys()).filter((kept) => PAGE.test(new URL(kept.url).pathname));
  for (const old of pages.slice(0, Math.max(0, pages.length - PAGES))) await cache.delete(old);
}

/** Read to its end first: `put` drops the old copy as it begins, and a network that breaks off would leave none. */
async function keep(request, response) {
  const body = await response.blob();
  const cache = await caches.open(KEPT);
  await cache.put(request, new Response(body, response));
  await trim(cache);
}

/** The copy that was kept; asked again when the network has failed, as it may just have been renewed. */
const copyOf = (request) => caches.match(request, { ignoreSearch: true, ignoreVary: true });

async function page(event) {
  const saved = await copyOf(event.request);
  const fresh = fetch(event.request).then((response) => {
    if (response.ok && !response.redirected) event.waitUntil(keep(event.request, response.clone()));
    if (response.status === 404 || response.status === 410) {
      event.waitUntil(caches.open(KEPT).then((cache) => cache.delete(event.request)));
    }
    return response;
  }).catch(() => null);
  const late = saved ? [new Promise((resolve) => setTimeout(resolve, PATIENCE))] : [];
  const first = await Promise.race([fresh, ...late]);
  if (first) return first;
  const copy = saved ?? await copyOf(event.request);
  if (!copy) return Response.error();
  served.add(event.resultingClientId);
  return copy;
}

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => {
  const forget = caches.keys().then((names) =>
    Promise.all(names.filter((name) => name !== KEPT).map((name) => caches.delete(name))));
  event.waitUntil(forget.then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate" && PAGE.test(url.pathname)) event.respondWith(page(event));
  else if (ASSET.test(url.pathname)) {
    event.respondWith(caches.match(request).then((saved) => saved || fetch(request)));
  }
});

// A page asks to be kept with what it is made of, and whether it is itself a saved copy.
self.addEventListener("message", (event) => {
  const { keep: wanted, asks } = event.data;
  if (asks === "saved") event.ports[0].postMessage(served.has(event.source.id));
  if (!wanted) return;
  event.waitUntil(Promise.all(wanted.map(async (address) => {
    const response = await fetch(address);
    if (response.ok && !response.redirected) await keep(address, response);
  })));
});
