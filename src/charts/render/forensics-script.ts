/** What moves in the forensics chapter: the film's slider and the kill matrix's. Plain JavaScript: the page runs it as it stands. */
export const FORENSICS_SCRIPT = `"use strict";
(() => {
  const get = (id) => document.getElementById(id);
  const data = (name) => { const at = get("data-" + name); return at ? JSON.parse(at.textContent) : null; };
  const words = (x) => x === null ? "\\u2013" : Math.abs(x) >= 1000 ? Math.round(x).toLocaleString("en-US") : String(Number(x.toPrecision(5)));
  const minus = (text) => text.replace("-", "\\u2212");
  const mark = (name, attributes, parent) => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    parent.append(made);
    return made;
  };

  const film = (reel) => {
    const { frames, from, to, unit } = reel;
    const svg = get("film-path"), at = get("film-at"), play = get("film-play");
    const left = 56, right = 936, top = 12, bottom = 120, base = 172;
    const x = (i) => left + (right - left) * i / (frames.length - 1);
    const prices = frames.map((f) => f.price).filter((p) => p !== null);
    const low = Math.min(...prices), high = Math.max(...prices);
    const y = (p) => bottom - (bottom - top) * (p - low) / (high - low || 1);
    const most = Math.max(1, ...frames.map((f) => f.bids || 0));
    mark("rect", { x: x(from), y: top, width: Math.max(1, x(to) - x(from)), height: base - top, fill: "#D55E00", opacity: 0.1 }, svg);
    for (const price of [low, high]) mark("text", { x: left - 6, y: y(price) + 4, "text-anchor": "end", "font-size": 11, fill: "#57606a" }, svg).textContent = words(price);
    mark("text", { x: left, y: top - 2, "font-size": 10, fill: "#57606a" }, svg).textContent = unit;
    mark("text", { x: left - 6, y: base - 14, "text-anchor": "end", "font-size": 11, fill: "#57606a" }, svg).textContent = "bids";
    frames.forEach((f, i) => {
      const height = 40 * (f.bids || 0) / most;
      mark("rect", { x: x(i) - 2, y: base - height, width: Math.max(1, (right - left) / frames.length - 1), height, fill: "#0072B2", opacity: 0.55 }, svg);
      if (i % 10 === 0) mark("text", { x: x(i), y: 187, "text-anchor": "middle", "font-size": 10, fill: "#57606a" }, svg).textContent = f.time.slice(-5);
    });
    const path = frames.map((f, i) => f.price === null ? "" : x(i) + "," + y(f.price)).filter(Boolean).join(" ");
    mark("polyline", { points: path, fill: "none", stroke: "#1b1f24", "stroke-width": 1.6 }, svg);
    const cursor = mark("line", { id: "film-cursor", y1: top, y2: base, stroke: "#6e40c9", "stroke-width": 1.5 }, svg);
    const dot = mark("circle", { r: 4, fill: "#6e40c9" }, svg);
    const list = (id, rows) => {
      const body = get("film-" + id).tBodies[0];
      const largest = Math.max(1, ...rows.map((row) => row[1]));
      body.replaceChildren(...(rows.length ? rows : [["nobody"]]).map((row) => {
        const made = document.createElement("tr");
        const name = made.insertCell();
        name.textContent = row[0];
        if (row.length > 1) {
          name.style.background = "linear-gradient(90deg, #f3dccb " + 100 * row[1] / largest + "%, transparent 0)";
          const cell = made.insertCell();
          cell.className = "n";
          cell.textContent = words(row[1]) + (row.length > 2 ? " (" + words(row[2]) + ")" : "");
        }
        return made;
      }));
    };
    const show = () => {
      const i = Number(at.value), f = frames[i], start = frames[from].price;
      get("film-time").textContent = f.time;
      cursor.setAttribute("x1", x(i));
      cursor.setAttribute("x2", x(i));
      if (f.price !== null) { dot.setAttribute("cx", x(i)); dot.setAttribute("cy", y(f.price)); }
      const change = f.price === null || start === null ? "\\u2013" : minus((100 * (f.price / start - 1)).toFixed(1)) + "%";
      const cards = [
        ["price", words(f.price), "price, " + unit], ["change", change, i < from ? "against the hour's first price" : "since the hour began"],
        ["bids", words(f.bids), "lots bid near the best price"], ["asks", words(f.asks), "lots offered near it"],
        ["volume", words(f.volume), "lots traded this minute"], ["forced", words(f.forced), "of them forced"],
        ["liquidating", words(f.liquidating), "accounts being liquidated"], ["defaulted", words(f.defaulted), "accounts defaulted so far"],
      ];
      get("film-cards").replaceChildren(...cards.map(([key, value, about]) => {
        const card = document.createElement("div"), big = document.createElement("b"), small = document.createElement("span");
        card.className = "card";
        card.dataset.key = key;
        big.textContent = value;
        small.textContent = about;
        card.append(big, small);
        return card;
      }));
      for (const id of ["sellers", "buyers", "called", "under"]) list(id, f[id]);
    };
    let timer = 0;
    const stop = () => { clearInterval(timer); timer = 0; play.textContent = "Play"; };
    play.addEventListener("click", () => {
      if (timer) return stop();
      if (Number(at.value) === frames.length - 1) at.value = 0;
      play.textContent = "Stop";
      timer = setInterval(() => {
        at.value = Number(at.value) + 1;
        show();
        if (Number(at.value) === frames.length - 1) stop();
      }, 250);
    });
    at.addEventListener("input", () => { stop(); show(); });
    show();
  };

  const kills = ({ bins, victims, killers, cells }) => {
    const from = get("kills-from"), to = get("kills-to"), table = get("kills-table");
    const cell = (row, kind, text) => {
      const made = document.createElement(kind);
      made.textContent = text;
      row.append(made);
      return made;
    };
    const show = () => {
      const first = Number(from.value), last = Number(to.value);
      get("kills-from-time").textContent = bins[first];
      get("kills-to-time").textContent = bins[last];
      const sums = victims.map(() => new Float64Array(killers.length));
      let total = 0;
      for (const [bin, victim, killer, usd] of cells) {
        if (bin < first || bin > last) continue;
        sums[victim][killer] += usd;
        total += usd;
      }
      const columns = killers.map((_, k) => k).filter((k) => sums.some((row) => Math.abs(row[k]) >= 500));
      const most = Math.max(1, ...sums.flatMap((row) => columns.map((k) => Math.abs(row[k]))));
      const head = document.createElement("tr");
      cell(head, "th", "bore them");
      for (const k of columns) cell(head, "th", killers[k]).className = "n";
      cell(head, "th", "all").className = "n";
      table.tHead.replaceChildren(head);
      table.tBodies[0].replaceChildren(...victims.map((victim, v) => {
        const row = document.createElement("tr");
        cell(row, "th", victim);
        for (const k of columns) {
          const usd = sums[v][k], made = cell(row, "td", Math.abs(usd) < 500 ? "" : minus(words(Math.round(usd / 1000))));
          made.className = "n";
          made.style.background = (usd < 0 ? "rgba(0,114,178," : "rgba(213,94,0,") + 0.75 * Math.abs(usd) / most + ")";
        }
        cell(row, "td", minus(words(Math.round(sums[v].reduce((a, b) => a + b, 0) / 1000)))).className = "n";
        return row;
      }));
      const all = cells.reduce((sum, c) => sum + c[3], 0);
      get("kills-total").textContent = "USD " + minus(words(Math.round(total / 1000))) + " thousand of losses, " + (all ? minus((100 * total / all).toFixed(0)) : 0) + "% of the whole run\\u2019s";
    };
    from.addEventListener("input", () => { if (Number(from.value) > Number(to.value)) to.value = from.value; show(); });
    to.addEventListener("input", () => { if (Number(to.value) < Number(from.value)) from.value = to.value; show(); });
    show();
  };

  const reel = data("film"), matrix = data("kills");
  if (reel) film(reel);
  if (matrix) kills(matrix);
})();
`;
