/** Work that leaves Node with nothing to do, or takes longer than anyone waits. */
export class Unsettled extends Error {
  override readonly name = 'Unsettled';
}

/**
 * Waits for work that runs code of the content folder. Rejects with {@link Unsettled} where it can never end, or does not
 * within some milliseconds, and with what that code throws meanwhile outside of the work.
 */
export async function settle<Value>(work: Promise<Value>, patience?: number): Promise<Value> {
  const trouble = Promise.withResolvers<never>();
  const giveUp = (): void => trouble.reject(new Unsettled());
  const timer = patience === undefined ? undefined : setTimeout(giveUp, patience).unref();
  process.on('beforeExit', giveUp).on('uncaughtException', trouble.reject);
  try {
    return await Promise.race([work, trouble.promise]);
  } finally {
    clearTimeout(timer);
    process.off('beforeExit', giveUp).off('uncaughtException', trouble.reject);
  }
}
