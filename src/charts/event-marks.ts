import { stepAt } from "../analysis/steps.ts";
import type { RunEvent, RunResult } from "../engine/result.ts";
import type { Piece } from "./chart.ts";
import type { ChartContext } from "./context.ts";
import { inlineData } from "./inline-data.ts";
import { momentWords } from "./local-time.ts";
import { INK } from "./palette.ts";
import { OVER_TIME } from "./panel.ts";
import type { Span } from "./sample.ts";
import { WIDTH } from "./theme.ts";
import { subjectLabel } from "./wording.ts";

/** An event with the number that marks it. */
export interface MarkedEvent {
  readonly number: number;
  readonly event: RunEvent;
  /** Step at which it fell, and its local time. */
  readonly step: number;
  readonly local: number;
}

/** Kinds that come from outside and move a market, most telling first; what venues and clearing do by themselves is drawn elsewhere. */
const TELLING = [
  "news",
  "leak",
  "liquidation-only",
  "position-limit",
  "revaluation",
  "subscription",
  "margin",
  "price-limit",
  "narrative",
  "liquidity-withdrawal",
  "etf-outflow",
  "float",
  "program",
  "fat-finger",
  "operator",
  "halt",
];
/** How many marks a chart bears. */
const MOST = 14;

/** The events worth a mark within a span, numbered in order of time; those of one moment and kind count once. */
export function markedEvents(
  result: RunResult,
  context: ChartContext,
  span: Span,
  wanted: (event: RunEvent) => boolean = () => true,
  most = MOST,
): MarkedEvent[] {
  const from = result.time[span.first];
  const to = result.time[span.last];
  const rank = (event: RunEvent) => TELLING.indexOf(event.kind);
  const seen = new Set<string>();
  const chosen = result.events
    .filter((event) => {
      const key = `${event.kind} ${event.time}`;
      if (!wanted(event) || rank(event) < 0 || event.time < from || event.time > to || seen.has(key)) return false;
      seen.add(key);
      return true;
    })
    .sort((a, b) => rank(a) - rank(b) || a.time - b.time)
    .slice(0, most)
    .sort((a, b) => a.time - b.time || rank(a) - rank(b));
  return chosen.map((event, i) => ({
    number: i + 1,
    event,
    step: stepAt(result.time, event.time),
    local: context.clock.at(event.time),
  }));
}

/** Rules at the events, with their numbers at the top of the panel when `numbered`. */
export function eventRules(
  events: readonly MarkedEvent[],
  context: ChartContext,
  span: Span,
  numbered: boolean,
): Piece[] {
  if (events.length === 0) return [];
  const data = inlineData([
    { name: "t", values: events.map((e) => e.local), digits: 15 },
    { name: "what", values: events.map((e) => `${momentWords(e.local)}: ${eventWords(e.event)}`) },
  ]);
  const rule = {
    data,
    mark: { type: "rule", color: INK.event, strokeDash: [3, 3], opacity: 0.55, clip: true },
    encoding: { x: OVER_TIME, tooltip: [{ field: "what", title: "event" }] },
  };
  if (!numbered) return [rule];
  const labelled = numbersApart(events, context, span);
  const text = {
    data: inlineData([
      { name: "t", values: labelled.map((l) => l.local), digits: 15 },
      { name: "n", values: labelled.map((l) => l.label) },
    ]),
    mark: {
      type: "text",
      color: INK.event,
      fontSize: 10,
      fontWeight: "bold",
      baseline: "top",
      align: "left",
      dx: 2,
      y: 2,
    },
    encoding: { x: OVER_TIME, text: { field: "n", type: "nominal" } },
  };
  return [rule, text];
}

/** Width of a label's character and of the room after it, pixels. */
const CHARACTER = 7;

/** Labels and where they go; one that would run into the label before joins it, as a range. */
function numbersApart(
  events: readonly MarkedEvent[],
  context: ChartContext,
  span: Span,
): { local: number; label: string }[] {
  const pixel = (context.clock.step(span.last) - context.clock.step(span.first)) / WIDTH;
  const labels: { local: number; label: string; from: number }[] = [];
  for (const { number, local } of events) {
    const before = labels[labels.length - 1];
    if (before && local < before.local + (before.label.length + 1) * CHARACTER * pixel) {
      before.label = `${before.from}\u2013${number}`;
    } else labels.push({ local, label: String(number), from: number });
  }
  return labels;
}

/** A key to the numbers, in two columns below the panels. */
export function eventKey(events: readonly MarkedEvent[]): Piece[] {
  if (events.length === 0) return [];
  const rows = Math.ceil(events.length / 2);
  const data = inlineData([
    { name: "col", values: events.map((_, i) => (i < rows ? 0 : WIDTH / 2 + 10)) },
    { name: "row", values: events.map((_, i) => (i % rows) * 16 + 8) },
    {
      name: "text",
      values: events.map((e) => `${e.number}  ${momentWords(e.local)}  ${clip(eventWords(e.event), 58)}`),
    },
  ]);
  return [
    {
      width: WIDTH,
      height: rows * 16,
      data,
      mark: { type: "text", align: "left", baseline: "middle", fontSize: 10.5, color: INK.text },
      encoding: {
        x: { field: "col", type: "quantitative", scale: { domain: [0, WIDTH] }, axis: null },
        y: { field: "row", type: "quantitative", scale: { domain: [rows * 16, 0] }, axis: null },
        text: { field: "text", type: "nominal" },
      },
    },
  ];
}

/** What happened, with the venue or population that it concerns. */
export const eventWords = (event: RunEvent): string =>
  event.subject === null ? event.text : `${subjectLabel(event.subject)}: ${event.text}`;

const clip = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most - 1).trimEnd()}\u2026`;
