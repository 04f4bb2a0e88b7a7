import { NO_PRICE } from "../../src/orderbook/index.ts";

/**
 * The order book once more, as plainly as it can be said: a list of objects, searched from end to end for whatever is
 * wanted. The judge of the real one, with which it shares no code.
 */
export interface NaiveOrder {
  id: number;
  buy: boolean;
  /** Undefined: at any price. */
  price: number | undefined;
  open: number;
  shown: number;
  display: number;
  owner: number;
  tag: number;
  time: number;
  role: "resting" | "stop" | "market";
  trigger: number;
}

export interface NaiveEvent {
  event: "trade" | "cancelled" | "rejected" | "triggered";
  id: number;
  maker?: number;
  price?: number;
  qty?: number;
  reason?: string;
  owners?: string;
}

export type NaivePhase = "continuous" | "auction" | "halted";
export type NaiveSelfTrade = "none" | "cancel-resting" | "cancel-incoming";

export class NaiveBook {
  orders: NaiveOrder[] = [];
  used = new Set<number>();
  events: NaiveEvent[] = [];
  phase: NaivePhase = "continuous";
  low = -Infinity;
  high = Infinity;
  last: number | undefined = undefined;
  time = 0;
  selfTrade: NaiveSelfTrade;

  constructor(selfTrade: NaiveSelfTrade) {
    this.selfTrade = selfTrade;
  }

  limit(
    id: number,
    buy: boolean,
    price: number,
    qty: number,
    tif: string,
    display: number,
    owner: number,
    tag: number,
  ): void {
    if (this.used.has(id)) {
      this.reject(id, "duplicate-id");
      return;
    }
    if (!whole(qty) || (display !== 0 && !whole(display))) {
      this.reject(id, "bad-quantity");
      return;
    }
    if (!Number.isSafeInteger(price)) {
      this.reject(id, "bad-price");
      return;
    }
    if (price < this.low || price > this.high) {
      this.reject(id, "outside-band");
      return;
    }
    if (this.phase === "halted") {
      this.reject(id, "halted");
      return;
    }
    if (this.phase === "auction" && tif !== "gtc") {
      this.reject(id, "not-in-auction");
      return;
    }
    const order = this.make(id, buy, price, qty, display, owner, tag, "resting");
    if (tif === "post" && this.phase === "continuous" && this.firstOpposite(order) !== undefined) {
      this.reject(id, "would-cross");
      return;
    }
    if (tif === "fok" && !this.wouldFill(order)) {
      this.reject(id, "fok");
      return;
    }
    this.used.add(id);
    this.work(order, tif === "ioc");
    this.lookAtStops();
  }

  market(id: number, buy: boolean, qty: number, owner: number, tag: number): void {
    if (this.used.has(id)) {
      this.reject(id, "duplicate-id");
      return;
    }
    if (!whole(qty)) {
      this.reject(id, "bad-quantity");
      return;
    }
    if (this.phase === "halted") {
      this.reject(id, "halted");
      return;
    }
    this.used.add(id);
    const order = this.make(id, buy, undefined, qty, 0, owner, tag, "market");
    this.work(order, true);
    this.lookAtStops();
  }

  stop(id: number, buy: boolean, trigger: number, qty: number, price: number | undefined, owner: number, tag: number) {
    if (this.used.has(id)) {
      this.reject(id, "duplicate-id");
      return;
    }
    if (!whole(qty)) {
      this.reject(id, "bad-quantity");
      return;
    }
    if (!Number.isSafeInteger(trigger)) {
      this.reject(id, "bad-price");
      return;
    }
    if (price !== undefined && !Number.isSafeInteger(price)) {
      this.reject(id, "bad-price");
      return;
    }
    if (price !== undefined && (price < this.low || price > this.high)) {
      this.reject(id, "outside-band");
      return;
    }
    if (this.phase === "halted") {
      this.reject(id, "halted");
      return;
    }
    if (this.phase === "auction") {
      this.reject(id, "not-in-auction");
      return;
    }
    this.used.add(id);
    const order = this.make(id, buy, price, qty, 0, owner, tag, "stop");
    order.trigger = trigger;
    this.orders.push(order);
    this.lookAtStops();
  }

  cancel(id: number): void {
    const order = this.find(id);
    if (order === undefined) {
      this.reject(id, "unknown-id");
      return;
    }
    this.drop(order);
    this.say({ event: "cancelled", id, qty: order.open });
  }

