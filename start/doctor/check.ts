/** What the doctor found about one prerequisite. `needed_for` says who misses it: the product itself, or only its tests. */
export type Finding = {
  readonly name: string;
  readonly status: 'ok' | 'missing' | 'optional_missing';
  readonly detail: string;
  /** One command or one action that mends it; null when there is nothing to mend. */
  readonly remedy: string | null;
};

/** A prerequisite that is there. */
export function fine(name: string, detail: string): Finding {
  return { name, status: 'ok', detail, remedy: null };
}

/** A prerequisite without which `npm start` cannot work. */
export function missing(name: string, detail: string, remedy: string): Finding {
  return { name, status: 'missing', detail, remedy };
}

/** A prerequisite that only tests, or a part that may stay off, need. */
export function optional(name: string, detail: string, remedy: string): Finding {
  return { name, status: 'optional_missing', detail, remedy };
}
