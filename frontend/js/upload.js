// Forms with a file: shows how far it is, says early what is too large, and loses nothing when the network or the
// session ends. What was typed is kept in this browser until the file is in. Without this script the form works plainly.
for (const form of document.querySelectorAll("form[data-upload]")) prepare(form);

function prepare(form) {
  const place = `unggah:${location.pathname}`;
  const fields = () => [...form.elements].filter((one) => one.name && !["file", "hidden", "submit"].includes(one.type));

  // Boxes of one name are told apart by what each stands for.
  const key = (one) => (one.type === "checkbox" ? `${one.name}=${one.value}` : one.name);

  const told = JSON.parse(sessionStorage.getItem(place) || "{}");
  for (const one of fields()) {
    if (!(key(one) in told)) continue;
    if (one.type === "checkbox") one.checked = told[key(one)];
    else if (!one.value || one.tagName === "SELECT") one.value = told[key(one)];
  }
  form.addEventListener("input", () => {
    const typed = Object.fromEntries(fields().map((one) => [key(one), one.type === "checkbox" ? one.checked : one.value]));
    sessionStorage.setItem(place, JSON.stringify(typed));
  });

  const file = form.querySelector("input[type=file]");
  file.addEventListener("change", () => say(form, tooLarge(form) ? words(form).tooLarge : "", true));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (tooLarge(form)) say(form, words(form).tooLarge, true);
    else send(form, event.submitter, place);
  });
}

const state = (form) => form.querySelector("[data-upload-state]");
const words = (form) => state(form).dataset;

function tooLarge(form) {
  const [file] = form.querySelector("input[type=file]").files;
  return Boolean(file) && file.size > Number(form.dataset.limit);
}

function say(form, text, refused) {
  const region = state(form);
  region.classList.toggle("app-upload--refused", Boolean(refused));
  region.textContent = text;
}

function send(form, button, place) {
  const content = new FormData(form);
  if (button && button.name) content.set(button.name, button.value);
  const request = new XMLHttpRequest();
  const bar = document.createElement("progress");
  bar.max = 100;
  bar.setAttribute("aria-hidden", "true");
  const lock = (busy) => form.querySelectorAll("button").forEach((one) => { one.disabled = busy; });

  request.upload.addEventListener("progress", (event) => {
    const done = Math.floor((100 * event.loaded) / (event.total || 1));
    if (done >= 100) {
      say(form, words(form).checking);
    } else if (!bar.isConnected || done >= bar.value + 10) {
      say(form, words(form).sending.replace("{percent}", done));
    }
    bar.value = done;
    state(form).append(bar);
  });
  request.addEventListener("error", () => { lock(false); say(form, words(form).cut, true); });
  request.addEventListener("load", () => { lock(false); answered(form, request, place); });
  request.open("POST", location.href);
  request.setRequestHeader("Accept", "text/html");
  lock(true);
  request.send(content);
}

function answered(form, request, place) {
  const { status } = request;
  if (status === 200) {
    sessionStorage.removeItem(place);
    history.pushState(null, "", request.responseURL);
    show(request.responseText);
    scrollTo(0, 0);
  } else if (status === 413) {
    say(form, words(form).tooLarge, true);
  } else if (status === 401) {
    say(form, words(form).signedOut, true);
  } else if (request.responseText.includes("data-upload")) {
    showAgain(form, request.responseText);
  } else {
    say(form, plain(request.responseText) || words(form).refused, true);
  }
}

const plain = (html) => (html.length < 4000 ? new DOMParser().parseFromString(html, "text/html").body.textContent.trim() : "");

// Put the page that was answered in the place of this one; what it tells stands at its top.
function show(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  document.title = page.title;
  document.querySelector("main").replaceWith(page.querySelector("main"));
  const form = document.querySelector("form[data-upload]");
  if (form) prepare(form);
  return form;
}

// The form came back with what is wrong. The file stays chosen: only the script can carry it over.
function showAgain(form, html) {
  const { files } = form.querySelector("input[type=file]");
  show(html).querySelector("input[type=file]").files = files;
  const summary = document.querySelector(".govuk-error-summary");
  if (summary) summary.focus();
}

addEventListener("popstate", () => location.reload());
