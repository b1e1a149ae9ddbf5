// The desk of an analyst: Ctrl+Enter asks, and a running question can be cancelled. Without this script the form works
// plainly, and a running question is cancelled from the same page in another tab.
for (const form of document.querySelectorAll("form[data-ask]")) prepare(form);

function prepare(form) {
  const stop = form.querySelector("[data-stop]");
  const state = form.querySelector("[data-state]");
  const text = form.querySelector("textarea");

  text.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    form.requestSubmit();
  });
  form.addEventListener("submit", () => {
    state.textContent = form.dataset.running;
    stop.hidden = false;
  });
  stop.addEventListener("click", async () => {
    const answer = await fetch(form.dataset.cancel, {
      method: "POST",
      body: new FormData(form),
      headers: { "X-Requested-With": "fetch" },
    });
    if (answer.ok) state.textContent = await answer.text();
  });
  // The page comes back from the browser's memory: nothing runs any more.
  addEventListener("pageshow", () => {
    state.textContent = "";
    stop.hidden = true;
  });
}
