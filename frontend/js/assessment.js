// The page of one indicator: drafts are kept as one writes, on the server and, until the server has them, in the browser.
// Without this script the buttons of the form do the same.
const page = document.querySelector("[data-answer]");
const PLACE = `pendopo.jawaban.${page.dataset.answer}`;
const NAMES = ["level", "fact", "analysis", "justification", "reason"];
//: Milliseconds after the last key, and between two tries when the server is away.
const PAUSE = 1500;
const AGAIN = 8000;

const form = page.querySelector("[data-form]");
const restore = page.querySelector("[data-restore]");
const said = page.querySelector("[data-saved]");
const conflict = page.querySelector("[data-conflict]");

const same = (one, other) => NAMES.every((name) => (one[name] || "").trim() === (other[name] || "").trim());

function read() {
  const all = new FormData(form);
  return Object.fromEntries(NAMES.map((name) => [name, (all.get(name) || "").replace(/\r\n/g, "\n")]));
}

function write(values) {
  for (const name of NAMES) {
    for (const field of form.querySelectorAll(`[name="${name}"]`)) {
      if (field.type === "radio") field.checked = field.value === values[name];
      else field.value = values[name] || "";
    }
  }
}

/** The copy in this browser, or null. A full or forbidden storage only means that there is none. */
function kept() {
  try {
    return JSON.parse(localStorage.getItem(PLACE));
  } catch (_) {
    return null;
  }
}

function keep(values) {
  try {
    localStorage.setItem(PLACE, JSON.stringify({ at: Date.now(), values }));
  } catch (_) {
    // The server keeps the draft anyway.
  }
}

function forget() {
  try {
    localStorage.removeItem(PLACE);
  } catch (_) {
    // As above.
  }
}

function tell(text, kind) {
  said.textContent = text;
  said.className = `app-saved${kind ? ` app-saved--${kind}` : ""}`;
}

if (form) {
  let onServer = page.querySelector("[data-conflict] section") ? null : read();
  let timer = 0;
  let sending = false;
  let ended = false; // the server said why it will not take this draft: only a change tries again
  let inConflict = onServer === null;

  const plan = (delay) => {
    clearTimeout(timer);
    timer = setTimeout(send, delay);
  };

  const changed = () => {
    const values = read();
    ended = false;
    if (onServer && same(values, onServer)) {
      clearTimeout(timer);
      forget();
      return;
    }
    keep(values);
    tell(said.dataset.waiting, "wait");
    if (!inConflict) plan(PAUSE);
  };

  const showConflict = ({ theirs }) => {
    inConflict = true;
    conflict.replaceChildren(form.querySelector("[data-conflict-template]").content.cloneNode(true));
    for (const place of conflict.querySelectorAll("[data-theirs]")) place.textContent = theirs[place.dataset.theirs];
    conflict.querySelector("[data-conflict-tools]").hidden = false;
    const end = () => {
      form.elements.version.value = theirs.version;
      inConflict = false;
      conflict.replaceChildren();
    };
    conflict.querySelector("[data-keep-mine]").addEventListener("click", () => {
      end();
      send();
    });
    conflict.querySelector("[data-take-theirs]").addEventListener("click", () => {
      end();
      write(theirs);
      onServer = read();
      forget();
      tell("", "");
    });
    conflict.scrollIntoView({ block: "start" });
  };

  async function send() {
    if (sending || inConflict) return;
    const values = read();
    if (onServer && same(values, onServer)) return;
    sending = true;
    let pause = PAUSE;
    tell(said.dataset.sending, "wait");
    try {
      const answer = await fetch(form.dataset.save, { method: "POST", body: new URLSearchParams(new FormData(form)) });
      const told = (answer.headers.get("Content-Type") || "").startsWith("application/json") ? await answer.json() : null;
      if (answer.ok && told) {
        form.elements.version.value = told.version;
        onServer = values;
        if (same(read(), values)) forget();
        tell(told.said, "done");
      } else if (told && told.theirs) {
        showConflict(told);
      } else if (told) {
        ended = true;
        tell(told.message, "wait");
      } else if (answer.status === 401 || answer.status === 403) {
        ended = true;
        tell(said.dataset.ended, "wait");
      } else {
        throw new Error(String(answer.status));
      }
    } catch (_) {
      tell(said.dataset.offline, "wait");
      pause = AGAIN;
    } finally {
      sending = false;
    }
    if (!ended && !same(read(), onServer)) plan(pause);
  }

  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    keep(read());
  });

  const copy = kept();
  if (copy && (same(copy.values, read()) || NAMES.every((name) => !copy.values[name]))) forget();
  else if (copy && !inConflict) offer(copy, () => {
    write(copy.values);
    changed();
    send();
  });
} else if (kept()) {
  // Given meanwhile, or closed: what was typed can still be read and copied.
  const copy = kept();
  const shown = [...page.querySelectorAll(".app-words")].map((one) => one.textContent.trim());
  if (NAMES.slice(1).every((name) => !copy.values[name] || shown.includes(copy.values[name].trim()))) forget();
  else offer(copy, null);
}

/** Shows the copy that never reached the server; `use` puts it into the form, where there is one. */
function offer(copy, use) {
  restore.hidden = false;
  restore.querySelector("[data-restore-at]").textContent = new Date(copy.at).toLocaleString(document.documentElement.lang, {
    dateStyle: "medium", timeStyle: "short",
  });
  const button = restore.querySelector("[data-restore-use]");
  if (use) {
    button.addEventListener("click", () => {
      restore.hidden = true;
      use();
    });
  } else {
    button.hidden = true;
    restore.querySelector("[data-restore-text]").textContent = NAMES.slice(1).map((name) => copy.values[name]).filter(Boolean).join("\n\n");
  }
  restore.querySelector("[data-restore-drop]").addEventListener("click", () => {
    restore.hidden = true;
    forget();
  });
}

// Keys: N and P for the next and the previous indicator, never while somebody types.
document.addEventListener("keydown", (event) => {
  if (event.repeat || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.target.closest("input:not([type=radio]), textarea, select, [contenteditable]")) return;
  for (const link of page.querySelectorAll("[data-key]")) if (link.dataset.key === event.key.toUpperCase()) link.click();
});
