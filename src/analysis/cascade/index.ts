export { BRANCHING_WINDOW, type BranchingWindow, branching, branchingPeak } from "./branching.ts";
export { type Chain, chains } from "./chains.ts";
export { type Edges, POOLED_BELOW } from "./edges.ts";
export { type ForcedFall, forcedFall, type Generation, generations, meanGeneration } from "./generations.ts";
export { type KillRows, killerOf, killMatrix, killRows } from "./kills.ts";
export { type CascadeFigures, type CascadeSpread, cascadeSpread, type SpreadFigure } from "./over-seeds.ts";
export { rootName } from "./roots.ts";
export { type CascadeTree, cascadeTree, GENERATIONS } from "./tree.ts";
