import { CAUSES } from "../core/cause.ts";

/**
 * A colour for each kind of population, the same in every chart of every run: from Okabe & Ito 2008 and Paul Tol's
 * "muted" scheme (2021), which colour-blind eyes can tell apart. The orange-red of forced orders is not among them.
 */
const KIND_COLOURS: Readonly<Record<string, string>> = {
  "leveraged-longs": "#882255",
  "stop-programs": "#E69F00",
  "trend-followers": "#0072B2",
  "value-buyers": "#117733",
  "market-makers": "#9aa5b1",
  "noise-traders": "#DDCC77",
  "cross-venue-arbitrage": "#009E73",
  "retail-lof": "#56B4E9",
  "early-longs": "#661100",
  commercials: "#332288",
  "etf-holders": "#44AA99",
  "leveraged-etfs": "#AA4499",
  "authorized-participants": "#88CCEE",
  "ratio-traders": "#999933",
  "industrial-users": "#CC79A7",
  hoarders: "#6B6B6B",
  "lof-arbitrage": "#66A61E",
  "lof-manager": "#A6761D",
  operators: "#1b1f24",
};
const SPARE = ["#7570B3", "#B3446C", "#2E8B57", "#8D6E63"];

/** Colours with one meaning everywhere. */
export const INK = {
  price: "#1b1f24",
  settlement: "#E69F00",
  band: "#eef1f5",
  forced: "#D55E00",
  plain: "#9aa5b1",
  up: "#0072B2",
  down: "#D55E00",
  twin: "#0072B2",
  nav: "#009E73",
  event: "#6e40c9",
  grid: "#e7ebef",
  text: "#24292f",
  faint: "#57606a",
} as const;

/** A colour for each population: that of its kind; kinds without one take the spare colours in turn. */
export function populationColours(populations: readonly { readonly kind: string }[]): string[] {
  const others: string[] = [];
  return populations.map(({ kind }) => {
    const known = KIND_COLOURS[kind];
    if (known !== undefined) return known;
    if (!others.includes(kind)) others.push(kind);
    return SPARE[others.indexOf(kind) % SPARE.length];
  });
}

/** A colour for each cause, the same in every chart of every run; forced ones share the colour of force. */
const CAUSE_COLOURS: Readonly<Record<string, string>> = {
  "margin-call": "#D55E00",
  "position-limit": "#A33F00",
  stop: "#E69F00",
  panic: "#CC79A7",
  momentum: "#0072B2",
  "market-making": "#c3cbd4",
  arbitrage: "#009E73",
  value: "#117733",
  voluntary: "#8c959f",
  hedge: "#44AA99",
  redemption: "#AA4499",
  subscription: "#999933",
  "auto-invest": "#DDCC77",
  herding: "#56B4E9",
  "profit-taking": "#332288",
  rebalancing: "#661100",
  hoarding: "#88CCEE",
  consumption: "#6B6B6B",
  "fat-finger": "#000000",
  "short-cover": "#5b8c00",
  other: "#e3e7eb",
};

/** The colour of a cause by name; "other" gets a quiet grey. */
export const causeColour = (name: string): string => CAUSE_COLOURS[name] ?? CAUSE_COLOURS.other;

/** Every cause has a colour: a new one must be given one. */
export const causesWithoutColour = (): string[] => CAUSES.filter((name) => !(name in CAUSE_COLOURS));
