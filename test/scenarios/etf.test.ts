import { itShows } from "./it-shows.ts";

itShows("etf");
