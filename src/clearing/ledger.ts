/**
 * Who has what. Positions are whole lots, cash is in whole ticks x lots, money in whole cents, so every sum is exact.
 * Every movement is a transfer between two rows: positions and cash of a venue always add up to 0, money of a currency
 * to what was endowed. An account's equity is collateral + (cash + position * mark) * centsPerTick.
 */
import { AccountField, AccountTable } from "./account-table.ts";
import type { ClearedVenue } from "./cleared-venue.ts";
import { MemberSet } from "./member-set.ts";

const { BITS, POSITION, CASH, COLLATERAL, WALLET, TOUCHED, HOLDER, ENTRY, REALISED } = AccountField;

export class Ledger {
  readonly members: number;
  /** Per venue. */
  readonly accounts: readonly AccountTable[];
  /** Per venue: members with a position, and members whose account changed since clearing last looked. */
  readonly holders: readonly MemberSet[];
  readonly touched: readonly MemberSet[];
  /** Currencies in the order of the venues that use them. */
  readonly currencies: readonly string[];
  /** Per currency: the rows that hold its wallets. */
  private readonly wallets: readonly Float64Array[];
  private readonly currencyOf: Uint8Array;
  private readonly centsPerTick: Float64Array;
  private readonly margined: Uint8Array;
  /** Per venue: lots on the long side. */
  private readonly longs: Float64Array;
  /** Per venue: the house's own row, the other side of cash turned into money. Its two columns always cancel. */
  private readonly poolCash: Float64Array;
  private readonly poolCents: Float64Array;
  /** Rows of the waterfalls' layers: currency and cents. */
  private readonly layerCurrency: number[] = [];
  private readonly layerCents: number[] = [];
  /** Per currency: cents that were ever endowed. */
  private readonly supply: Float64Array;

  /** @param members how many there are: 0 … members-1 */
  constructor(venues: readonly ClearedVenue[], members: number) {
    this.members = members;
    this.accounts = venues.map(() => new AccountTable(members));
    this.holders = this.accounts.map(({ rows }) => new MemberSet(rows, BITS, HOLDER));
    this.touched = this.accounts.map(({ rows }) => new MemberSet(rows, BITS, TOUCHED));
    this.currencies = [...new Set(venues.map((venue) => venue.currency))];
    const homes = this.currencies.map((currency) => venues.findIndex((venue) => venue.currency === currency));
    this.wallets = homes.map((venue) => this.accounts[venue].rows);
    this.currencyOf = Uint8Array.from(venues, (venue) => this.currencies.indexOf(venue.currency));
    this.centsPerTick = Float64Array.from(venues, (venue) => venue.centsPerTick);
    this.margined = Uint8Array.from(venues, (venue) => (venue.isFutures ? 1 : 0));
    this.longs = new Float64Array(venues.length);
    this.poolCash = new Float64Array(venues.length);
    this.poolCents = new Float64Array(venues.length);
    this.supply = new Float64Array(this.currencies.length);
  }

  /** Lots that the member holds at the venue; below 0 is short (or issued). */
  position(venue: number, member: number): number {
    return this.accounts[venue].position(member);
  }

  /** Ticks x lots that the member received less paid at the venue and that are not yet turned into money. */
  cash(venue: number, member: number): number {
    return this.accounts[venue].cash(member);
  }

  /** Ticks x lots that trading at the venue has won the member so far, what it holds valued at `mark`. */
  booked(venue: number, member: number, mark: number): number {
    const { rows } = this.accounts[venue];
    const at = member << BITS;
    return rows[at + CASH] + rows[at + REALISED] + rows[at + POSITION] * mark;
  }

  /** Cents that the member has at the venue's house or broker. */
  collateral(venue: number, member: number): number {
    return this.accounts[venue].collateral(member);
  }

  /** Ticks x lots at which the open position was entered, 0 or more: its mean price x its lots. */
  entry(venue: number, member: number): number {
    return this.accounts[venue].rows[(member << BITS) + ENTRY];
  }

  /** Cents that the member holds outside any house; 0 for a currency that no venue uses. */
  wallet(member: number, currency: string): number {
    const c = this.currencies.indexOf(currency);
    return c < 0 ? 0 : this.wallets[c][(member << BITS) + WALLET];
  }

