import { describe, expect, it } from "vitest";
import { AccountState } from "../../src/clearing/account-state.ts";
import { venueClearingConfig } from "../../src/clearing/config.ts";
import { splitCents } from "../../src/clearing/waterfall/layer.ts";
import { coverOf, stressedLoss } from "../../src/clearing/waterfall/stressed-loss.ts";
import { WATERFALL_LAYERS } from "../../src/core/waterfall-layer.ts";
import { Side } from "../../src/orderbook/index.ts";
import { AT_ONCE, SELLER, TinyMarket } from "./tiny-market.ts";

const LOT = 1_250_000;
const USUAL = ["account-margin", "account-wallet", "broker-capital", "default-fund-share", "house-stake"];
const ALL = [...USUAL, "mutual-fund", "assessment"];
/** Fund of $100,000, stake of $20,000, assessments of twice and in all three times a contribution. */
const SMALL = {
  order: ALL,
  brokerCapital: 0,
  defaultFundShare: 0,
  houseStake: 20_000,
  mutualFund: 100_000,
  assessment: 2,
  assessmentTotal: 3,
  members: ["members"],
};

/**
 * Clients 2 and 3; clearing members 5 (10 lots long) and 6 (30 lots long), whose collateral outlives any fall here, with
 * money of their own beside it. A step has passed, so that the fund is paid in.
 */
function market(waterfall: Record<string, unknown>, wallets = [1_000_000, 1_000_000]): TinyMarket {
  const populationOf = new Uint16Array(20);
  populationOf[5] = populationOf[6] = 1;
  const config = { ...SMALL, ...waterfall };
  const m = new TinyMarket({
    populationOf,
    populations: ["clients", "members"],
    clearing: { ...AT_ONCE, liquidation: { style: "at-once", patience: 10 }, waterfall: config },
  });
  m.account(5, 10, 1000, 10 * 5_000_000);
  m.account(6, 30, 1000, 30 * 5_000_000);
  // Money beyond initial margin is not to be had from the accounts: all of it is in the wallets.
  m.fund(5, wallets[0] * 100);
  m.fund(6, wallets[1] * 100);
  for (const member of [2, 3]) m.clearing.setOwner(member, 1e6, 0);
  m.step();
  return m;
}

/** The client loses `lots` x 75 ticks beyond its margin: $7,500 a lot. */
function fail(m: TinyMarket, member: number, lots: number): void {
  m.account(member, lots, 1000, lots * LOT);
  m.print(800);
  const id = m.quote(Side.Buy, 800, lots);
  m.run(2);
  m.cancel(id);
  expect(m.clearing.position(0, member)).toBe(0);
  m.ledger.checkConservation();
}

const uses = (m: TinyMarket): Record<string, number> =>
  Object.fromEntries(m.clearing.waterfalls()[0].layers.map(({ layer, used }) => [layer, used]));

/** Rows of the payments as `layer payer`: [asked, paid], of one default. */
function payments(m: TinyMarket, number = 1): Record<string, [number, number]> {
  const t = m.clearing.waterfallPayments();
  const rows: Record<string, [number, number]> = {};
  for (let i = 0; i < t.time.length; i++)
    if (t.number[i] === number) rows[`${WATERFALL_LAYERS[t.layer[i]]} ${t.payer[i]}`] = [t.asked[i], t.paid[i]];
  return rows;
}

