import type { KillMatrix } from "../engine/result.ts";

/** A kill matrix folded for the eye: the largest rows and columns by name, the rest as "other". Losses in USD. */
export interface FoldedMatrix {
  readonly victims: readonly string[];
  readonly killers: readonly string[];
  /** Row-major: victims x killers. */
  readonly loss: Float64Array;
  readonly total: number;
}

/** Words for a killer: population and cause, or just the one that is there. */
export function killerName(killer: { readonly population: string; readonly cause: string }): string {
  if (killer.population === "" || killer.population === killer.cause) return killer.cause;
  return killer.cause === "" ? killer.population : `${killer.population}: ${killer.cause}`;
}

/**
 * Folds the matrix to at most `rows` victims and `columns` killers, largest losses first; what is left is summed into
 * "other victims" and "other killers", so that the total stays. Empty rows and columns go.
 */
export function foldKillMatrix(matrix: KillMatrix, rows = 8, columns = 10): FoldedMatrix {
  const width = matrix.killers.length;
  const byVictim = new Float64Array(matrix.victims.length);
  const byKiller = new Float64Array(width);
  let total = 0;
  for (let r = 0; r < byVictim.length; r++) {
    for (let c = 0; c < width; c++) {
      const loss = matrix.loss[r * width + c];
      byVictim[r] += loss;
      byKiller[c] += loss;
      total += loss;
    }
  }
  const rowOf = rank(byVictim, rows);
  const columnOf = rank(byKiller, columns);
  const victims = labels(rowOf, (r) => matrix.victims[r], "other victims");
  const killers = labels(columnOf, (c) => killerName(matrix.killers[c]), "other killers");
  const loss = new Float64Array(victims.length * killers.length);
  for (let r = 0; r < byVictim.length; r++) {
    for (let c = 0; c < width; c++) {
      if (rowOf[r] >= 0 && columnOf[c] >= 0)
        loss[rowOf[r] * killers.length + columnOf[c]] += matrix.loss[r * width + c];
    }
  }
  return { victims, killers, loss, total };
}

/** New place of each entry: by falling absolute sum, the surplus sharing the last place; -1 for entries of 0. */
function rank(sums: Float64Array, most: number): Int32Array {
  const order = [...sums.keys()].filter((i) => sums[i] !== 0);
  order.sort((a, b) => Math.abs(sums[b]) - Math.abs(sums[a]) || a - b);
  const place = new Int32Array(sums.length).fill(-1);
  const named = order.length > most ? most - 1 : most;
  order.forEach((entry, i) => {
    place[entry] = Math.min(i, named);
  });
  return place;
}

function labels(place: Int32Array, name: (entry: number) => string, rest: string): string[] {
  const out: string[] = [];
  const shared = new Int32Array(place.length);
  for (let i = 0; i < place.length; i++) {
    if (place[i] < 0) continue;
    shared[place[i]]++;
    out[place[i]] = shared[place[i]] > 1 ? rest : name(i);
  }
  return out;
}
