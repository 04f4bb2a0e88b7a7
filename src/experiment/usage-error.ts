/** Asked for something that cannot be: a window outside the clock, say. The message names what was got and expected. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