  /** Cents in the wallet from which the member pays at that venue. */
  walletAt(venue: number, member: number): number {
    return this.wallets[this.currencyOf[venue]][(member << BITS) + WALLET];
  }

  /** Lots on the long side of the venue. */
  openInterest(venue: number): number {
    return this.longs[venue];
  }

  /** Gives the member new money. Throws unless `cents` is a whole number of 0 or more. */
  endow(member: number, currency: string, cents: number): void {
    const c = this.currency(currency);
    const whole = wholeCents(cents);
    this.wallets[c][(member << BITS) + WALLET] += whole;
    this.supply[c] += whole;
  }

  /** Moves money between wallets. Throws when the payer has less. */
  transferWallet(from: number, to: number, currency: string, cents: number): void {
    const wallets = this.wallets[this.currency(currency)];
    const whole = wholeCents(cents);
    const has = wallets[(from << BITS) + WALLET];
    if (whole > has) throw new RangeError(`member ${from} has ${has} cents ${currency}, not ${whole}`);
    wallets[(from << BITS) + WALLET] -= whole;
    wallets[(to << BITS) + WALLET] += whole;
  }

  /** Moves money from the member's wallet to its collateral at the venue. Throws when the wallet has less. */
  deposit(member: number, venue: number, cents: number): void {
    const wallets = this.wallets[this.currencyOf[venue]];
    const whole = wholeCents(cents);
    const has = wallets[(member << BITS) + WALLET];
    if (whole > has) throw new RangeError(`member ${member}'s wallet has ${has} cents, not ${whole}`);
    wallets[(member << BITS) + WALLET] -= whole;
    this.credit(venue, member, whole);
    this.touch(venue, member);
  }

  /** Moves collateral back to the wallet. Throws when there is less; what may leave is `Clearing.withdraw`'s business. */
  withdraw(member: number, venue: number, cents: number): void {
    const whole = wholeCents(cents);
    const held = this.collateral(venue, member);
    if (whole > held) throw new RangeError(`member ${member}'s collateral is ${held} cents, not ${whole}`);
    this.credit(venue, member, -whole);
    this.wallets[this.currencyOf[venue]][(member << BITS) + WALLET] += whole;
    this.touch(venue, member);
  }

  /** A trade: the buyer's lots and the seller's cash. */
  fill(venue: number, buyer: number, seller: number, ticks: number, lots: number): void {
    const { rows } = this.accounts[venue];
    const paid = ticks * lots;
    if (this.margined[venue] === 1) {
      enter(rows, buyer << BITS, lots, ticks);
      enter(rows, seller << BITS, -lots, ticks);
    }
    this.change(venue, buyer, lots);
    this.change(venue, seller, -lots);
    rows[(buyer << BITS) + CASH] -= paid;
    rows[(seller << BITS) + CASH] += paid;
  }

  /** A starting position on both sides, at `ticks`. */
  openPosition(venue: number, long: number, short: number, lots: number, ticks: number): void {
    this.fill(venue, long, short, ticks, lots);
  }

  /** Moves lots without cash: shares created (from the issuer), redeemed (to it) or handed over. */
  moveShares(venue: number, from: number, to: number, lots: number): void {
    this.change(venue, to, lots);
    this.change(venue, from, -lots);
  }

  /** Turns `amount` ticks x lots of the account's cash into money; its equity stays. */
  realise(venue: number, member: number, amount: number): void {
    const cents = amount * this.centsPerTick[venue];
    const { rows } = this.accounts[venue];
    rows[(member << BITS) + CASH] -= amount;
    rows[(member << BITS) + REALISED] += amount;
    this.poolCash[venue] += amount;
    this.credit(venue, member, cents);
    this.poolCents[venue] -= cents;
  }

  /** Opens a row for a layer of a waterfall, with money of its own; returns its number. */
  openLayer(currency: string, cents: number): number {
    const c = this.currency(currency);
    const whole = wholeCents(cents);
    this.layerCurrency.push(c);
    this.layerCents.push(whole);
    this.supply[c] += whole;
    return this.layerCents.length - 1;
  }