describe("a default fund that members pay", () => {
  it("takes a stated amount from their wallets, pro rata to their margin", () => {
    const m = market({});
    expect(m.clearing.wallet(5, "USD")).toBe((1_000_000 - 25_000) * 100);
    expect(m.clearing.wallet(6, "USD")).toBe((1_000_000 - 75_000) * 100);
    const fund = m.clearing.waterfalls()[0].layers.find(({ layer }) => layer === "mutual-fund");
    expect(fund).toMatchObject({ used: 0, available: 100_000 });
    m.ledger.checkConservation();
  });

  it("is used and assessed in order, and who paid is on record", () => {
    const m = market({});
    fail(m, 2, 100);
    // $750,000: 20,000 of the house, 100,000 of the fund, 2 x 100,000 of assessments, and 430,000 that nobody covers.
    expect(uses(m)).toMatchObject({
      "house-stake": 20_000,
      "mutual-fund": 100_000,
      assessment: 200_000,
      uncovered: 430_000,
    });
    expect(payments(m)).toEqual({
      "house-stake house": [20_000, 20_000],
      "mutual-fund members": [100_000, 100_000],
      "assessment members": [200_000, 200_000],
      "uncovered nobody": [430_000, 430_000],
    });
    expect(m.clearing.wallet(5, "USD")).toBe((1_000_000 - 75_000) * 100);
    expect(m.clearing.wallet(6, "USD")).toBe((1_000_000 - 225_000) * 100);
    expect(m.clearing.liquidationTable().shortfall[0]).toBe(750_000);
  });

  it("asks for no more in all defaults together than the total", () => {
    const m = market({ review: 1000 });
    fail(m, 2, 100);
    fail(m, 3, 100);
    // The fund is empty; of three contributions two are paid.
    expect(payments(m, 2)).toMatchObject({
      "assessment members": [100_000, 100_000],
      "uncovered nobody": [650_000, 650_000],
    });
    expect(uses(m).assessment).toBe(300_000);
  });

  it("is asked in vain where a member has no money, and the others bear it within their own bounds", () => {
    // After its contribution member 6 has $25,000 in its wallet, and at 800 nothing above initial margin in its account.
    const m = market({}, [1_000_000, 100_000]);
    const surplus = 30 * (5_000_000 - 3_000_000);
    expect(m.clearing.withdraw(0, 6, surplus)).toBe(surplus);
    m.ledger.transferWallet(6, SELLER, "USD", surplus);
    expect(m.clearing.wallet(6, "USD")).toBe(2_500_000);
    fail(m, 2, 40);
    // $300,000: 20,000 + 100,000, then 180,000 asked 45,000 and 135,000: member 6 pays what it has, member 5 goes to 50,000.
    const rows = payments(m);
    const [asked, paid] = rows["assessment members"];
    expect(paid).toBe(50_000 + 25_000);
    expect(asked).toBe(50_000 + 135_000);
    expect(m.clearing.wallet(6, "USD")).toBe(0);
    expect(uses(m).uncovered).toBe(300_000 - 120_000 - 75_000);
  });

  it("uses a failed member's own contribution first, and asks only the others", () => {
    const m = market({}, [1_000_000, 1_000_000]);
    m.clearing.setOwner(6, 1e6, 0);
    // Member 6 becomes the one in default: its wallet goes too.
    m.ledger.transferWallet(6, SELLER, "USD", m.clearing.wallet(6, "USD"));
    m.clearing.withdraw(0, 6, 30 * 3_750_000);
    m.ledger.transferWallet(6, SELLER, "USD", m.clearing.wallet(6, "USD"));
    m.print(800);
    m.quote(Side.Buy, 800, 30);
    m.run(2);
    // 30 lots x $7,500 = $225,000.
    expect(m.clearing.accountState(0, 6)).toBe(AccountState.Defaulted);
    expect(uses(m)).toMatchObject({
      "default-fund-share": 75_000,
      "house-stake": 20_000,
      "mutual-fund": 25_000,
      assessment: 50_000,
      uncovered: 55_000,
    });
    m.ledger.checkConservation();
  });

  it("goes back to those who paid when a declared account is worth more in the end", () => {
    const m = market({});
    m.account(2, 100, 1000, 100 * LOT);
    m.print(800);
    m.run(13);
    expect(uses(m).uncovered).toBe(430_000);
    const wallet = m.clearing.wallet(6, "USD");
    // At 850 the account owes $250,000 only: 500,000 go back, 430,000 to nobody and 70,000 of the assessments.
    m.print(850);
    m.quote(Side.Buy, 850, 100);
    m.run(3);
    expect(uses(m)).toMatchObject({ uncovered: 0, assessment: 130_000, "mutual-fund": 100_000 });
    expect(m.clearing.wallet(6, "USD") - wallet).toBe(0.75 * 70_000 * 100);
    m.ledger.checkConservation();
  });
});

