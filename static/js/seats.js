"use strict";
// The bar of a distribution of seats moves by itself; without this there is the link below it.
document.querySelectorAll("[data-progress]").forEach((place) => {
  const look = async () => {
    const answer = await fetch(place.dataset.progress).catch(() => null);
    const state = answer?.ok ? await answer.json().catch(() => null) : null;
    if (state && !state.under_way) return location.replace(location.href);
    if (state) place.querySelector("progress").value = state.progress;
    return setTimeout(look, state ? 1000 : 5000);
  };
  setTimeout(look, 500);
});
