/** The accounts of one margined venue: their state, their broker, and their money seen from the venue. */
import type { RandomStream } from "../core/random.ts";
import { AccountState } from "./account-state.ts";
import { AccountField } from "./account-table.ts";
import type { ClearedVenue } from "./cleared-venue.ts";
import type { Ledger } from "./ledger.ts";

const { BITS, POSITION, CASH, COLLATERAL } = AccountField;

export class Accounts {
  readonly state: Uint8Array;
  /** Class of broker. */
  readonly broker: Uint8Array;
  /** Whose rates hold: see MarginRates. */
  readonly rateClass: Uint16Array;
  /** Liquidation generation of the running or last forced episode. */
  readonly generation: Uint16Array;
  /** Why and when (ms UTC) the account last breached. */
  readonly trigger: Uint8Array;
  readonly since: Float64Array;
  /** Counts an account's breaches, so that what was due for an earlier one is known for stale. */
  readonly stamp: Uint16Array;
  /** Row of the running forced episode, -1 when there is none. */
  readonly episode: Int32Array;
  /** Accounts in each state. */
  readonly counts = new Float64Array(5);
  /** The venue's table of accounts, shared with the ledger. */
  private readonly rows: Float64Array;
  private readonly centsPerTick: number;

  /**
   * @param shares relative size of each class of brokers
   * @param brokerOf draws a member's broker: the stream of its population, so that no population shifts another's
   * @param draw who is in which class of risk; called when brokers are drawn
   */
  constructor(
    ledger: Ledger,
    venue: ClearedVenue,
    index: number,
    shares: readonly number[],
    brokerOf: (member: number) => RandomStream,
    draw: () => Uint8Array,
  ) {
    const { members } = ledger;
    this.state = new Uint8Array(members);
    this.broker = new Uint8Array(members);
    this.generation = new Uint16Array(members);
    this.trigger = new Uint8Array(members);
    this.since = new Float64Array(members);
    this.stamp = new Uint16Array(members);
    this.episode = new Int32Array(members).fill(-1);
    this.rows = ledger.accounts[index].rows;
    this.centsPerTick = venue.centsPerTick;
    this.counts[AccountState.Healthy] = members;
    this.drawBrokers(shares, brokerOf);
    this.rateClass = Uint16Array.from(draw(), (risk, m) => this.broker[m] + risk * shares.length);
  }

  position(member: number): number {
    return this.rows[(member << BITS) + POSITION];
  }

  /** Collateral and cash in ticks x lots. */
  base(member: number): number {
    const at = member << BITS;
    return this.rows[at + COLLATERAL] / this.centsPerTick + this.rows[at + CASH];
  }

  /** Equity in ticks x lots at `mark`. */
  equity(member: number, mark: number): number {
    return this.base(member) + this.position(member) * mark;
  }

  setState(member: number, state: AccountState): void {
    this.counts[this.state[member]]--;
    this.counts[state]++;
    this.state[member] = state;
  }

  private drawBrokers(shares: readonly number[], brokerOf: (member: number) => RandomStream): void {
    if (shares.length === 1) return;
    const total = shares.reduce((sum, share) => sum + share, 0);
    const { broker } = this;
    for (let m = 0; m < broker.length; m++) {
      let u = brokerOf(m).next() * total;
      let k = 0;
      while (k < shares.length - 1 && u >= shares[k]) u -= shares[k++];
      broker[m] = k;
    }
  }
}
