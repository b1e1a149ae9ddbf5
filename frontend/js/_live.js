// Follows the events of an office, and comes back after every loss: the browser's own retries end when a server that
// starts again answers with an error, so then a new stream is opened.
const AGAIN = 3000;

/** `on`: event name -> function of its data. `lost` is called at each loss, `live` when events can come again. */
export function follow(address, on, { lost = () => {}, live = () => {} } = {}) {
  const stream = new EventSource(address);
  stream.onopen = live;
  stream.onerror = () => {
    lost();
    if (stream.readyState === EventSource.CLOSED) setTimeout(() => follow(address, on, { lost, live }), AGAIN);
  };
  for (const name of Object.keys(on)) stream.addEventListener(name, (event) => on[name](JSON.parse(event.data)));
}

/** Runs `work` soon: many wishes within `wait` ms become one run, and no two runs overlap. */
export function soon(work, wait) {
  let timer = null;
  let running = false;
  return function wish() {
    if (timer !== null) return;
    timer = setTimeout(async () => {
      timer = null;
      if (running) { wish(); return; }
      running = true;
      try { await work(); } finally { running = false; }
    }, wait);
  };
}
