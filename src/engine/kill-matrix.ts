/** The kill matrix: the losses that led accounts into liquidation, by who made them. */

import type { LossExplainer, LossExplanation } from "../clearing/loss-explainer.ts";
import { CAUSES } from "../core/cause.ts";
import { GENERATIONS, type VenueAttribution } from "./attribution.ts";
import type { KillMatrix } from "./result.ts";

/**
 * Adds up, for each account that is triggered, its loss since the last settlement by (population, cause). An account that
 * is triggered again before the next settlement is not counted twice.
 */
export class KillLedger implements LossExplainer {
  private readonly venues: readonly VenueAttribution[];
  private readonly populationOf: Uint16Array;
  /** USD (or the run's first currency) per tick and lot at each venue; set by the engine as exchange rates move. */
  readonly usdPerTick: Float64Array;
  /** Row-major: victim population x (kind …, re-pricing). */
  private readonly loss: Float64Array;
  private readonly width: number;
  /** Per venue: settlements so far, and for each member the one after which it was last counted. */
  private readonly epoch: Int32Array;
  private readonly counted: readonly Int32Array[];

  constructor(venues: readonly VenueAttribution[], populationOf: Uint16Array, populations: number) {
    this.venues = venues;
    this.populationOf = populationOf;
    this.width = populations * CAUSES.length + 1;
    this.loss = new Float64Array(populations * this.width);
    this.usdPerTick = new Float64Array(venues.length);
    this.epoch = new Int32Array(venues.length).fill(1);
    this.counted = venues.map(() => new Int32Array(populationOf.length));
  }

  explain(venue: number, member: number, position: number, out: LossExplanation): void {
    const { impact, anchor, forced, forcedAnchor, mid, midAnchor } = this.venues[venue];
    if (this.counted[venue][member] !== this.epoch[venue]) {
      this.counted[venue][member] = this.epoch[venue];
      const row = this.populationOf[member] * this.width;
      const { loss, width } = this;
      const usd = position * this.usdPerTick[venue];
      for (let k = 0; k < width; k++) {
        const moved = impact[k] - anchor[k];
        if (moved !== 0) loss[row + k] -= moved * usd;
      }
    }
    let byForced = 0;
    let worst = 0;
    let generation = 0;
    for (let g = 0; g < GENERATIONS; g++) {
      const hurt = -position * (forced[g] - forcedAnchor[g]);
      byForced += hurt;
      if (hurt > worst) {
        worst = hurt;
        generation = g + 1;
      }
    }
    out.loss = -position * (mid - midAnchor);
    out.byForced = byForced;
    out.generation = generation;
  }

  /** The venue has settled: losses count from here on. */
  settle(venue: number): void {
    this.epoch[venue]++;
    this.venues[venue].settle();
  }

  /** The matrix with its empty rows and columns left out. */
  table(names: readonly string[]): KillMatrix {
    const { width, loss } = this;
    const rows = names.map((_, p) => p).filter((p) => loss.subarray(p * width, (p + 1) * width).some((x) => x !== 0));
    const columns: number[] = [];
    for (let k = 0; k < width; k++) if (rows.some((p) => loss[p * width + k] !== 0)) columns.push(k);
    const cells = new Float64Array(rows.length * columns.length);
    rows.forEach((p, i) => {
      columns.forEach((k, j) => {
        cells[i * columns.length + j] = loss[p * width + k];
      });
    });
    return {
      victims: rows.map((p) => names[p]),
      killers: columns.map((k) =>
        k === width - 1
          ? { population: "market", cause: "re-pricing" }
          : { population: names[Math.floor(k / CAUSES.length)], cause: CAUSES[k % CAUSES.length] },
      ),
      loss: cells,
    };
  }
}
