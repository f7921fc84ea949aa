// The little that plain HTML cannot do: the "why" dialog, and dropping files. Every page works without it.
"use strict";

document.addEventListener("click", (event) => {
  const dialog = document.getElementById("why");
  if (dialog && (event.target === dialog || event.target.closest("[data-close]"))) {
    event.preventDefault();
    dialog.close();
  }
});

document.addEventListener("htmx:afterSwap", (event) => {
  const dialog = document.getElementById("why");
  if (dialog && event.detail.target.closest("#why") && !dialog.open) {
    dialog.showModal();
  }
});

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
    input.files = event.dataTransfer.files;
    drop.requestSubmit ? drop.requestSubmit() : drop.submit();
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
