"use strict";
// Keeps a live page up to date: asks every three seconds what has changed, not while nobody looks, and puts only that in its place.
{
  const EVERY = 3000;
  const place = document.querySelector("[data-live]");
  const fresh = document.querySelector(".live-fresh"), status = fresh?.querySelector("[role=status]");
  const parts = (root) => [...root.querySelectorAll("[data-part]")];
  const known = new Map(parts(place).map((part) => [part.id, part.innerHTML]));
  let tag = place.dataset.tag, timer, asking = false, again = false;

  const say = (word) => { if (status && status.textContent !== word) status.textContent = word; };

  const put = (html) => {
    for (const part of parts(new DOMParser().parseFromString(html, "text/html"))) {
      const here = document.getElementById(part.id);
      if (!here || known.get(part.id) === part.innerHTML) continue;
      known.set(part.id, part.innerHTML);
      // What is being chosen stays chosen, and the focus stays where it is.
      const inputs = [...here.querySelectorAll("input")].map((input) => [input.id, input.checked]);
      const focus = here.contains(document.activeElement) ? document.activeElement.id : "";
      here.replaceChildren(...part.childNodes);
      for (const [id, checked] of inputs) {
        const input = document.getElementById(id);
        if (input) input.checked = checked;
      }
      if (focus) document.getElementById(focus)?.focus({ preventScroll: true });
    }
  };

  const look = async () => {
    clearTimeout(timer);
    if (asking) { again = true; return; }
    if (document.hidden) return;
    asking = true;
    try {
      const answer = await fetch(place.dataset.live, { headers: { "If-None-Match": tag }, cache: "no-store", redirect: "error" });
      if (answer.status === 200) {
        put(await answer.text());
        tag = answer.headers.get("ETag");
      }
      if (answer.ok || answer.status === 304) say(status?.dataset.says);
      else say(status?.dataset.saysLost);
    } catch {
      say(status?.dataset.saysLost);
    }
    asking = false;
    timer = setTimeout(look, again ? 0 : EVERY);
    again = false;
  };

  // A support is sent without leaving the page; whatever is odd about the answer, the button then works as without script.
  document.addEventListener("submit", async (event) => {
    const { target, submitter } = event;
    if (!submitter?.matches("[data-quick]")) return;
    event.preventDefault();
    const body = new FormData(target, submitter);
    const answer = await fetch(target.action, { method: "POST", body, redirect: "manual" }).catch(() => null);
    if (answer?.type === "opaqueredirect") { look(); return; }
    submitter.removeAttribute("data-quick");
    target.requestSubmit(submitter);
  });

  fresh?.classList.add("is-running");
  say(status?.dataset.says);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) look(); });
  timer = setTimeout(look, EVERY);
}
