export { type Backtest, backtest, lossesOver } from "./backtest.ts";
export { businessDays, businessDaysBetween, dailyLevels, isWeekend, unheldLevels } from "./business-days.ts";
export { IMPULSE_DAYS, type ImpulseResponse, impulseResponse } from "./impulse.ts";
export { type KupiecTest, kupiec } from "./kupiec.ts";
export { type MarginFigures, type MarginTerms, marginFigures } from "./margin-figures.ts";
export { HORIZONS, type Procyclicality, procyclicality } from "./procyclicality.ts";
export { responsiveness } from "./responsiveness.ts";
