import { stepAt } from "../analysis/steps.ts";
import type { RunEvent, RunResult } from "../engine/result.ts";
import type { Piece } from "./chart.ts";
import type { ChartContext } from "./context.ts";
import { inlineData } from "./inline-data.ts";
import { momentWords } from "./local-time.ts";
import { INK } from "./palette.ts";
import { timeX } from "./panel.ts";
import type { Span } from "./sample.ts";
import { WIDTH } from "./theme.ts";

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
  "margin",
  "position-limit",
  "revaluation",
  "leak",
  "subscription",
  "price-limit",
  "etf-outflow",
  "liquidity",
  "demand",
  "fat-finger",
  "float",
  "halt",
];
const MOST = 14;

/** The events worth a mark within a span, numbered in order of time; those of one moment and kind count once. */
export function markedEvents(result: RunResult, context: ChartContext, span: Span, most = MOST): MarkedEvent[] {
  const from = result.time[span.first];
  const to = result.time[span.last];
  const rank = (event: RunEvent) => TELLING.indexOf(event.kind);
  const seen = new Set<string>();
  const chosen = result.events
    .filter((event) => {
      const key = `${event.kind} ${event.time}`;
      if (rank(event) < 0 || event.time < from || event.time > to || seen.has(key)) return false;
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
  const x = timeX(context.clock, span);
  const data = inlineData([
    { name: "t", values: events.map((e) => e.local), digits: 15 },
    { name: "what", values: events.map((e) => `${momentWords(e.local)}: ${e.event.text}`) },
  ]);
  const rule = {
    data,
    mark: { type: "rule", color: INK.event, strokeDash: [3, 3], opacity: 0.55, clip: true },
    encoding: { x, tooltip: [{ field: "what", title: "event" }] },
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
    encoding: { x, text: { field: "n", type: "nominal" } },
  };
  return [rule, text];
}

/** Labels and where they go; events too near to be told apart share one at the first of them. */
function numbersApart(
  events: readonly MarkedEvent[],
  context: ChartContext,
  span: Span,
): { local: number; label: string }[] {
  const near = ((context.clock.step(span.last) - context.clock.step(span.first)) / WIDTH) * 16;
  const labels: { local: number; label: string }[] = [];
  let head = 0;
  events.forEach((event, i) => {
    if (i > 0 && event.local - events[head].local < near) {
      labels[labels.length - 1].label = `${events[head].number}\u2013${event.number}`;
    } else {
      head = i;
      labels.push({ local: event.local, label: String(event.number) });
    }
  });
  return labels;
}

/** A key to the numbers, in two columns below the panels. */
export function eventKey(events: readonly MarkedEvent[]): Piece[] {
  if (events.length === 0) return [];
  const rows = Math.ceil(events.length / 2);
  const data = inlineData([
    { name: "col", values: events.map((_, i) => (i < rows ? 0 : WIDTH / 2 + 10)) },
    { name: "row", values: events.map((_, i) => (i % rows) * 16 + 8) },
    { name: "text", values: events.map((e) => `${e.number}  ${momentWords(e.local)}  ${clip(e.event.text, 52)}`) },
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

const clip = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most - 1).trimEnd()}\u2026`;
