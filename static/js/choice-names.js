"use strict";
// Gives the search-and-choose fields of the admin (select2) the name that their label says.
{
  const name = () => document.querySelectorAll("select.admin-autocomplete:not([name*=__prefix__])").forEach((select) => {
    const label = document.querySelector(`label[for="${select.id}"]`), box = select.nextElementSibling;
    if (!label || !box) return;
    const text = label.textContent.replace(/:\s*$/, "");
    box.querySelectorAll("ul").forEach((list) => list.setAttribute("role", "presentation"));
    box.querySelectorAll("[role=combobox], [role=textbox], [role=searchbox]").forEach((part) => {
      part.removeAttribute("aria-labelledby");
      part.setAttribute("aria-label", part.matches("[role=combobox]") ? `${text}: ${select.selectedOptions[0]?.text ?? ""}` : text);
    });
  });
  addEventListener("load", name);
  document.addEventListener("formset:added", () => setTimeout(name));
  addEventListener("load", () => django.jQuery(document)
    .on("change", "select.admin-autocomplete", name)
    .on("select2:open", ({ target }) => document.querySelector(".select2-dropdown .select2-search__field")
      ?.setAttribute("aria-label", document.querySelector(`label[for="${target.id}"]`)?.textContent)));
}
