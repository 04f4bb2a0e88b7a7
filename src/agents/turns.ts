/** Hides the rounding of sums of pace x time. */
const SLACK = 1e-9;

/** Turns that time brings at an even pace; what is below one is kept for the next step. */
export class Turns {
  private due = 0;

  /** Whole turns of `pace` in a unit of time that `units` of it bring. */
  take(pace: number, units: number): number {
    this.due += pace * units;
    const turns = Math.floor(this.due + SLACK);
    this.due -= turns;
    return turns;
  }
}
