/** Matching speed on a drawn stream: processor time a message, the compiler warmed up. */
import { median } from "../bench.ts";
import { drawStream } from "../order-flow.ts";
import { ADD, CANCEL } from "../order-stream.ts";
import type { Probe } from "../probe.ts";
import { processorSeconds } from "./clock.ts";

const MESSAGES = 2_000_000;
const RESTING = 50_000;
const SEED = 42;
const WARM_UP = 3;
const ROUNDS = 7;

export const bookSpeed: Probe = async ({ load }, [kind]) => {
  const { OrderBook } = await load<typeof import("../../src/orderbook/index.ts")>("orderbook/index.js");
  const stream = drawStream(kind as "calm" | "crash", MESSAGES, RESTING, SEED);
  const { op, id, side, price, qty, count } = stream;
  const rates: number[] = [];
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    const book = new OrderBook({ capacity: 1 << 16 });
    const { log } = book;
    const before = processorSeconds();
    for (let row = 0; row < count; row++) {
      const what = op[row];
      if (what === ADD) book.limit(id[row]!, side[row] as 0 | 1, price[row]!, qty[row]!, 0, 0, -1, 0);
      else if (what === CANCEL) book.cancel(id[row]!);
      else book.market(id[row]!, side[row] as 0 | 1, qty[row]!, -1, 0);
      log.clear();
    }
    if (round >= WARM_UP) rates.push(count / (processorSeconds() - before) / 1e6);
  }
  return { rate: median(rates) };
};
