/** What moves retail in the LOF, the same for everybody in a step: fear, greed, and how high the price hangs over the value. */
import { type Switch, switchAt } from "../core/switch.ts";
import type { View } from "./population.ts";
import type { RetailLofConfig } from "./retail-lof-config.ts";

export class RetailMood {
  /** Rate per look at which a holder flees, before its own loss. */
  fear = 0;
  /** Rate per look at which people are drawn in, on a scale of its own. */
  greed = 0;
  /** Rate per look at which an outsider puts money in. */
  urge = 0;
  /** How high the price seems to hang over the value, 0 to 1. */
  height = 0;
  /** Change of what the shares are worth since the fund was last valued, by the price of silver. */
  silver = 0;
  /** How much more premium is put up with than in an even mood, as a part of it. */
  blindness = 0;
  /** How many people talk about it, 0 to 1. */
  attention = 0;
  private readonly config: RetailLofConfig;
  private readonly venue: number;
  private readonly herding: Switch;

  /** @param herding false: they hear no story and do not follow each other */
  constructor(config: RetailLofConfig, venue: number, herding: boolean) {
    this.config = config;
    this.venue = venue;
    this.herding = switchAt(herding);
  }

  /** Looks at the world once, at the start of a step. */
  look(view: View): void {
    const { fund, mood } = view.assets;
    const { lock } = view.venues[this.venue];
    this.silver = fund.worth / fund.computedNav - 1;
    this.attention = this.herding.on ? view.assets.attention : 0;
    this.blindness = this.herding.on ? Math.max(0, mood) * this.config.blindness : 0;
    this.height = this.heightOf(fund.premium);
    this.fear = this.fearOf(lock, mood, fund.confidence);
    this.greed = this.greedOf(lock, mood) * (fund.open ? 1 : 1 + this.config.greed.scarcity);
    this.urge = (this.config.base + this.config.entry * this.greed) * Math.exp(-2 * this.fear);
  }

  /** Who pays little more than the value has little to fear, and a rise of silver comforts. */
  private heightOf(premium: number): number {
    const { height, comfort } = this.config.fear;
    return Math.min(1, Math.max(0, premium) / height) * Math.max(0, 1 - Math.max(0, this.silver) / comfort);
  }

  private fearOf(lock: number, mood: number, confidence: number): number {
    const { falls, scare, limitDown, gloom, distrust } = this.config.fear;
    const unease = (lock < 0 ? limitDown : 0) + gloom * Math.max(0, -mood) + distrust * (1 - confidence);
    return falls * Math.max(0, -this.silver - scare) + unease * this.height;
  }

  private greedOf(lock: number, mood: number): number {
    const { story, rises, limitUp } = this.config.greed;
    const told = story * (1 + Math.max(-1, mood)) + (lock > 0 ? limitUp : 0) + rises * Math.max(0, this.silver);
    return this.attention * told;
  }
}
