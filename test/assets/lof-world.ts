/** A world with the fund: international and Shanghai futures, the fund's shares, and who a test needs. */

import { commercials } from "../../src/agents/commercials.ts";
import { lofManager } from "../../src/agents/lof-manager.ts";
import type { PopulationKind } from "../../src/agents/population.ts";
import { MINUTE } from "../../src/core/time.ts";
import { type Cast, futures, MiniWorld, START } from "../agents/mini-world.ts";

export const COMEX = 0;
export const SHFE = 1;
export const LOF = 2;
/** Places in the cast of `lofWorld`; the test's own populations follow. */
export const MANAGER = 1;
export const OTHERS = 2;
/** Opening prices in ticks: $80, 20,000 yuan a kilogram, 2.000 yuan a share. */
export const P = Object.freeze([16_000, 20_000, 2_000]);

/** Fund, manager and Shanghai shorts, with the changes that a test asks for. The published value is 2. */
export function lofWorld(
  options: {
    cast?: readonly Cast[];
    fund?: Record<string, unknown>;
    manager?: Record<string, unknown>;
    registry?: number;
    lof?: Record<string, unknown>;
    shfe?: Record<string, unknown>;
    attention?: Record<string, unknown>;
    seed?: number;
    without?: readonly string[];
  } = {},
): MiniWorld {
  const beijing = { zone: "Asia/Shanghai", currency: "CNY", dayOrders: true };
  const shenzhen = [
    { from: "09:15", to: "09:25", phase: "auction" },
    { from: "09:30", to: "11:30" },
    { from: "13:00", to: "15:00" },
  ];
  const limit = (rate: string) => [{ kind: "daily-limit", down: rate, up: rate, rounding: "nearest" }];
  const w = new MiniWorld({
    ...(options.seed === undefined ? {} : { seed: options.seed }),
    ...(options.without === undefined ? {} : { without: options.without }),
    venues: {
      comex: futures(),
      shfe: futures({
        ...beijing,
        unit: "kg",
        tick: 1,
        multiplier: 15,
        price: 20_000,
        sessions: [{ from: "09:00", to: "15:00" }],
        settlement: { at: "15:00", method: "last" },
        rules: limit("17%"),
        ...options.shfe,
      }),
      lof: {
        ...beijing,
        unit: "share",
        tick: 0.001,
        multiplier: 100,
        price: 2,
        settles: "cash",
        resale: 1,
        sessions: shenzhen,
        settlement: { at: "15:00", method: "last" },
        rules: limit("10%"),
        ...options.lof,
      },
    },
    assets: {
      attention: { venue: "comex", ...options.attention },
      fund: { venue: "lof", futures: "shfe", international: "comex", nav: 2, ...options.fund },
    },
    cast: [
      { kind: commercials as unknown as PopulationKind, members: 5, config: { venue: "shfe", money: 1e12 } },
      {
        kind: lofManager as unknown as PopulationKind,
        members: options.registry ?? 11,
        config: { shares: 1e9, redemption: { base: 0, fear: 0, distrust: 0 }, ...options.manager },
      },
      ...(options.cast ?? []),
    ],
  });
  // The hand may sell shares that it does not have.
  for (let hand = 0; hand < 8; hand++) w.clearing.setIssuer(LOF, hand, 1e8);
  return w;
}

/** ms UTC of a Beijing wall-clock time on a day of the run (0: Monday 5 January 2026). */
export function beijing(day: number, hour: number, minute = 0): number {
  return START + day * 86_400_000 + (hour - 8) * 60 * MINUTE + minute * MINUTE;
}

/** Runs to `until`, quoting each venue that takes orders at its price in ticks; populations act only when `acting`. */
export function runTo(
  w: MiniWorld,
  until: number,
  price: (v: number, time: number) => number,
  options: { acting?: boolean; quote?: readonly number[]; lots?: number } = {},
): void {
  const { acting = false, quote = [COMEX, SHFE, LOF], lots = 100_000 } = options;
  while (w.time < until) {
    for (const v of quote) {
      const venue = w.venues[v];
      if (!venue.accepting) continue;
      const ticks = Math.min(
        venue.limitHighTicks > 0 ? venue.limitHighTicks - 1 : 1e9,
        Math.max(venue.limitLowTicks + 1, price(v, w.time)),
      );
      w.print(v, ticks);
      w.quote(v, ticks, { lots });
    }
    if (acting) w.act();
    w.tick();
  }
}

/** All money of a currency, exactly: wallets, collateral, and cash at each venue. */
export function moneyOf(w: MiniWorld, currency: string): bigint {
  const { ledger } = w.clearing;
  let sum = 0n;
  for (let m = 0; m < ledger.members; m++) sum += BigInt(ledger.wallet(m, currency));
  for (const venue of w.venues) {
    if (venue.currency !== currency) continue;
    for (let m = 0; m < ledger.members; m++) {
      sum +=
        BigInt(ledger.collateral(venue.index, m)) + BigInt(ledger.cash(venue.index, m)) * BigInt(venue.centsPerTick);
    }
  }
  return sum;
}
