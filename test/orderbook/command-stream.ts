import fc from "fast-check";
import { NO_PRICE, type OrderBook, type Phase, type Side, type TimeInForce } from "../../src/orderbook/index.ts";
import type { NaiveBook, NaivePhase } from "./naive-book.ts";

const TIFS = ["gtc", "ioc", "fok", "post"];
const PHASES: readonly NaivePhase[] = ["continuous", "auction", "halted"];

/** A command in small numbers: `a`..`e` are read according to the operation, so that any of them makes sense. */
export interface Command {
  op: number;
  a: number;
  b: number;
  c: number;
  d: number;
}

/** How the small numbers of a stream become ids and ticks. */
export interface Frame {
  idBase: number;
  idStep: number;
  priceBase: number;
  tick: number;
  selfTrade: number;
}

const small = fc.nat(0xffff);
export const command: fc.Arbitrary<Command> = fc.record({ op: fc.nat(99), a: small, b: small, c: small, d: small });
export const frame: fc.Arbitrary<Frame> = fc.record({
  idBase: fc.constantFrom(1, 1, 1000, 2 ** 30 - 300, 2 ** 40, Number.MAX_SAFE_INTEGER - 2 ** 20),
  idStep: fc.constantFrom(1, 1, 3, 257),
  priceBase: fc.constantFrom(100, 0, -40, 2 ** 31, -(2 ** 31), 2 ** 52, -(2 ** 52)),
  tick: fc.constantFrom(1, 1, 1, 7, 31, 33, 1_000_003, 2 ** 40),
  selfTrade: fc.nat(2),
});

/** Turns small numbers into commands and gives each to a real book and, if there is one, to a naive one. */
export class Driver {
  private readonly frame: Frame;
  private ids: number;

  /** `used`: ids of the frame that were given out before. */
  constructor(frame: Frame, used = 0) {
    this.frame = frame;
    this.ids = used;
  }

  private idAt(n: number): number {
    return this.frame.idBase + n * this.frame.idStep;
  }

  private fresh(roll: number): number {
    return roll % 41 === 0 && this.ids > 0 ? this.idAt(roll % this.ids) : this.idAt(this.ids++);
  }

  private known(roll: number): number {
    return this.idAt(this.ids < 24 || roll % 7 === 0 ? roll % (this.ids + 1) : this.ids - 1 - (roll % 24));
  }

  private priceAt(roll: number): number {
    const { priceBase, tick } = this.frame;
    return roll % 997 === 996 ? priceBase + 0.5 : priceBase + ((roll % 17) - 8) * tick;
  }

  /** Gives one command to the books. */
  step({ op, a, b, c, d }: Command, real: OrderBook, naive: NaiveBook | undefined): void {
    const { frame } = this;
    const side = (b & 1) as Side;
    const buy = side === 0;
    const tag = d & 7;
    if (op < 46) {
      const tif = a % 8 < 4 ? 0 : a % 8 < 5 ? 1 : a % 8 < 6 ? 2 : a % 8 < 7 ? 3 : 0;
      const display = (b >> 1) % 4 === 0 ? lots(d >> 3) % 5 : 0;
      const id = this.fresh(a >> 3);
      const price = this.priceAt(c);
      const qty = lots(b >> 3) * (display > 0 ? 3 : 1);
      real.limit(id, side, price, qty, tif as TimeInForce, display, owner(d), tag);
      naive?.limit(id, buy, price, qty, TIFS[tif]!, display, owner(d), tag);
    } else if (op < 56) {
      const id = this.fresh(a);
      const qty = lots(c) * (1 + (b % 3));
      real.market(id, side, qty, owner(d), tag);
      naive?.market(id, buy, qty, owner(d), tag);
    } else if (op < 68) {
      const id = this.fresh(a);
      const trigger = this.priceAt(c);
      const price = (b & 2) === 0 ? undefined : this.priceAt(b >> 2);
      const qty = lots(a);
      real.stop(id, side, trigger, qty, price ?? NO_PRICE, owner(d), tag);
      naive?.stop(id, buy, trigger, qty, price, owner(d), tag);
    } else if (op < 78) {
      real.cancel(this.known(a));
      naive?.cancel(this.known(a));
    } else if (op < 83) {
      real.reduce(this.known(a), lots(b));
      naive?.reduce(this.known(a), lots(b));
    } else if (op < 92) {
      // often its own price, so that the place in the queue is at stake
      const id = this.known(a);
      const own = real.priceOf(id);
      const price = b % 3 === 0 && own !== NO_PRICE ? own : this.priceAt(c);
      real.replace(id, price, lots(d));
      naive?.replace(id, price, lots(d));
    } else if (op < 96) {
      const phase = a % 8 < 4 ? 0 : a % 8 < 7 ? 1 : 2;
      real.setPhase(phase as Phase);
      naive?.setPhase(PHASES[phase]!);
    } else if (op < 98) {
      const low = frame.priceBase - (a % 9) * frame.tick;
      const high = frame.priceBase + (b % 9) * frame.tick;
      real.setBand(low, high);
      naive?.setBand(low, high);
    } else {
      real.clearBand();
      naive?.setBand(-Infinity, Infinity);
    }
  }
}

function lots(roll: number): number {
  return roll % 211 === 210 ? [0, -1, 1.5, Number.NaN][roll % 4]! : 1 + (roll % 12);
}

function owner(roll: number): number {
  return (roll % 4) - 1;
}
