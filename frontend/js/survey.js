// Survey pages. The code comes in the link's fragment, which browsers never send: put it into the field and out of sight.
// The random value of the receipt is made here, and kept for this tab, so that sending twice is one answer. So is what
// was chosen: from it the phone computes the record's entry itself, and compares when the receipt comes back.
import { hex } from "./_survey-code.js";
import { fingerprintOf } from "./_own-leaf.js";

const CODE = "survei-kode";
const CHOSEN = "survei-pilihan";
const SENT = "survei-dikirim";

const field = document.getElementById("code");
if (field) {
  if (location.hash.length > 1) {
    try {
      field.value = decodeURIComponent(location.hash.slice(1));
    } catch (fault) {
      field.value = location.hash.slice(1);
    }
    history.replaceState(null, "", location.pathname);
  }
  field.form.addEventListener("submit", () => {
    sessionStorage.setItem(CODE, field.value);
    sessionStorage.removeItem(CHOSEN);
  });
}

const chosen = () => JSON.parse(sessionStorage.getItem(CHOSEN) || "{}");
for (const form of document.querySelectorAll("form")) {
  if (!form.querySelector("input[type=radio][name^=U]")) continue;
  form.addEventListener("submit", () => {
    const all = chosen();
    for (const radio of form.querySelectorAll("input[type=radio][name^=U]:checked")) all[radio.name] = Number(radio.value);
    sessionStorage.setItem(CHOSEN, JSON.stringify(all));
  });
}

const nonce = document.querySelector("[data-nonce]");
if (nonce) {
  const place = `survei-${nonce.dataset.nonce}`; // its own for every survey: a value used twice would join two answers
  let value = sessionStorage.getItem(place);
  if (!value) {
    value = hex(crypto.getRandomValues(new Uint8Array(16)));
    sessionStorage.setItem(place, value);
  }
  nonce.value = value;
  const { service, period } = nonce.dataset;
  const own = { code: sessionStorage.getItem(CODE) || "", chosen: chosen(), nonce: value, service, period };
  fingerprintOf(own).then((fingerprint) => {
    if (fingerprint) nonce.form.addEventListener("submit", () => sessionStorage.setItem(SENT, fingerprint));
  });
}

const receipt = document.querySelector("[data-own-leaf]");
const sent = sessionStorage.getItem(SENT);
if (receipt && sent) receipt.querySelector(sent === receipt.dataset.ownLeaf ? "[data-same]" : "[data-other]").hidden = false;
if (!receipt) sessionStorage.removeItem(SENT); // what was refused or is being changed has no receipt yet

const tools = document.querySelector("[data-receipt-tools]");
if (tools) {
  tools.hidden = false;
  tools.querySelector("[data-print]").addEventListener("click", () => print());
  const promise = document.querySelector("[data-share]");
  const share = tools.querySelector("[data-share-button]");
  if (promise && navigator.share) {
    share.hidden = false;
    share.addEventListener("click", () => navigator.share({ text: promise.dataset.share }).catch(() => {}));
  }
}
