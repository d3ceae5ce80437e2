"use strict";
// The order of parts in the admin: ↑ and ↓ move a part, and the numbers in "position" follow. Works with Django's inlines.js.
{
  const rows = (group) => [...group.querySelectorAll(".inline-related:not(.empty-form)")];
  const field = (row) => row.querySelector("[name$='-position']");
  const sort = (group, key) => rows(group).sort((a, b) => key(a) - key(b))
    .forEach((row) => group.querySelector(".empty-form").before(row));
  const number = (group) => rows(group).forEach((row, i) => { field(row).value = i + 1; });

  document.querySelectorAll(".sortable .order").forEach((order) => { order.hidden = false; });
  document.addEventListener("click", (event) => {
    const group = event.target.closest(".sortable");
    if (!group) return;
    // inlines.js numbers what is left by its place in the page: give each its own place first.
    if (event.target.matches(".inline-deletelink")) sort(group, (row) => row.id.match(/\d+$/)[0]);
    const step = event.target.dataset.move;
    if (!step) return;
    const row = event.target.closest(".inline-related"), all = rows(group), to = all.indexOf(row) + +step;
    if (!all[to]) return;
    if (step < 0) row.after(all[to]); else row.before(all[to]);
    number(group);
    group.querySelector("[role=status]").textContent = `${to + 1} / ${all.length}`;
  }, true);
  document.addEventListener("formset:added", (event) => {
    const group = event.target.closest(".sortable");
    if (group) number(group);
  });
  document.addEventListener("formset:removed", () => document.querySelectorAll(".sortable").forEach((group) => {
    sort(group, (row) => field(row).value);
    number(group);
  }));
}
