/** What is still to come, in the order of its time; at one moment, in the order in which it was put down. */
export type Agenda<T> = {
  add(at_ms: number, entry: T): void;
  /** Takes the earliest. */
  next(): { readonly at_ms: number; readonly entry: T } | undefined;
  /** When the earliest is due. */
  due_ms(): number | undefined;
};

/** An empty agenda. The entries stand latest first, so that taking the earliest costs nothing. */
export function createAgenda<T>(): Agenda<T> {
  const entries: { readonly at_ms: number; readonly entry: T }[] = [];
  return {
    add: (at_ms, entry) => {
      let low = 0;
      let high = entries.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((entries[middle]?.at_ms ?? 0) > at_ms) low = middle + 1;
        else high = middle;
      }
      entries.splice(low, 0, { at_ms, entry });
    },
    next: () => entries.pop(),
    due_ms: () => entries.at(-1)?.at_ms,
  };
}