  reduce(id: number, qty: number): void {
    if (!whole(qty)) {
      this.reject(id, "bad-quantity");
      return;
    }
    const order = this.find(id);
    if (order === undefined) {
      this.reject(id, "unknown-id");
      return;
    }
    if (qty >= order.open) {
      this.cancel(id);
      return;
    }
    this.shrink(order, qty);
    this.say({ event: "cancelled", id, qty });
  }

  replace(id: number, price: number, qty: number): void {
    if (!whole(qty)) {
      this.reject(id, "bad-quantity");
      return;
    }
    if (!Number.isSafeInteger(price)) {
      this.reject(id, "bad-price");
      return;
    }
    const order = this.find(id);
    if (order === undefined || order.role !== "resting") {
      this.reject(id, "unknown-id");
      return;
    }
    if (price < this.low || price > this.high) {
      this.reject(id, "outside-band");
      return;
    }
    if (this.phase === "halted") {
      this.reject(id, "halted");
      return;
    }
    if (price === order.price && qty <= order.open) {
      this.shrink(order, order.open - qty);
      return;
    }
    this.drop(order);
    this.work(this.make(id, order.buy, price, qty, order.display, order.owner, order.tag, "resting"), false);
    this.lookAtStops();
  }

  setPhase(phase: NaivePhase): void {
    if (phase === this.phase) return;
    const was = this.phase;
    this.phase = phase;
    if (was === "auction") this.uncross();
    this.lookAtStops();
  }

  setBand(low: number, high: number): void {
    this.low = low;
    this.high = high;
  }

  /** What rests on a side, in priority order. */
  resting(buy: boolean): NaiveOrder[] {
    return this.orders
      .filter((o) => o.role === "resting" && o.buy === buy)
      .sort((a, b) => (a.price! === b.price! ? a.time - b.time : buy ? b.price! - a.price! : a.price! - b.price!));
  }

  auctionPrice(): { price: number; volume: number } {
    const live = this.orders.filter((o) => o.role !== "stop");
    const prices = live.filter((o) => o.role === "resting").map((o) => o.price!);
    if (prices.length === 0 && this.last !== undefined) prices.push(this.last);
    const sum = (orders: NaiveOrder[]) => orders.reduce((total, o) => total + o.open, 0);
    const ranked = prices
      .map((price) => {
        const demand = sum(live.filter((o) => o.buy && (o.price === undefined || o.price >= price)));
        const supply = sum(live.filter((o) => !o.buy && (o.price === undefined || o.price <= price)));
        const away = this.last === undefined ? 0 : Math.abs(price - this.last);
        return { price, volume: Math.min(demand, supply), gap: Math.abs(demand - supply), away };
      })
      .sort((a, b) => b.volume - a.volume || a.gap - b.gap || a.away - b.away || a.price - b.price);
    const best = ranked[0];
    if (best === undefined || best.volume === 0) return { price: NO_PRICE, volume: 0 };
    return { price: best.price, volume: best.volume };
  }

  private make(
    id: number,
    buy: boolean,
    price: number | undefined,
    open: number,
    display: number,
    owner: number,
    tag: number,
    role: NaiveOrder["role"],
  ): NaiveOrder {
    const shown = display > 0 ? Math.min(display, open) : open;
    return { id, buy, price, open, shown, display, owner, tag, time: ++this.time, role, trigger: 0 };
  }

  /** The resting order that this one would trade with first. */
  private firstOpposite(order: NaiveOrder): NaiveOrder | undefined {
    let first: NaiveOrder | undefined;
    for (const o of this.orders) {
      if (o.role !== "resting" || o.buy === order.buy) continue;
      if (order.price !== undefined && (order.buy ? o.price! > order.price : o.price! < order.price)) continue;
      const better = first === undefined || (order.buy ? o.price! < first.price! : o.price! > first.price!);
      if (better || (o.price === first!.price && o.time < first!.time)) first = o;
    }
    return first;
  }

  /** Tries it on a copy of the whole book. */
  private wouldFill(order: NaiveOrder): boolean {
    const copy = new NaiveBook(this.selfTrade);
    copy.orders = this.orders.map((o) => ({ ...o }));
    copy.time = this.time;
    const trial = { ...order };
    copy.take(trial);
    return trial.open === 0 && !copy.events.some((e) => e.event === "cancelled" && e.id === order.id);
  }

