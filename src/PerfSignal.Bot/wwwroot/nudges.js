// Counts what is typed, and brings in how far a nudge has got. The pages work without it: a reload shows the same.
(() => {
  for (const counter of document.querySelectorAll("[data-counts]")) {
    const field = document.getElementById(counter.dataset.counts);
    const format = new Intl.NumberFormat(document.documentElement.lang === "de" ? "de-DE" : "en-GB");
    const words = counter.textContent.replace(/^[\d.,]+/, "");
    field?.addEventListener("input", () => {
      counter.textContent = format.format(field.value.length) + words;
    });
  }

  const live = document.getElementById("live");
  if (!live || !live.dataset.live) {
    return;
  }

  const poll = async () => {
    if (document.hidden) {
      return true;
    }
    const answer = await fetch(live.dataset.live, { redirect: "manual", cache: "no-store" });
    if (!answer.ok) {
      return answer.status >= 500;
    }
    const parsed = new DOMParser().parseFromString(await answer.text(), "text/html");
    live.replaceChildren(...parsed.body.childNodes);
    if (answer.headers.get("X-Running") !== "true") {
      // Other buttons fit now.
      location.replace(location.pathname);
      return false;
    }
    return true;
  };

  const again = () =>
    setTimeout(
      () =>
        poll()
          .catch(() => true)
          .then((goesOn) => goesOn && again()),
      5000,
    );
  again();
})();
