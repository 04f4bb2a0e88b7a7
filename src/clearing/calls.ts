/** Margin calls and graces of one venue: who has until when, and when the owner pays. */
import { sample } from "../core/distribution.ts";
import type { RandomStream } from "../core/random.ts";
import { MINUTE } from "../core/time.ts";
import type { Accounts } from "./accounts.ts";
import type { VenueClearingConfig } from "./config.ts";
import { DueQueue } from "./due-queue.ts";
import type { Owners } from "./owners.ts";

/** What an owner was told: a call that it can meet in time, one that its payment would miss, or nothing but a grace. */
export const CallKind = { Grace: 0, Call: 1, SlowCall: 2 } as const;
export type CallKind = (typeof CallKind)[keyof typeof CallKind];

/** What falls due: the owner's payment, the call's deadline, the end of the grace where no call is made. */
export const Due = { Payment: 0, Deadline: 1, Grace: 2 } as const;
export type Due = (typeof Due)[keyof typeof Due];
const KINDS = 4;

export class Calls {
  /** What `take` last found due. */
  kind: Due = Due.Payment;
  private readonly due = new DueQueue();
  private readonly accounts: Accounts;
  private readonly owners: Owners;
  private readonly config: VenueClearingConfig;
  private readonly stream: RandomStream;

  /** @param stream draws deadlines and graces */
  constructor(accounts: Accounts, owners: Owners, config: VenueClearingConfig, stream: RandomStream) {
    this.accounts = accounts;
    this.owners = owners;
    this.config = config;
    this.stream = stream;
  }

  /** When the first of all falls due, ms UTC; Infinity when nothing does. */
  get next(): number {
    return this.due.next;
  }

  /** The account has breached: sets its deadline, or its grace where its broker does not call; says which. */
  begin(member: number, time: number): CallKind {
    const { accounts, owners, config } = this;
    const { call, grace } = config.brokers[accounts.broker[member]];
    accounts.since[member] = time;
    accounts.stamp[member]++;
    const matter = accounts.stamp[member] * KINDS;
    if (call === undefined || !config.marginCalls) {
      this.due.push(time + this.minutes(grace), member, matter + Due.Grace);
      return CallKind.Grace;
    }
    const wait = this.minutes(call.deadline);
    this.due.push(time + wait, member, matter + Due.Deadline);
    const payment = owners.payDelay[member] * MINUTE;
    if (payment > wait) return CallKind.SlowCall;
    this.due.push(time + payment, member, matter + Due.Payment);
    return CallKind.Call;
  }

  /** The next account for which something is due at `time`, and `kind` says what; -1 when there is none. */
  take(time: number): number {
    const { due, accounts } = this;
    while (due.next <= time) {
      const { member, matter } = due;
      due.pop();
      if (accounts.stamp[member] !== Math.floor(matter / KINDS)) continue;
      this.kind = (matter % KINDS) as Due;
      return member;
    }
    return -1;
  }

  private minutes(wait: VenueClearingConfig["brokers"][number]["grace"]): number {
    return Math.max(0, sample(wait, this.stream)) * MINUTE;
  }
}