  private work(order: NaiveOrder, dropRest: boolean): void {
    if (this.phase === "auction") {
      this.orders.push(order);
      return;
    }
    this.take(order);
    if (order.open === 0) return;
    if (dropRest) {
      this.say({ event: "cancelled", id: order.id, qty: order.open });
      return;
    }
    order.shown = order.display > 0 ? Math.min(order.display, order.open) : order.open;
    this.orders.push(order);
  }

  private take(order: NaiveOrder): void {
    while (order.open > 0) {
      const maker = this.firstOpposite(order);
      if (maker === undefined) return;
      if (this.selfTrade !== "none" && order.owner !== -1 && maker.owner === order.owner) {
        const victim = this.selfTrade === "cancel-resting" ? maker : order;
        this.say({ event: "cancelled", id: victim.id, qty: victim.open });
        if (victim === maker) this.drop(maker);
        victim.open = 0;
        continue;
      }
      const qty = Math.min(order.open, maker.shown);
      this.trade(maker, order, maker.price!, qty);
      order.open -= qty;
      this.fill(maker, qty);
    }
  }

  private fill(order: NaiveOrder, qty: number): void {
    order.open -= qty;
    order.shown -= qty;
    if (order.open === 0) {
      this.drop(order);
      return;
    }
    if (order.shown > 0) return;
    order.shown = Math.min(order.display, order.open);
    order.time = ++this.time;
  }

  private uncross(): void {
    const { price, volume } = this.auctionPrice();
    const line = (buy: boolean) => [
      ...this.orders.filter((o) => o.role === "market" && o.buy === buy).sort((a, b) => a.time - b.time),
      ...this.resting(buy),
    ];
    const buys = line(true);
    const sells = line(false);
    for (let left = volume; left > 0; ) {
      const buy = buys[0]!;
      const sell = sells[0]!;
      const qty = Math.min(left, buy.open, sell.open);
      const [maker, taker] = buy.time < sell.time ? [buy, sell] : [sell, buy];
      this.trade(maker, taker, price, qty);
      left -= qty;
      for (const order of [buy, sell]) {
        order.open -= qty;
        order.shown = Math.max(0, order.shown - qty);
        if (order.open === 0) this.drop(order);
      }
      if (buy.open === 0) buys.shift();
      if (sell.open === 0) sells.shift();
    }
    for (const order of [buys[0], sells[0]]) if (order !== undefined && order.shown === 0) this.fill(order, 0);
    const markets = this.orders.filter((o) => o.role === "market").sort((a, b) => a.time - b.time);
    for (const order of markets) this.cancel(order.id);
  }

  private lookAtStops(): void {
    while (this.phase === "continuous" && this.last !== undefined) {
      const last = this.last;
      let due: NaiveOrder | undefined;
      for (const o of this.orders) {
        if (o.role !== "stop" || (o.buy ? last < o.trigger : last > o.trigger)) continue;
        if (due === undefined || o.time < due.time) due = o;
      }
      if (due === undefined) return;
      this.drop(due);
      this.say({ event: "triggered", id: due.id });
      if (due.price !== undefined && (due.price < this.low || due.price > this.high)) {
        this.say({ event: "cancelled", id: due.id, qty: due.open });
        continue;
      }
      const role = due.price === undefined ? "market" : "resting";
      const order = this.make(due.id, due.buy, due.price, due.open, 0, due.owner, due.tag, role);
      this.work(order, due.price === undefined);
    }
  }

  private shrink(order: NaiveOrder, qty: number): void {
    order.open -= qty;
    order.shown = Math.min(order.shown, order.open);
  }

  private trade(maker: NaiveOrder, taker: NaiveOrder, price: number, qty: number): void {
    this.last = price;
    const owners = `${maker.owner}/${maker.tag} ${taker.owner}/${taker.tag} ${taker.buy ? "buy" : "sell"}`;
    this.say({ event: "trade", maker: maker.id, id: taker.id, price, qty, owners });
  }

  private find(id: number): NaiveOrder | undefined {
    return this.orders.find((o) => o.id === id);
  }

  private drop(order: NaiveOrder): void {
    this.orders = this.orders.filter((o) => o !== order);
  }

  private reject(id: number, reason: string): void {
    this.say({ event: "rejected", id, reason });
  }

  private say(event: NaiveEvent): void {
    this.events.push(event);
  }
}

function whole(qty: number): boolean {
  return Number.isSafeInteger(qty) && qty > 0;
}
