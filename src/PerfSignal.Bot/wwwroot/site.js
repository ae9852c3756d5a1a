// Brings new messages into the open conversation. The page works without it; a reload shows the same.
(() => {
  const list = document.getElementById("messages");
  if (!list || !list.dataset.since) {
    return;
  }

  const scroll = document.querySelector(".chat-scroll");
  let since = list.dataset.since;

  // A message taller than the window is read from its beginning.
  const last = list.lastElementChild;
  if (last && last.offsetHeight > scroll.clientHeight && ["", "#latest"].includes(location.hash) && !document.getElementById("form")) {
    last.scrollIntoView({ block: "start" });
  }

  const merge = (html) => {
    const parsed = new DOMParser().parseFromString(`<ol>${html}</ol>`, "text/html");
    for (const item of parsed.querySelectorAll("li.message")) {
      const shown = document.getElementById(item.id);
      if (!shown) {
        list.append(item);
      } else if (shown.dataset.version !== item.dataset.version && !shown.contains(document.activeElement)) {
        shown.replaceWith(item);
      }
    }
  };

  const poll = async () => {
    if (document.hidden) {
      return;
    }
    const answer = await fetch(`/?handler=Newer&since=${encodeURIComponent(since)}`, { redirect: "manual", cache: "no-store" });
    if (!answer.ok) {
      return;
    }
    // The conversation is scrolled from its end: 0 is the newest message, and it stays in view.
    const atEnd = Math.abs(scroll.scrollTop) < 40;
    merge(await answer.text());
    since = answer.headers.get("X-Since") ?? since;
    if (atEnd) {
      scroll.scrollTop = 0;
    }
  };

  const again = () => setTimeout(() => poll().catch(() => undefined).finally(again), 4000);
  again();
})();
