import type { RunResult } from "../../engine/result.ts";
import type { ChartContext } from "../context.ts";
import { type CrashHour, crashHour, type KillFilter, killFilter } from "../forensics/index.ts";
import { clockWords, momentWords } from "../local-time.ts";
import { percent, priceUnit, venueLabel } from "../wording.ts";
import { escapeHtml } from "./html.ts";

/** The parts of the forensics chapter that a reader moves. */
export interface ForensicsParts {
  /** The film of the crash hour, and the kill matrix by time; empty where the run has nothing of the kind. */
  readonly film: string;
  readonly kills: string;
}

/** Names of sellers, buyers and populations that a frame tells; the rest are summed. */
const TOLD = 7;

/** Builds them. What they show is in the page as JSON; `FORENSICS_SCRIPT` draws it. */
export function forensicsParts(result: RunResult, context: ChartContext): ForensicsParts {
  const hour = crashHour(result, context);
  const kills = killFilter(result, context);
  return { film: hour ? filmHtml(hour, context) : "", kills: kills ? killsHtml(kills, context) : "" };
}

function filmHtml({ frames, from, to, fall }: CrashHour, { main, clock }: ChartContext): string {
  const whole = (x: number): number | null => (Number.isNaN(x) ? null : Number(x.toPrecision(7)));
  const told = (list: CrashHour["frames"][number]["sellers"]) => {
    const rest = list.slice(TOLD);
    const shown = list
      .slice(0, TOLD)
      .map(({ name, count, lots }) => (lots === undefined ? [name, count] : [name, count, lots]));
    const sum = rest.reduce((a, { count }) => a + count, 0);
    return sum > 0 ? [...shown, [`${rest.length} others`, sum]] : shown;
  };
  const data = {
    unit: priceUnit(main),
    from,
    to,
    frames: frames.map((f) => ({
      time: momentWords(f.time),
      price: whole(f.price),
      bids: whole(f.bids),
      asks: whole(f.asks),
      volume: f.volume,
      forced: f.forced,
      liquidating: f.liquidating,
      defaulted: f.defaulted,
      sellers: told(f.sellers),
      buyers: told(f.buyers),
      called: told(f.called),
      under: told(f.under),
    })),
  };
  const about = `${venueLabel(main.name)} fell ${percent(-fall)} from ${clockWords(frames[from].time)} to ${clockWords(frames[to].time)} (shaded). Move the slider, or play; times are ${clock.name}, a frame is a minute.`;
  return `<div id="film" class="film">
<h3>The film of the crash hour</h3>
<p class="note">${escapeHtml(about)}</p>
<svg id="film-path" viewBox="0 0 960 190" role="img" aria-label="price and bids through the crash hour"></svg>
<div class="film-bar"><button type="button" id="film-play">Play</button>
<input type="range" id="film-at" min="0" max="${frames.length - 1}" step="1" value="${from}" aria-label="minute"><output id="film-time" for="film-at"></output></div>
<div class="cards" id="film-cards"></div>
<div class="film-lists">${["sellers", "buyers", "called", "under"].map((list) => `<div><h4>${LISTS[list]}</h4><table id="film-${list}"><tbody></tbody></table></div>`).join("\n")}</div>
</div>
${json("film", data)}`;
}

const LISTS: Readonly<Record<string, string>> = {
  sellers: "Who sold, lots",
  buyers: "Who bought, lots",
  called: "Who was called, accounts",
  under: "Who went under, accounts (lots)",
};

function killsHtml(kills: KillFilter, { clock }: ChartContext): string {
  const last = kills.bins.length - 1;
  const slider = (id: string, value: number, label: string) =>
    `<label>${label} <input type="range" id="kills-${id}" min="0" max="${last}" step="1" value="${value}"> <output id="kills-${id}-time" for="kills-${id}"></output></label>`;
  return `<div id="kills" class="film">
<h3>Who pushed whom, and when</h3>
<p class="note">Losses of accounts, from when each was last safe until it was handed to the liquidation desk, by the moment of that: thousand USD. Rows bore them, columns made them; below 0 the flow held the price up. Move the sliders to choose the time (${escapeHtml(clock.name)}).</p>
<div class="film-bar">${slider("from", 0, "from")} ${slider("to", last, "to")}</div>
<p id="kills-total"></p>
<div class="table"><table id="kills-table"><thead></thead><tbody></tbody></table></div>
</div>
${json("kills", kills)}`;
}

const json = (name: string, data: unknown): string =>
  `<script type="application/json" id="data-${name}">${JSON.stringify(data).replaceAll("<", "\\u003c")}</script>`;