  /** Takes a layer's money out of the world, or what it bore uncovered; the row stays, empty. */
  closeLayer(row: number): void {
    this.supply[this.layerCurrency[row]] -= this.layerCents[row];
    this.layerCents[row] = 0;
  }

  /** Cents in a layer; below 0 for a layer that bears what nobody covers. */
  layer(row: number): number {
    return this.layerCents[row];
  }

  /** Moves money from a layer to an account (back, when `cents` is below 0). */
  payFromLayer(row: number, venue: number, member: number, cents: number): void {
    this.layerCents[row] -= cents;
    this.credit(venue, member, cents);
    this.touch(venue, member);
  }

  /** Moves money from the member's wallet to a layer (back, when `cents` is below 0). Throws when the wallet has less. */
  walletToLayer(row: number, venue: number, member: number, cents: number): void {
    const wallets = this.wallets[this.currencyOf[venue]];
    const has = wallets[(member << BITS) + WALLET];
    if (cents > has) throw new RangeError(`member ${member}'s wallet has ${has} cents, not ${cents}`);
    wallets[(member << BITS) + WALLET] -= cents;
    this.layerCents[row] += cents;
  }

  /** Says that an account must be looked at again. */
  touch(venue: number, member: number): void {
    if (this.margined[venue] === 1) this.touched[venue].add(member);
  }

  /** Adds everything up. Throws with the figures when something was made or lost. */
  checkConservation(): void {
    const money = new Float64Array(this.currencies.length);
    for (let v = 0; v < this.accounts.length; v++) {
      let lots = 0;
      let cash = this.poolCash[v];
      let cents = this.poolCents[v];
      for (let m = 0; m < this.members; m++) {
        lots += this.position(v, m);
        cash += this.cash(v, m);
        cents += this.collateral(v, m);
      }
      if (lots !== 0 || cash !== 0)
        throw new Error(
          `venue ${v}: positions add up to ${lots} lots and cash to ${cash} ticks x lots; expected 0 and 0`,
        );
      money[this.currencyOf[v]] += cents;
    }
    for (let i = 0; i < this.layerCents.length; i++) money[this.layerCurrency[i]] += this.layerCents[i];
    for (let c = 0; c < money.length; c++) {
      for (let m = 0; m < this.members; m++) money[c] += this.wallets[c][(m << BITS) + WALLET];
      if (money[c] !== this.supply[c])
        throw new Error(`${this.currencies[c]}: ${money[c]} cents in all, but ${this.supply[c]} were endowed`);
    }
  }

  private change(venue: number, member: number, lots: number): void {
    const { rows } = this.accounts[venue];
    const before = rows[(member << BITS) + POSITION];
    const after = before + lots;
    rows[(member << BITS) + POSITION] = after;
    this.longs[venue] += Math.max(after, 0) - Math.max(before, 0);
    if (before === 0) this.holders[venue].add(member);
    else if (after === 0) this.holders[venue].remove(member);
    if (this.margined[venue] === 1) this.touched[venue].add(member);
  }

  private credit(venue: number, member: number, cents: number): void {
    this.accounts[venue].rows[(member << BITS) + COLLATERAL] += cents;
  }

  private currency(name: string): number {
    const c = this.currencies.indexOf(name);
    if (c < 0) throw new RangeError(`expected a currency of a venue (${this.currencies.join(", ")}), got ${name}`);
    return c;
  }
}

/** Keeps the entry value of a position that changes by `lots` at `ticks`: what is added enters, what is left keeps its mean. */
function enter(rows: Float64Array, at: number, lots: number, ticks: number): void {
  const before = rows[at + POSITION];
  const after = before + lots;
  if (before === 0 || before > 0 !== after > 0) rows[at + ENTRY] = Math.abs(after) * ticks;
  else if (before > 0 === lots > 0) rows[at + ENTRY] += Math.abs(lots) * ticks;
  else rows[at + ENTRY] *= after / before;
}

function wholeCents(cents: number): number {
  if (!Number.isSafeInteger(cents) || cents < 0)
    throw new RangeError(`expected whole cents of 0 or more, got ${cents}`);
  return cents;
}
