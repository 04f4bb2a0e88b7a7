/**
 * The report's own script. Still pictures stand in the page from the start; each is replaced by a live one, with
 * tooltips and zoom, when it comes into view. Plain JavaScript: the page runs it as it stands.
 */
export const REPORT_SCRIPT = `"use strict";
(() => {
  const tip = document.getElementById("tip");
  const hide = () => { tip.style.display = "none"; };
  const show = (handler, event, item, value) => {
    if (value === null || value === undefined || value === "") return hide();
    const table = document.createElement("table");
    const pairs = typeof value === "object" ? Object.entries(value) : [["", value]];
    for (const [name, text] of pairs) {
      const row = table.insertRow();
      row.insertCell().textContent = name;
      row.insertCell().textContent = String(text);
    }
    tip.replaceChildren(table);
    tip.style.display = "block";
    const left = event.clientX + 16 + tip.offsetWidth > innerWidth ? event.clientX - tip.offsetWidth - 12 : event.clientX + 16;
    tip.style.left = Math.max(4, left) + "px";
    tip.style.top = Math.min(event.clientY + 14, innerHeight - tip.offsetHeight - 6) + "px";
  };
  const live = async (box) => {
    const spec = JSON.parse(document.getElementById("spec-" + box.dataset.chart).textContent);
    const holder = document.createElement("div");
    const view = new vega.View(vega.parse(spec), { renderer: "svg", container: holder, hover: true, tooltip: show, logLevel: vega.Warn });
    await view.runAsync();
    box.replaceChildren(holder);
    box.classList.add("live");
  };
  const seen = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      seen.unobserve(entry.target);
      live(entry.target).catch((error) => { console.error(error); });
    }
  }, { rootMargin: "300px" });
  for (const box of document.querySelectorAll(".chart")) seen.observe(box);
  addEventListener("scroll", hide, { passive: true });
})();
`;
