/** A line of an order file that cannot be understood. */
export class ReplayError extends Error {
  override name = "ReplayError";
  /** Line of the file, from 1. */
  readonly line: number;

  constructor(line: number, message: string) {
    super(message);
    this.line = line;
  }
}
