/** A queue cannot go on. The message is whole and holds no secret; what is finished is stored. */
export class QueueError extends Error {
  override readonly name = "QueueError";
}
