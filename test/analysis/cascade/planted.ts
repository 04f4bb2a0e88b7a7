/**
 * A planted market whose cascade is known by hand: ten accounts, a book with two lots at every tick, and three orders from
 * outside, run through the engine itself. What comes of it is worked out in tree.test.ts.
 */
import type { Desk } from "../../../src/agents/desk.ts";
import type { Population, View } from "../../../src/agents/population.ts";
import { Cause, tagOf } from "../../../src/core/cause.ts";
import { deepFreeze } from "../../../src/core/freeze.ts";
import { type Scenario, scenarioSchema } from "../../../src/engine/config.ts";
import type { RunResult } from "../../../src/engine/result.ts";
import { Simulation } from "../../../src/engine/simulation.ts";
import { Side, TimeInForce } from "../../../src/orderbook/index.ts";

/** Members of the crowd are 0 … 9; of the others: who bids and offers, who sells, who buys, who is short to the crowd. */
const [MAKER, SELLER, BUYER, OTHER] = [10, 11, 12, 13];
const START = "2026-01-29T08:00:00Z";

/** Lots, entry price, and the mark below (for a short: above) which each account is sold out. */
const ACCOUNTS: readonly (readonly [lots: number, entry: number, breach: number])[] = [
  [2, 1000, 998.5],
  [2, 1000, 997.5],
  [2, 1000, 997.5],
  [4, 1000, 995.5],
  [2, 1000, 995.5],
  [2, 1000, 991.5],
  [2, 1000, 989.5],
  [-2, 1000, 1000.5],
  [2, 1000, 900.5],
];
const LATE = 9;

function scenario(attribution: "volume" | "shapley"): Scenario {
  const venue = {
    zone: "UTC", currency: "USD", unit: "oz", tick: 1, multiplier: 1, price: 1000, history: [1000, 1000, 1000],
    sessions: [{ from: "08:00", to: "17:00" }], settlement: { at: "16:00" },
  }; // biome-ignore format: a table
  const pit = {
    margin: { kind: "fixed", maintenance: 0.1, ratio: 5 },
    brokers: [{ share: 1, grace: 0 }],
    liquidation: { style: "at-once" },
  };
  const noise = { kind: "noise-traders", venue: "pit" };
  const parsed = scenarioSchema.parse({
    name: "planted",
    main: "pit",
    clock: { start: START, end: "2026-01-29T08:08:00Z" },
    venues: { pit: venue },
    clearing: { roundsPerMinute: 20, pit },
    assets: { fairValue: { start: 1000 } },
    populations: { crowd: { ...noise, members: 10 }, others: { ...noise, members: 4 } },
    record: { attribution },
  });
  return deepFreeze(parsed as unknown as Scenario);
}

/** Sends the orders of the plan, each in its minute; nobody else trades. */
class Script implements Population {
  readonly fast = false;
  private readonly simulation: Simulation;

  constructor(simulation: Simulation) {
    this.simulation = simulation;
  }

  endow(): void {}

  act(view: View, desk: Desk): void {
    const minute = (view.time - Date.parse(START)) / 60_000;
    const tag = (cause: number): number => tagOf(1, cause);
    if (minute === 1) {
      for (let price = 999; price >= 950; price--)
        desk.limit(MAKER, 0, Side.Buy, price, 2, TimeInForce.Gtc, tag(Cause.MarketMaking));
      desk.limit(MAKER, 0, Side.Sell, 1001, 10, TimeInForce.Gtc, tag(Cause.MarketMaking));
      desk.limit(MAKER, 0, Side.Sell, 1003, 1000, TimeInForce.Gtc, tag(Cause.MarketMaking));
    }
    if (minute === 3) desk.market(SELLER, 0, Side.Sell, 4, tag(Cause.Voluntary));
    if (minute === 4) {
      desk.market(BUYER, 0, Side.Buy, 10, tag(Cause.Value));
      account(this.simulation, LATE, 2, 997, 991.5);
    }
    if (minute === 5) desk.market(SELLER, 0, Side.Sell, 2, tag(Cause.Voluntary));
  }
}

/** Opens an account whose equity is a tenth of its position's value at that price. */
function account({ world }: Simulation, member: number, lots: number, entry: number, breach: number): void {
  const { ledger } = world.clearing;
  const cents = Math.round(100 * (0.1 * Math.abs(lots) * breach - lots * (breach - entry)));
  ledger.endow(member, "USD", cents);
  ledger.deposit(member, 0, cents);
  if (lots > 0) ledger.openPosition(0, member, OTHER, lots, entry);
  else ledger.openPosition(0, OTHER, member, -lots, entry);
}

/** Runs the plan. */
export function plantedRun(attribution: "volume" | "shapley" = "volume"): RunResult {
  const simulation = new Simulation(scenario(attribution), 1);
  const { world } = simulation;
  const { ledger } = world.clearing;
  const idle: Population = { fast: false, endow() {}, act() {} };
  (world.populations as Population[])[0] = idle;
  (world.populations as Population[])[1] = new Script(simulation);
  for (let member = 0; member < 14; member++) world.clearing.setOwner(member, 0, 0);
  for (const member of [MAKER, SELLER, BUYER, OTHER]) {
    ledger.endow(member, "USD", 1e12);
    ledger.deposit(member, 0, 1e11);
  }
  ACCOUNTS.forEach(([lots, entry, breach], member) => {
    account(simulation, member, lots, entry, breach);
  });
  while (!simulation.ended) simulation.step();
  return simulation.result();
}
