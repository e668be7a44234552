/** One page of a list of the API. */
export type CursorPage<Row> = { readonly data: readonly Row[]; readonly next_cursor: string | null };

/**
 * Serves pages by number from a list that is paged by cursor. The cursors met so far are kept per list;
 * a page whose cursor is not known yet is reached by walking from the last known one. Page 1 always starts anew.
 */
export function createCursorPages() {
  const known = new Map<string, (string | null)[]>();
  return async function readPage<Row>(
    list: string,
    page: number,
    read: (cursor: string | null) => Promise<CursorPage<Row>>,
  ): Promise<CursorPage<Row>> {
    const cursors = page === 1 ? [null] : (known.get(list) ?? [null]);
    known.set(list, cursors);
    let at = Math.min(page, cursors.length);
    for (;;) {
      const found = await read(cursors[at - 1] ?? null);
      cursors.length = Math.max(at, page === 1 ? 1 : cursors.length);
      if (found.next_cursor !== null) cursors[at] = found.next_cursor;
      if (at === page) return found;
      if (found.next_cursor === null) return { data: [], next_cursor: null };
      at += 1;
    }
  };
}
