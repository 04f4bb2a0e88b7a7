/** Venues: a book each, with timetable, trading rules and price history. */
export { Calendar, ChangeKind } from "./calendar.ts";
export { type VenueConfig, venueConfig } from "./config.ts";
export { createVenue } from "./create-venue.ts";
export { MidHistory } from "./mid-history.ts";
export { type Notice, VenuePhase } from "./phase.ts";
export { historyPrices, Settlements } from "./settlements.ts";
export { Venue } from "./venue.ts";
