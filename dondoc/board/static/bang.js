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

// A large file shows how much of it has been sent.
for (const form of document.querySelectorAll("form[data-upload]")) {
  const file = form.querySelector("input[type=file]");
  const box = document.createElement("div");
  box.hidden = true;
  box.setAttribute("role", "status");
  const words = document.createElement("p");
  const bar = document.createElement("progress");
  bar.max = 100;
  bar.setAttribute("aria-label", "Tiến độ gửi tệp");
  box.append(words, bar);
  form.append(box);

  const show = (percent) => {
    bar.value = percent;
    words.textContent = percent < 100 ? `Đang gửi tệp: ${percent}%` : "Đã gửi xong, đang mở trang đọc văn bản";
  };
  const stop = (answer) => {
    const page = new DOMParser().parseFromString(answer, "text/html").querySelector("main");
    const told = page && (page.querySelector(".error") || page.querySelector("p.lead"));
    words.className = "error";
    words.textContent = told ? told.textContent : "Chưa gửi được tệp. Hãy kiểm tra mạng rồi bấm lại.";
    bar.hidden = true;
    delete form.dataset.sent;
    for (const button of form.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
  };
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented || !file.files.length) return;
    event.preventDefault();
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.upload.addEventListener("progress", (sent) => {
      if (sent.lengthComputable) show(Math.floor((100 * sent.loaded) / sent.total));
    });
    request.addEventListener("load", () => {
      if (request.status < 400) location.assign(request.responseURL); else stop(request.responseText);
    });
    request.addEventListener("error", () => stop(""));
    words.className = "";
    bar.hidden = false;
    box.hidden = false;
    show(0);
    request.send(new FormData(form));
  });
}

// While a document is read, its page follows along.
for (const place of document.querySelectorAll("[data-reading]")) {
  const words = place.querySelector("[data-words]");
  const bar = place.querySelector("progress");
  const look = async () => {
    try {
      const answer = await fetch(place.dataset.reading, { headers: { Accept: "application/json" } });
      if (!answer.ok) { location.reload(); return; }
      const told = await answer.json();
      if (told.state !== "reading") { location.reload(); return; }
      if (words.textContent !== told.words) words.textContent = told.words;
      if (told.total > 1) { bar.max = told.total; bar.value = told.done; }
    } catch { /* The network is away for a moment: ask again. */ }
    setTimeout(look, 1000);
  };
  setTimeout(look, 700);
}

// Beside a clause the document shows its place, without moving the page.
for (const sheet of document.querySelectorAll(".sheet")) {
  const follow = () => {
    const number = location.hash.match(/^#(muc|viec-khac)-\d+$/);
    if (location.hash && !number) return;
    const link = sheet.querySelector(number ? `a[href="${number[0]}"]` : ".line.clause");
    const line = link && link.closest(".line");
    if (line) sheet.scrollTop = line.offsetTop - sheet.offsetTop - 60;
  };
  window.addEventListener("hashchange", follow);
  follow();
}

// An address is copied with one tap; without this it is selected and copied by hand.
for (const button of document.querySelectorAll("[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  const words = button.textContent;
  const done = () => {
    button.textContent = "Đã chép";
    setTimeout(() => { button.textContent = words; }, 2500);
  };
  button.hidden = false;
  field.addEventListener("focus", () => field.select());
  button.addEventListener("click", async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      done();
    } catch {
      if (document.execCommand("copy")) done();
    }
  });
}
