import { CodedError } from '../../../contracts/errors/index.ts';

/** Whether a platform answers a call; whatever it says against it is a no. A fault of our own is thrown on. */
export async function getsThrough(call: () => Promise<unknown>): Promise<boolean> {
  try {
    await call();
    return true;
  } catch (error) {
    if (error instanceof CodedError) return false;
    throw error;
  }
}
