// Names that Django's tables of rows leave out: each field in a row is called like its column, for screen readers.
for (const table of document.querySelectorAll(".inline-group .tabular table")) {
  for (const heading of table.querySelectorAll("thead th.original")) heading.replaceWith(document.createElement("td"));
  const columns = Array.from(table.querySelectorAll("thead th"), (heading) => heading.firstChild.data.trim());
  const name = (row) => row.querySelectorAll("td:not(.original)").forEach((cell, place) => {
    for (const field of cell.querySelectorAll("input:not([type=hidden]), select, textarea")) {
      if (!field.labels.length) field.setAttribute("aria-label", columns[place] || field.name);
    }
  });
  table.querySelectorAll("tbody tr").forEach(name);
  new MutationObserver((changes) => changes.forEach((change) => change.addedNodes.forEach((row) => {
    if (row.nodeType === Node.ELEMENT_NODE) name(row);
  }))).observe(table.tBodies[0], { childList: true });
}
