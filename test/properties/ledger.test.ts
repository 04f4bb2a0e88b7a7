/** Properties of clearing under random trades, deposits, marks and liquidations. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AccountState } from "../../src/clearing/account-state.ts";
import { breachPrice } from "../../src/clearing/breach.ts";
import { MarginLadder } from "../../src/clearing/margin-ladder.ts";
import { WATERFALL_LAYERS } from "../../src/core/waterfall-layer.ts";
import type { Side } from "../../src/orderbook/index.ts";
import { SHARES, SILVER, TinyMarket } from "../clearing/tiny-market.ts";

const MEMBERS = 12;

/** One thing that happens; numbers from 0 to 1 are scaled to what they mean. */
type Deed = readonly [kind: number, member: number, size: number, price: number];
const deeds = fc.array(fc.tuple(fc.nat(9), fc.integer({ min: 2, max: MEMBERS - 1 }), fc.nat(1000), fc.nat(1000)), {
  minLength: 20,
  maxLength: 120,
});

const settings = fc.record({
  style: fc.constantFrom("at-once", "sliced", "floor", "auction", "deleverage"),
  next: fc.constantFrom("floor", "deleverage"),
  price: fc.constantFrom("uniform", "pay-as-bid"),
  lastResort: fc.constantFrom("never", "patience", "uncovered"),
  fee: fc.constantFrom(0, 0.01),
  least: fc.constantFrom(0, 1, 50),
  patience: fc.constantFrom(2, 30),
  grace: fc.constantFrom(0, 3),
  call: fc.boolean(),
  payDelay: fc.constantFrom(0, 2),
  recourse: fc.constantFrom(0, 0.5, 1),
  brokerCapital: fc.constantFrom(0, 100, 1e6),
  waterfall: fc.constantFrom(
    {},
    { members: ["clearers"], review: 1 },
    { members: ["clearers"], cover: { moves: [-0.3, 0.3], least: 1000 }, assessment: 1 },
    {
      order: ["account-margin", "gains-haircut", "account-wallet", "second-stake", "mutual-fund"],
      members: ["clearers"],
      gainsHaircut: 0.5,
      secondStake: 70,
    },
  ),
  seed: fc.nat(1000),
});
type Settings = typeof settings extends fc.Arbitrary<infer T> ? T : never;

function market(s: Settings): TinyMarket {
  const rest = { defaultFundShare: 50, houseStake: 40, mutualFund: 30, assessment: 2, recourse: s.recourse };
  const broker = s.call ? { share: 1, call: { deadline: 4 } } : { share: 1, grace: s.grace };
  const m = new TinyMarket({
    members: MEMBERS,
    // The hands, and two of those who trade, clear directly.
    populationOf: Uint16Array.from({ length: MEMBERS }, (_, member) => (member < 4 ? 1 : 0)),
    populations: ["all", "clearers"],
    venues: [SILVER, SHARES],
    seed: s.seed,
    clearing: {
      brokers: [broker, { share: 1, grace: 1, addOn: 0.05, cutOff: 0.3 }],
      liquidation: {
        style: s.style,
        least: s.least,
        patience: s.patience,
        fee: s.fee,
        auction: { wait: s.grace, next: s.next, price: s.price, asked: 4, reserve: 0.3 },
        deleverage: { lastResort: s.lastResort },
      },
      waterfall: { ...rest, brokerCapital: s.brokerCapital, ...s.waterfall },
    },
  });
  for (let member = 2; member < MEMBERS; member++) {
    m.fund(member, 2e8);
    m.clearing.setOwner(member, s.payDelay, 1);
    m.ledger.moveShares(1, 0, member, 10);
  }
  return m;
}

/** Does it. Prices stay between 500 and 1500 of an opening 1000. */
function act(m: TinyMarket, [kind, member, size, price]: Deed): void {
  const ticks = 500 + price;
  const lots = 1 + (size % 40);
  const side = (size % 2) as Side;
  const venue = price % 3 === 0 ? 1 : 0;
  if (kind <= 2) {
    m.quote((1 - side) as Side, ticks, lots, venue);
    m.order(member, side, ticks, lots, venue, 1);
  } else if (kind === 3) m.quote(side, ticks, lots, venue);
  else if (kind === 4) m.order(member, side, ticks, lots, venue);
  else if (kind === 5) {
    const cents = Math.min(size * 1000, m.clearing.wallet(member, "USD"));
    m.ledger.deposit(member, venue, cents);
  } else if (kind === 6) m.clearing.withdraw(venue, member, size * 1e5);
  else if (kind === 7) m.clearing.setMargin(0, { maintenance: 0.02 + (size % 20) / 100 }, m.time);
  else if (kind === 8) m.step(1 + (size % 5));
  else m.step(1 + (size % 400));
}