describe("gains that are haircut", () => {
  it("are taken from all who gained since the settlement in the same proportion", () => {
    const m = market({ order: [...USUAL, "gains-haircut"], members: undefined, gainsHaircut: 0.5 });
    m.account(7, -30, 1000, 30 * 3_000_000);
    m.account(8, -10, 1000, 10 * 3_000_000);
    const before = [7, 8, SELLER].map((member) => m.clearing.equity(0, member));
    fail(m, 2, 100);
    // SELLER is short 10 + 30 + 100 lots against the longs here, and one more or less by the prints.
    const t = m.clearing.waterfallPayments();
    const i = [...t.layer].findIndex((layer) => WATERFALL_LAYERS[layer] === "gains-haircut");
    expect(t.paid[i]).toBe(730_000);
    expect(uses(m)).toMatchObject({ "house-stake": 20_000, "gains-haircut": 730_000, uncovered: 0 });
    const gains = [7, 8].map((member, k) => m.clearing.equity(0, member) - before[k]);
    // Each keeps the same part of 200 ticks a lot.
    expect(gains[0] / 30 / (gains[1] / 10)).toBeCloseTo(1, 6);
    expect(gains[0]).toBeLessThan(30 * 2_000_000);
    m.ledger.checkConservation();
  });

  it("are taken no further than the stated part, and once", () => {
    const m = market({
      order: ["account-margin", "gains-haircut", "second-stake"],
      members: undefined,
      gainsHaircut: 0.1,
      secondStake: 1e6,
    });
    fail(m, 2, 100);
    const first = uses(m)["gains-haircut"];
    const layers = () => m.clearing.waterfalls()[0].layers;
    expect(first).toBeCloseTo((layers()[1].available as number) * 1, 6);
    expect(uses(m)["second-stake"]).toBe(750_000 - first);
    expect(layers().map(({ layer }) => layer)).toEqual([
      "account-margin",
      "gains-haircut",
      "second-stake",
      "uncovered",
    ]);
    fail(m, 3, 10);
    // The gains of before were taken: there are those on the lots of member 3, and on the one that the mark's print took.
    expect(uses(m)["gains-haircut"] - first).toBe(11 * 20_000 * 0.1);
  });
});

