/** A world with the ETF: futures round the clock, the ETF's shares in the hours of New York, its participants, and holders. */
import { authorizedParticipants } from "../../src/agents/authorized-participants.ts";
import { commercials } from "../../src/agents/commercials.ts";
import type { PopulationContext } from "../../src/agents/population.ts";
import { type Cast, futures, MiniWorld, type Sent } from "../agents/mini-world.ts";

export const COMEX = 0;
export const ETF = 1;
/** Places in the cast of `etfWorld`; the test's own populations follow. */
export const PARTICIPANTS = 1;
export const HOLDERS = 2;
/** Opening prices in ticks: $80 an ounce, and $72 a share of 0.9 ounces. */
export const P = Object.freeze([16_000, 7_200]);

export function etfWorld(
  options: {
    cast?: readonly Cast[];
    participants?: Record<string, unknown>;
    members?: number;
    seed?: number;
    without?: readonly string[];
    metal?: Record<string, unknown>;
  } = {},
): MiniWorld {
  const w = new MiniWorld({
    ...(options.seed === undefined ? {} : { seed: options.seed }),
    ...(options.without === undefined ? {} : { without: options.without }),
    venues: {
      comex: futures(),
      etf: {
        zone: "UTC",
        currency: "USD",
        unit: "share",
        tick: 0.01,
        multiplier: 100,
        price: 72,
        settles: "cash",
        dayOrders: true,
        sessions: [{ days: ["mon", "tue", "wed", "thu", "fri"], from: "00:00", to: "20:00" }],
        settlement: { at: "20:00", method: "last" },
      },
    },
    assets: {
      trust: { venue: "etf", reference: "comex", ounces: 0.9 },
      ...(options.metal ? { metal: options.metal } : {}),
    },
    cast: [
      { kind: commercials as never, members: 10, config: { venue: "comex", money: 1e10 } },
      {
        kind: authorizedParticipants as never,
        members: options.members ?? 5,
        config: { futures: "comex", cost: 0.001, inventory: 20_000, ...options.participants },
      },
      ...(options.cast ?? []),
    ],
  });
  // The hand has shares to quote, and holds futures that the commercials are short of.
  for (let hand = 0; hand < 8; hand++) w.assets.trust.allot(hand, 1_000_000);
  const { shortPool } = (w.populations[PARTICIPANTS] as unknown as { context: PopulationContext }).context;
  shortPool.take(COMEX, 7, 20_000, P[COMEX]);
  return w;
}

/** `steps` steps in which the hand quotes both venues, in line with each other, at a log distance from the start. */
export function follow(w: MiniWorld, steps: number, log: (minute: number) => number, gap = 0): Sent[] {
  const all: Sent[] = [];
  const start = w.time;
  for (let s = 0; s < steps; s++) {
    const up = Math.exp(log((w.time - start) / 60_000));
    if (w.venues[COMEX].accepting) w.quote(COMEX, Math.round(P[COMEX] * up));
    if (w.venues[ETF].accepting) w.quote(ETF, Math.round(P[ETF] * up * Math.exp(gap)));
    w.act();
    all.push(...w.sent);
    w.tick();
  }
  return all;
}