/** Open interest is the sum of long lots, and the holders are those with a position. */
function checkHolders(m: TinyMarket): void {
  for (let v = 0; v < 2; v++) {
    const position = Array.from({ length: MEMBERS }, (_, member) => m.ledger.position(v, member));
    expect(m.clearing.openInterest(v)).toBe(position.reduce((sum, lots) => sum + Math.max(0, lots), 0));
    const { list, size } = m.ledger.holders[v];
    const holders = [...list.subarray(0, size)].sort((a, b) => a - b);
    expect(holders).toEqual(position.flatMap((lots, member) => (lots !== 0 ? [member] : [])));
  }
}

/** After a round, no healthy account is in breach: those in breach are called or being sold. */
function checkStates(m: TinyMarket): void {
  const house = m.clearing.houses[0];
  if (house === null) throw new Error("venue 0 is margined");
  const mark = m.venues[0].markTicks;
  const counts = [0, 0, 0, 0, 0];
  for (let member = 0; member < MEMBERS; member++) {
    const state = m.clearing.accountState(0, member);
    counts[state]++;
    if (state !== AccountState.Healthy) continue;
    const rate = house.rates.classMaintenance[house.accounts.rateClass[member]];
    const margin = rate * Math.abs(house.accounts.position(member)) * mark;
    expect(house.accounts.equity(member, mark)).toBeGreaterThanOrEqual(margin - 1e-6);
  }
  expect(m.clearing.called(0)).toBe(counts[AccountState.Called]);
  expect(m.clearing.liquidating(0)).toBe(counts[AccountState.Liquidating]);
}

/** Every forced order closes, and belongs to an episode that a breach began; lots closed are those that were traded. */
function checkEpisodes(m: TinyMarket): void {
  const t = m.clearing.liquidationTable();
  let closed = 0;
  for (let i = 0; i < t.member.length; i++) {
    closed += t.closed[i] - t.auctionLots[i] - t.deleveragedLots[i];
    expect(t.position[i]).not.toBe(0);
    expect(t.auctionLots[i] + t.deleveragedLots[i]).toBeLessThanOrEqual(t.closed[i]);
    expect(t.deleveragedTaken[i]).toBeGreaterThanOrEqual(0);
    expect(t.auctionConcession[i]).toBeGreaterThanOrEqual(0);
  }
  expect(closed).toBe(m.forcedLots);
  for (const { member, time, side } of m.forced) {
    const begun = t.member.findIndex(
      (who, i) =>
        who === member &&
        t.triggered[i] <= time &&
        (Number.isNaN(t.ended[i]) || t.ended[i] >= time) &&
        t.position[i] > 0 === (side === 1),
    );
    expect(begun).toBeGreaterThanOrEqual(0);
  }
  expect(m.clearing.breaches(0)).toBeGreaterThanOrEqual(t.member.length > 0 ? 1 : 0);
}

/** Nobody owes after a default, and what the waterfall's layers bore is what defaulters owed. */
function checkWaterfall(m: TinyMarket): void {
  const { layers } = m.clearing.waterfalls()[0];
  for (const { used, available, layer } of layers) {
    expect(used).toBeGreaterThanOrEqual(0);
    if (layer !== "uncovered") expect(used).toBeLessThanOrEqual(available);
  }
  const house = m.clearing.houses[0];
  let borne = 0;
  for (const { layer, used } of layers) if (!layer.startsWith("account-")) borne += used;
  const p = m.clearing.waterfallPayments();
  // Who paid what adds up to what the layers bore.
  for (const [i, layer] of WATERFALL_LAYERS.entries()) {
    const paid = p.paid.reduce((sum, cents, row) => sum + (p.layer[row] === i ? cents : 0), 0);
    expect(paid).toBeCloseTo(layers.find((one) => one.layer === layer)?.used ?? 0, 2);
  }
  const t = m.clearing.liquidationTable();
  // Defaults without a forced episode (an owner that closed below zero by itself) come on top of the table's.
  const inTable = t.shortfall.reduce((sum, cents) => sum + cents, 0);
  if ((house?.defaults.count ?? 0) === t.shortfall.filter((cents) => cents > 0).length)
    expect(borne).toBeCloseTo(inTable, 4);
  else expect(borne).toBeGreaterThanOrEqual(inTable - 1e-4);
  for (let member = 2; member < MEMBERS; member++)
    if (m.clearing.accountState(0, member) === AccountState.Defaulted && m.clearing.position(0, member) === 0)
      expect(m.clearing.equity(0, member)).toBeGreaterThanOrEqual(0);
}