describe("a fund that covers the failure of its two largest members", () => {
  const exposures = [
    { equity: 1000, value: 10_000 },
    { equity: 500, value: 4000 },
    { equity: 3000, value: -8000 },
    { equity: 100, value: -2000 },
  ];

  it("is the largest sum of their losses beyond what they have, over the moves", () => {
    expect(stressedLoss(exposures[0], -0.2)).toBe(1000);
    expect(stressedLoss(exposures[0], 0.2)).toBe(0);
    // Down 20%: 1000 and 300. Up 50%: 1000 and 900. Up 20%: 300.
    expect(coverOf(exposures, [-0.2], 2)).toBe(1300);
    expect(coverOf(exposures, [0.5], 2)).toBe(1900);
    expect(coverOf(exposures, [-0.2, 0.2, 0.5], 2)).toBe(1900);
    expect(coverOf(exposures, [-0.2, 0.2, 0.5], 1)).toBe(1000);
    expect(coverOf([], [-0.2], 2)).toBe(0);
  });

  it("is paid in by margin and sized anew at each review", () => {
    const m = market({ cover: { moves: ["-60%"] }, review: 1 });
    // Members 5 and 6 have 500 of 1000 a lot: down 60% each lacks 100 ticks a lot, $10,000: 40 lots in all.
    const fund = () => m.clearing.waterfalls()[0].layers.find(({ layer }) => layer === "mutual-fund")?.available;
    expect(fund()).toBe(400_000);
    expect(m.clearing.wallet(6, "USD")).toBe((1_000_000 - 300_000) * 100);
    m.print(900);
    m.step(14 * 60);
    // Settled at 900: equity 400, a fall of 540: 140 ticks a lot.
    expect(fund()).toBe(560_000);
    m.print(1000);
    m.step(24 * 60);
    expect(fund()).toBe(400_000);
    m.ledger.checkConservation();
  });

  it("is smaller where members cannot pay, and that is not hidden", () => {
    const m = market({ cover: { moves: ["-60%"], least: 8e6 } }, [50_000, 50_000]);
    const fund = m.clearing.waterfalls()[0].layers.find(({ layer }) => layer === "mutual-fund")?.available as number;
    // All of the wallets, and what the accounts have above initial margin: $37,500 a lot.
    expect(fund).toBe(100_000 + 40 * 37_500);
    expect(m.clearing.houses[0]?.waterfall.members?.unpaid).toBe((8e6 - fund) * 100);
  });
});

describe("a waterfall that cannot be", () => {
  const faults = (waterfall: Record<string, unknown>): string[] => {
    const { error } = venueClearingConfig.safeParse({ waterfall });
    return (error?.issues ?? []).map(({ path, message }) => `${path.join(".")}: ${message}`);
  };

  it.each<[string, Record<string, unknown>, RegExp]>([
    [
      "an assessment without members",
      { order: ["account-margin", "mutual-fund", "assessment"] },
      /order\.2: an assessment without members/,
    ],
    ["an empty list of members", { members: [] }, /members: an assessment without members/],
    [
      "a layer that stands twice",
      { order: ["account-margin", "house-stake", "house-stake"] },
      /order\.2: "house-stake" stands twice/,
    ],
    [
      "no margin of the defaulter",
      { order: ["house-stake"] },
      /order: the defaulter's own margin bears its loss first/,
    ],
    ["margin that is not first", { order: ["house-stake", "account-margin"] }, /the defaulter's own margin/],
    ["an assessment of nothing", { members: ["m"], mutualFund: 0 }, /mutualFund: .* which is nothing/],
    [
      "an assessment without a fund",
      { members: ["m"], order: ["account-margin", "assessment"] },
      /mutual-fund must be a layer/,
    ],
    ["less in all than in one default", { members: ["m"], assessmentTotal: 1 }, /assessmentTotal: members cannot/],
    ["stressed losses of nobody", { cover: { moves: [-0.2] } }, /cover: .* needs `members`/],
    ["a second stake that no layer uses", { secondStake: 5 }, /secondStake: no layer uses it/],
  ])("is told: %s", (_, waterfall, message) => {
    expect(faults(waterfall).join("\n")).toMatch(message);
  });

  it("is not told of the usual one, nor of one with members", () => {
    expect(faults({})).toEqual([]);
    expect(faults({ members: ["m"] })).toEqual([]);
    expect(faults({ order: ["account-margin"] })).toEqual([]);
  });
});

describe("splitting cents", () => {
  it("gives out all of it, by weight, and no more than the bounds", () => {
    expect(splitCents(100, [1, 1, 1], [100, 100, 100])).toEqual([33, 33, 34]);
    expect(splitCents(100, [1, 3, 0], [10, 100, 100])).toEqual([10, 90, 0]);
    expect(splitCents(7, [0, 0], [5, 5])).toEqual([0, 0]);
    const big = [3e14, 1, 6e14];
    expect(splitCents(9e14, big, big).reduce((sum, part) => sum + part, 0)).toBe(9e14);
  });
});
