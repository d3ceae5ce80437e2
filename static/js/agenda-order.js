"use strict";
// Buttons move a part of a form; "position" or "number" follows. Beside inlines.js.
document.addEventListener("DOMContentLoaded", () => {
  const rows = (group) => [...group.querySelectorAll(".inline-related:not(.empty-form)")];
  const place = (row) => row.querySelector("[name$='-position'], [name$='-number']");
  const number = (group) => rows(group).forEach((row, i) => { place(row).value = i + 1; });
  const sort = (group, key) => group.querySelector(".empty-form")
    .before(...rows(group).sort((a, b) => key(a) - key(b)));
  const on = (name, act) => document.addEventListener(name, (event) => {
    const { target, detail } = event, group = target.closest
      ? target.closest(".sortable") : document.querySelector(`#${detail.formsetName}-group.sortable`);
    if (group) act(group, target);
  }, true);

  document.querySelectorAll(".order").forEach((order) => { order.hidden = false; });
  on("click", (group, target) => {
    // inlines.js renumbers by place: back to the first order for that.
    if (target.matches(".inline-deletelink")) sort(group, (row) => row.id.match(/\d+$/)[0]);
    const row = target.closest(".inline-related"), step = +target.dataset.move;
    if (!step) return;
    rows(group)[rows(group).indexOf(row) + step]?.[step < 0 ? "before" : "after"](row);
    target.focus();
    number(group);
    group.querySelector("[role=status]").textContent = place(row).value;
  });
  on("formset:added", number);
  on("formset:removed", (group) => setTimeout(() => sort(group, (row) => place(row).value)));
});
