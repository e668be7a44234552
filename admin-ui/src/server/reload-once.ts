const key = 'mbi.reloaded_at';
/** Within this time a second failure is a fault, and reloading again would help nobody. */
const again_ms = 60_000;

/**
 * What to do when a part of the back office cannot be fetched: most often a new version was put in place while the page was
 * open, so the page is loaded anew, once. Gives whether it was.
 */
export function reloadOnce(storage: Pick<Storage, 'getItem' | 'setItem'>, now_ms: number, reload: () => void): boolean {
  const last = Number(storage.getItem(key) ?? 0);
  if (now_ms - last < again_ms) return false;
  storage.setItem(key, String(now_ms));
  reload();
  return true;
}
