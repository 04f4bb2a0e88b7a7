import { itShows } from "./it-shows.ts";

itShows("fund-crash");
