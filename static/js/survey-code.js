"use strict";
// A link in the mail carries the code behind "#", which no server ever sees: into the form with it, and out of the address.
document.addEventListener("DOMContentLoaded", () => {
  const code = decodeURIComponent(location.hash.slice(1)), input = document.querySelector("input[name=code]");
  if (!input || !/^[0-9A-Za-z]{4}(-[0-9A-Za-z]{4}){4}$/.test(code)) return;
  input.value = code;
  history.replaceState(null, "", location.pathname);
});
