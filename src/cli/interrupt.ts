/** Ctrl-C and its kin, as an AbortSignal: what runs gets to tidy up, and a second Ctrl-C does not wait for it. */
import { setMaxListeners } from "node:events";
import { InterruptedError } from "./errors.ts";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Exit status of an interrupted command. */
const INTERRUPTED = 130;

/**
 * Runs `work` with a signal that aborts when the user stops the command.
 * @param message what became of the work, as the user is told
 */
export async function interruptible<T>(
  work: (signal: AbortSignal) => Promise<T>,
  message = "interrupted; nothing of this run was kept",
): Promise<T> {
  const controller = new AbortController();
  // As many runs listen as there are threads; Node would take more than ten for a leak.
  setMaxListeners(0, controller.signal);
  const stop = () => {
    if (controller.signal.aborted) process.exit(INTERRUPTED);
    controller.abort(new InterruptedError(message));
  };
  for (const signal of SIGNALS) process.on(signal, stop);
  try {
    return await work(controller.signal);
  } finally {
    for (const signal of SIGNALS) process.removeListener(signal, stop);
  }
}
