import { CAUSES } from "../core/cause.ts";

/**
 * Colours that stay apart for colour-blind eyes: Okabe & Ito 2008 without black and yellow, then Paul Tol's "muted"
 * scheme (2021). Sixteen populations and no more get a colour of their own; beyond, they come round again.
 */
const SERIES = [
  "#0072B2",
  "#D55E00",
  "#009E73",
  "#CC79A7",
  "#E69F00",
  "#56B4E9",
  "#882255",
  "#117733",
  "#332288",
  "#999933",
  "#AA4499",
  "#44AA99",
  "#DDCC77",
  "#661100",
  "#88CCEE",
  "#6B6B6B",
];

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

/** A colour for each population, by its place in the scenario. */
export const populationColours = (populations: readonly unknown[]): string[] =>
  populations.map((_, i) => SERIES[i % SERIES.length]);

/** A colour for each cause, the same in every chart of every run; forced ones share the colour of force. */
const CAUSE_COLOURS: Readonly<Record<string, string>> = {
  "margin-call": "#D55E00",
  "position-limit": "#882255",
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
