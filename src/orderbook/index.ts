export type { AuctionPrice } from "./auction.ts";
export { EventKind, NO_PRICE, NOBODY, Phase, Refusal, refusalName, SelfTrade, Side, TimeInForce } from "./codes.ts";
export type { EventLog } from "./event-log.ts";
export { OrderBook, type OrderBookOptions } from "./order-book.ts";
