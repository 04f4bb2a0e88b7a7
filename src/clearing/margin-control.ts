/** The margin policy in force at a venue, and those that will take over from it. */
import { restoreSnapshot, type Snapshot, takeSnapshot } from "../core/snapshot.ts";
import type { MarginContext, MarginPolicy, SettlementSeries } from "./margin/policy.ts";
import { createMarginPolicy, type MarginPolicyConfig } from "./margin/registry.ts";

interface ControlState {
  readonly replaced: MarginPolicyConfig | null;
  readonly since: number;
  readonly pending: { readonly time: number; readonly config: MarginPolicyConfig }[];
  /** What the policy was made from, its notice included, as JSON. */
  readonly origin: string;
  readonly policy: Snapshot;
}

export class MarginControl {
  policy: MarginPolicy;
  /** Set when the policy was changed from outside, so that rates must be read again. */
  changed = false;
  /** Set when a scenario was restored into that has another policy than the one that ran so far. */
  adopted = false;
  private readonly config: MarginPolicyConfig;
  private readonly context: MarginContext;
  /** The policy that a shock put in place of the scenario's, and when. */
  private replaced: MarginPolicyConfig | null = null;
  private since: number;
  /** In order of time. */
  private pending: { readonly time: number; readonly config: MarginPolicyConfig }[] = [];

  constructor(config: MarginPolicyConfig, context: MarginContext) {
    this.config = config;
    this.context = context;
    this.since = context.start;
    this.policy = createMarginPolicy(config, context);
  }

  /** When something changes next, ms UTC; Infinity when only a settlement may. */
  get nextChange(): number {
    return Math.min(this.policy.nextChange, this.pending.length > 0 ? this.pending[0].time : Number.POSITIVE_INFINITY);
  }

  /** The model that moves rates from settlement to settlement; null where only dated steps and shocks do. */
  get model(): string | null {
    const { kind } = this.replaced ?? this.config;
    return kind === "fixed" || kind === "per-lot" || kind === "schedule" ? null : kind;
  }

  /** Whether the model's rates come in steps that are announced. */
  get announces(): boolean {
    return ((this.replaced ?? this.config).tools ?? []).some((tool) => tool.kind === "step-hikes");
  }

  /** Puts another policy in force at `time`. */
  replace(config: MarginPolicyConfig, time: number): void {
    this.pending.push({ time, config });
    this.pending.sort((a, b) => a.time - b.time);
  }

  /** Makes the changes that are due. Returns whether the policy itself took a dated step. */
  at(time: number): boolean {
    while (this.pending.length > 0 && this.pending[0].time <= time) {
      this.replaced = this.pending[0].config;
      this.since = time;
      this.pending.shift();
      this.policy = this.create();
    }
    if (this.policy.nextChange > time) return false;
    this.policy.at(time);
    return true;
  }

  /** Sees a new settlement. Returns whether the policy itself took a dated step. */
  settle(history: SettlementSeries, time: number): boolean {
    const stepped = this.at(time);
    this.policy.settle(history, time);
    return stepped;
  }

  /** A policy that a shock brought in is part of the state; the scenario's own belongs to the scenario. */
  snapshotState(): ControlState {
    const { replaced, since, pending } = this;
    return {
      replaced,
      since,
      pending: [...pending],
      origin: this.origin(),
      policy: takeSnapshot(this.policy),
    };
  }

  /** Where the scenario restored into has another policy, that one starts from the settlements known. */
  restoreState(state: unknown): void {
    const { replaced, since, pending, origin, policy } = state as ControlState;
    this.replaced = replaced;
    this.since = since;
    this.pending = [...pending];
    this.policy = this.create();
    this.adopted = origin !== this.origin();
    if (!this.adopted) restoreSnapshot(this.policy, policy);
    this.changed = true;
  }

  /** After a restore: takes the dated steps of a policy of its own that are past by `time`, without telling. */
  adopt(time: number): void {
    if (this.adopted && this.policy.nextChange <= time) this.policy.at(time);
  }

  private origin(): string {
    return JSON.stringify([this.replaced ?? this.config, this.context.notice]);
  }

  private create(): MarginPolicy {
    return createMarginPolicy(this.replaced ?? this.config, { ...this.context, start: this.since });
  }
}
