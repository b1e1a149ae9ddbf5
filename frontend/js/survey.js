// Survey pages. The code comes in the link's fragment, which browsers never send: put it into the field and out of sight.
// The random value of the receipt is made here, and kept for this tab, so that sending twice is one answer.
import { hex } from "./_survey-code.js";

const field = document.getElementById("code");
if (field && location.hash.length > 1) {
  try {
    field.value = decodeURIComponent(location.hash.slice(1));
  } catch (fault) {
    field.value = location.hash.slice(1);
  }
  history.replaceState(null, "", location.pathname);
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
}
