/** A sweep's thread that dies of certain seeds: 13 leaves, 14 eats all memory, 15 trips over a promise of its own. */
import work from "../../dist/experiment/sweep/sweep-worker.js";

export default function mortal(task) {
  const seed = task.run?.seed;
  if (seed === 13) process.exit(3);
  if (seed === 14) {
    const eaten = [];
    for (;;) eaten.push(Array.from({ length: 10_000 }, (_, i) => ({ i })));
  }
  if (seed === 15) return Promise.reject(new Error("first line\nsecond line"));
  return work(task);
}