describe("whatever happens", () => {
  it("nothing is made or lost, states are true, forced orders have their breach, and losses their bearers", () => {
    let defaults = 0;
    let episodes = 0;
    let auctioned = 0;
    let deleveraged = 0;
    fc.assert(
      fc.property(settings, deeds, (s, list) => {
        const m = market(s);
        for (const deed of list) {
          act(m, deed);
          m.ledger.checkConservation();
          if (deed[0] >= 8) checkStates(m);
        }
        checkHolders(m);
        checkEpisodes(m);
        checkWaterfall(m);
        defaults += m.clearing.defaulted(0);
        const table = m.clearing.liquidationTable();
        episodes += table.member.length;
        auctioned += table.auctionLots.reduce((sum, lots) => sum + lots, 0);
        deleveraged += table.deleveragedTaken.reduce((sum, taken) => sum + taken, 0);
      }),
      { numRuns: 250 },
    );
    // The draws must reach what is to be tested.
    expect(defaults).toBeGreaterThan(20);
    expect(episodes).toBeGreaterThan(100);
    expect(auctioned).toBeGreaterThan(100);
    expect(deleveraged).toBeGreaterThan(0);
  });
});

it("who is brought under the margin by a haircut of gains is in breach in the same round", () => {
  const plain = {
    next: "floor",
    price: "uniform",
    lastResort: "never",
    fee: 0,
    least: 0,
    patience: 2,
    grace: 0,
  } as const;
  const m = market({
    ...plain,
    style: "at-once",
    call: false,
    payDelay: 0,
    recourse: 0,
    brokerCapital: 0,
    waterfall: {
      order: ["account-margin", "gains-haircut", "account-wallet", "second-stake", "mutual-fund"],
      members: ["clearers"],
      gainsHaircut: 0.5,
      secondStake: 70,
    },
    seed: 0,
  });
  const nothing = (count: number): Deed[] => Array.from({ length: count }, () => [0, 2, 0, 0]);
  const list: Deed[] = [[0, 3, 432, 991], [0, 2, 0, 1], [0, 2, 105, 229], ...nothing(15), [8, 2, 1, 0]];
  for (const deed of list) act(m, deed);
  expect(m.clearing.waterfallPayments().paid.length).toBeGreaterThan(0);
  checkStates(m);
});

describe("the ladder", () => {
  const account = fc.record({
    base: fc.double({ min: -5e6, max: 5e6, noNaN: true }),
    position: fc.integer({ min: -300, max: 300 }),
  });
  const ladders = fc.record({
    accounts: fc.array(account, { minLength: 1, maxLength: 60 }),
    marks: fc.array(fc.integer({ min: 1, max: 40_000 }), { minLength: 1, maxLength: 30 }),
    rate: fc.double({ min: 0, max: 0.9, noNaN: true }),
  });

  it("finds those in breach at any mark, as looking at everyone does", () => {
    fc.assert(
      fc.property(ladders, ({ accounts, marks, rate }) => {
        const ladder = new MarginLadder(accounts.length);
        const inBreach = (i: number, mark: number): boolean => {
          const { base, position } = accounts[i];
          return base + position * mark < rate * Math.abs(position) * mark;
        };
        for (const mark of marks) {
          accounts.forEach(({ base, position }, i) => {
            ladder.place(i, base, position, rate);
          });
          const n = ladder.trigger(mark);
          const found = [...ladder.popped.subarray(0, n)].filter((i) => inBreach(i, mark)).sort((a, b) => a - b);
          const all = accounts.map((_, i) => i).filter((i) => accounts[i].position !== 0 && inBreach(i, mark));
          expect(found).toEqual(all);
          // Nobody is looked at in vain but those whom rounding puts on the edge.
          for (const i of ladder.popped.subarray(0, n)) {
            const price = breachPrice(accounts[i].base, accounts[i].position, rate);
            if (!inBreach(i, mark)) expect(Math.abs(price - mark)).toBeLessThanOrEqual(1e-6 * Math.abs(mark) + 1e-6);
          }
        }
      }),
      { numRuns: 400 },
    );
  });
});

describe("sleeping accounts", () => {
  /** Twenty accounts that trade and breach, and `asleep` that do neither. */
  function work(asleep: number): number {
    const m = new TinyMarket({ members: 30 + asleep, venues: [SILVER] });
    for (let member = 2; member < 22; member++) m.account(member, 10, 1000, 12_500_000 + member * 100_000);
    for (let i = 0; i < asleep; i++) m.account(30 + i, i % 2 ? 1 : -1, 1000, 50_000_000);
    const ladder = m.clearing.houses[0]?.ladder as MarginLadder;
    m.step();
    const before = ladder.operations;
    for (let i = 0; i < 60; i++) {
      m.print(1000 - i);
      m.quote(0, 1000 - i - 3, 5);
      m.step();
    }
    m.step(720);
    return ladder.operations - before;
  }

  it("cost nothing: a hundred times as many leave the work as it was", () => {
    const few = work(100);
    expect(few).toBeGreaterThan(100);
    expect(work(10_000)).toBe(few);
  });
});
