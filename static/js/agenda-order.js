"use strict";
// ↑ and ↓ move a part of a form, and the numbers in "position" follow. Works with Django's inlines.js.
document.addEventListener("DOMContentLoaded", () => {
  const rows = (group) => [...group.querySelectorAll(".inline-related:not(.empty-form)")];
  const field = (row) => row.querySelector("[name$='-position']");
  const number = (group) => rows(group).forEach((row, i) => { field(row).value = i + 1; });
  const sort = (group, key) => rows(group).sort((a, b) => key(a) - key(b))
    .forEach((row) => group.querySelector(".empty-form").before(row));

  document.querySelectorAll(".order").forEach((order) => { order.hidden = false; });
  document.addEventListener("click", ({ target }) => {
    const group = target.closest(".sortable"), step = +target.dataset.move;
    if (!group) return;
    // inlines.js will number the rest by its place in the page: back to the first order.
    if (target.matches(".inline-deletelink")) sort(group, (row) => row.id.match(/\d+$/)[0]);
    if (!step) return;
    const row = target.closest(".inline-related"), all = rows(group), to = all.indexOf(row) + step;
    if (!all[to]) return;
    if (step < 0) row.after(all[to]); else row.before(all[to]);
    number(group);
    group.querySelector("[role=status]").textContent = `${to + 1} / ${all.length}`;
  }, true);
  document.addEventListener("formset:added", ({ target }) => {
    if (target.closest(".sortable")) number(target.closest(".sortable"));
  });
  document.addEventListener("formset:removed", ({ detail }) => {
    const group = document.querySelector(`#${detail.formsetName}-group.sortable`);
    if (group) sort(group, (row) => field(row).value);
  });
});
