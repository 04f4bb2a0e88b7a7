import { itShows } from "./it-shows.ts";

itShows("regions");
