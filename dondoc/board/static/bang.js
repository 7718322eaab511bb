// Everything works without this file; it only saves a few taps.
"use strict";

// A form is sent once, however often its button is pressed.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method.toLowerCase() !== "post") return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "1";
  const button = event.submitter || form.querySelector("button");
  if (button) { button.setAttribute("aria-busy", "true"); }
});

// Coming back by the browser's own button makes the forms usable again.
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
  }
});

// Say at once that a file is too large, instead of after a long upload.
for (const input of document.querySelectorAll("input[type=file][data-limit-mb]")) {
  input.addEventListener("change", () => {
    const limit = Number(input.dataset.limitMb);
    const large = [...input.files].find((file) => file.size > limit * 1024 * 1024);
    input.setCustomValidity(large ? `Tệp “${large.name}” lớn hơn ${limit} MB.` : "");
    input.reportValidity();
  });
}

// One more row for figures.
for (const table of document.querySelectorAll("[data-figures]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "quiet";
  button.textContent = "Thêm dòng số liệu";
  button.addEventListener("click", () => {
    const rows = table.querySelectorAll(".figure");
    const row = rows[rows.length - 1].cloneNode(true);
    for (const input of row.querySelectorAll("input")) input.value = "";
    rows[rows.length - 1].after(row);
    row.querySelector("input").focus();
  });
  table.append(button);
}

// Filters apply as soon as one is chosen.
for (const form of document.querySelectorAll("form[data-filters]")) {
  form.addEventListener("change", () => form.requestSubmit());
}

// A list that is made to be printed has a button for it.
for (const place of document.querySelectorAll("[data-print]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "quiet";
  button.textContent = "In danh sách";
  button.addEventListener("click", () => window.print());
  place.append(button);
}
