// Typing a sheet of paper: a digit leads on to the next field, backspace in an empty one leads back. Works without it.
const fields = [...document.querySelectorAll("[data-sheet] input")];

function go(index) {
  const field = fields[index];
  if (!field) return;
  field.focus();
  field.select();
}

fields.forEach((field, index) => {
  field.addEventListener("input", () => {
    const digit = field.value.trim();
    if (digit === "") return;
    if (!/^[0-9]$/.test(digit) || Number(digit) > Number(field.dataset.most)) {
      field.select();
      field.setAttribute("aria-invalid", "true");
      return;
    }
    field.removeAttribute("aria-invalid");
    if (index + 1 < fields.length) go(index + 1);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") go(index + 1);
    else if (event.key === "ArrowUp") go(index - 1);
    else if (event.key === "Backspace" && field.value === "") go(index - 1);
    else return;
    event.preventDefault();
  });
});

// Sheet after sheet: the first answer is where the hands begin, unless the page says that something is wrong.
if (!document.querySelector(".govuk-error-summary")) go(0);
