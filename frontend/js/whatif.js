// What-if: the index while one chooses levels. The same exact arithmetic as the server's, in whole numbers; without this
// script the button of the form does the same. Whole numbers here stay far below 2^53: weights times levels, times 10^6.
const page = document.querySelector("[data-whatif]");
const plan = JSON.parse(page.dataset.whatif);
const decimals = page.dataset.comma === "," ? "," : ".";

/** Half up, as text with the framework's places. */
function rounded(numerator, denominator) {
  const scale = 10 ** plan.decimals;
  const whole = Math.floor((2 * Math.abs(numerator) * scale + denominator) / (2 * denominator));
  const rest = String(whole % scale).padStart(plan.decimals, "0");
  return plan.decimals ? `${Math.floor(whole / scale)}${decimals}${rest}` : String(whole);
}

function holds(band, numerator, denominator) {
  const side = ([n, d]) => numerator * d - n * denominator;
  const low = side(band.lowest);
  const high = side(band.highest);
  return (low > 0 || (low === 0 && band.lowest[2])) && (high < 0 || (high === 0 && band.highest[2]));
}

/** The index of levels: its sum, its rounded text, its predicate. */
function indexOf(levels) {
  let sum = 0;
  let total = 0;
  for (const [code, weight] of Object.entries(plan.weights)) {
    sum += weight * levels[code];
    total += weight;
  }
  const scale = 10 ** plan.decimals;
  const hundredths = Math.floor((2 * sum * scale + total) / (2 * total));
  const value = plan.rounded ? [hundredths, scale] : [sum, total];
  const band = plan.predicates.find((one) => holds(one, ...value));
  return { sum, total, text: rounded(sum, total), predicate: band ? band.name : "" };
}

const before = indexOf(plan.levels);
const fields = [...page.querySelectorAll("select[data-code]")];
const show = (name, text) => {
  const place = page.querySelector(`[data-${name}]`);
  if (place.textContent !== text) place.textContent = text;
};

function update() {
  const levels = { ...plan.levels };
  let changed = 0;
  for (const field of fields) {
    const level = Number(field.value);
    const differs = level !== plan.levels[field.dataset.code];
    field.closest("tr").classList.toggle("app-whatif__changed", differs);
    levels[field.dataset.code] = level;
    changed += differs;
  }
  const after = indexOf(levels);
  const gain = after.sum - before.sum;
  show("after", after.text);
  show("predicate", after.predicate);
  show("gain", `${gain < 0 ? "−" : "+"}${rounded(gain, after.total)}`);
  show("changed", String(changed));
  return after;
}

for (const field of fields) field.addEventListener("change", update);
update();
