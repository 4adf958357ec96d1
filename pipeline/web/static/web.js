/* Adds to forms what needs a script: a word while a draft is sent, and before that a look at its
   size; and to the page on which one waits, how long that is. Every page works without it. */
(function () {
  "use strict";

  const problems = document.getElementById("problems");
  if (problems) { problems.focus(); }

  function tooLarge(input) {
    return [...input.files].some(function (file) { return file.size > Number(input.dataset.most); });
  }

  document.querySelectorAll("input[type=file][data-most]").forEach(function (input) {
    function look() {
      const most = Math.round(Number(input.dataset.most) / 1048576);
      input.setCustomValidity(tooLarge(input)
        ? "This file is too large: at most " + most + " MB are taken. Save it without its pictures, or paste its text."
        : "");
      if (!input.validity.valid) { input.reportValidity(); }
    }
    input.addEventListener("change", look);
  });

  document.querySelectorAll("form[data-waits]").forEach(function (form) {
    const button = form.querySelector("button[type=submit]");
    const status = form.querySelector(".status");
    form.addEventListener("submit", function (event) {
      if (button.getAttribute("aria-disabled") === "true") { event.preventDefault(); return; }
      button.setAttribute("aria-disabled", "true");
      status.textContent = form.dataset.waits;
    });
    /* A browser that goes back shows the page as it was left. */
    window.addEventListener("pageshow", function () {
      button.removeAttribute("aria-disabled");
      status.textContent = "";
    });
  });

  const waiting = document.querySelector("[data-progress]");
  if (waiting) {
    const words = document.getElementById("progress");
    let said = words.textContent;
    const say = function (now) { if (now !== said) { said = now; words.textContent = now; } };
    const look = function () {
      fetch(waiting.dataset.progress, { cache: "no-store" }).then(function (answer) {
        if (!answer.ok) { window.location.reload(); return null; }
        return answer.json();
      }).then(function (now) {
        if (!now) { return; }
        if (now.stage === "done" || now.stage === "failed") { window.location.reload(); return; }
        if (now.before > 0) {
          say(now.before + (now.before === 1 ? " draft" : " drafts") + " before you.");
        } else {
          say(waiting.dataset.reading);
        }
        window.setTimeout(look, 700);
      }).catch(function () {
        say("The program does not answer. Look whether it still runs, and start it again.");
        window.setTimeout(look, 3000);
      });
    };
    window.setTimeout(look, 700);
  }
})();
