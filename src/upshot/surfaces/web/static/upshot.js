// The little that plain HTML cannot do: the "why" dialog, dropping files, live progress. Every page works without it.
"use strict";

// The dialog: htmx fetches it, we open it; focus goes in, Escape closes it, and focus goes back to where it was.
const dialog = document.getElementById("why");
let asker = null;

document.addEventListener("click", (event) => {
  const link = event.target.closest("a.why");
  if (link) { asker = link; }
  if (dialog && (event.target === dialog || event.target.closest("[data-close]"))) {
    event.preventDefault();
    dialog.close();
  }
});

document.addEventListener("htmx:afterSwap", (event) => {
  if (dialog && event.detail.target === dialog && !dialog.open) { dialog.showModal(); }
});

// An answer that is no explanation (an error, a lost session) is shown as a page of its own.
document.addEventListener("htmx:responseError", () => { if (asker) { window.location.assign(asker.href); } });

if (dialog) {
  dialog.addEventListener("close", () => {
    dialog.replaceChildren();
    if (asker) { asker.focus(); }
  });
}

// On a phone the navigation scrolls sideways: bring the entry of this page into sight.
const here = document.querySelector(".side nav [aria-current]");
if (here) { here.scrollIntoView({ block: "nearest", inline: "center" }); }

// Dropping files anywhere on the form chooses them and sends them.
const drop = document.querySelector(".drop");
if (drop) {
  const input = drop.querySelector("input[type=file]");
  for (const name of ["dragenter", "dragover"]) {
    drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("over"); });
  }
  for (const name of ["dragleave", "drop"]) {
    drop.addEventListener(name, () => drop.classList.remove("over"));
  }
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files.length) {
      input.files = event.dataTransfer.files;
      drop.requestSubmit();
    }
  });
}

// Live progress of an import: server-sent events replace the numbers; without them the page refreshes itself.
const live = document.querySelector("[data-events]");
if (live) {
  const events = new EventSource(live.dataset.events);
  events.addEventListener("progress", (event) => {
    const state = JSON.parse(event.data);
    const bar = live.querySelector("progress");
    if (state.share === null) { bar.removeAttribute("value"); } else { bar.value = state.share; }
    live.querySelector("[data-now]").textContent = state.now;
  });
  events.addEventListener("done", () => { events.close(); window.location.reload(); });
}
