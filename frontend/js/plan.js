// The page of a search that goes on: looks again every few seconds, and shows the answer when it is there.
const EVERY = 3000;

async function look() {
  if (document.hidden) return;
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("[data-search]");
    if (!fresh) {
      location.reload();
      return;
    }
    const here = document.querySelector("[data-search]");
    for (const part of ["h2", "p"]) {
      const [old, now] = [here.querySelector(part), fresh.querySelector(part)];
      // Said once by screen readers: only what has changed is replaced.
      if (old && now && old.textContent !== now.textContent) old.innerHTML = now.innerHTML;
    }
  } catch {
    // The network is away for a moment; the next look may succeed.
  }
}

setInterval(look, EVERY);
