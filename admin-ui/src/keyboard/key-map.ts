/** What a key may ask for. */
export type Command =
  | 'next'
  | 'previous'
  | 'open'
  | 'approve'
  | 'reject'
  | 'edit'
  | 'snooze'
  | 'delegate'
  | 'pick'
  | 'pick_range'
  | 'undo'
  | 'help'
  | 'inbox';

/** The keys as the help shows them. */
export const keyHelp: readonly {
  readonly keys: readonly string[];
  readonly command: Command;
  readonly label: string;
}[] = [
  { keys: ['j'], command: 'next', label: 'Next item' },
  { keys: ['k'], command: 'previous', label: 'Previous item' },
  { keys: ['Enter'], command: 'open', label: 'Open the selected item' },
  { keys: ['a'], command: 'approve', label: 'Approve' },
  { keys: ['r'], command: 'reject', label: 'Reject, then 1–6 for the reason' },
  { keys: ['e'], command: 'edit', label: 'Edit, then approve' },
  { keys: ['s'], command: 'snooze', label: 'Decide later, then 1–4 for the moment' },
  { keys: ['d'], command: 'delegate', label: 'Let a colleague decide' },
  { keys: ['x'], command: 'pick', label: 'Pick, to decide several together' },
  { keys: ['X'], command: 'pick_range', label: 'Pick everything from the last picked to here' },
  { keys: ['u'], command: 'undo', label: 'Take the last approval back while its countdown runs' },
  { keys: ['g', 'i'], command: 'inbox', label: 'Go to the inbox' },
  { keys: ['?'], command: 'help', label: 'Show these keys' },
];

/** One key press, reduced to what matters. */
export type KeyPress = { readonly key: string; readonly modified: boolean; readonly at_ms: number };

/** A key that waits for the next one, such as the g of “g i”. */
export type PendingKey = { readonly key: string; readonly at_ms: number } | null;

const sequence_ms = 1_500;

/** Turns a key press into a command, remembering a first key of a sequence for a second and a half. */
export function resolveKey(press: KeyPress, pending: PendingKey): { command: Command | null; pending: PendingKey } {
  if (press.modified) return { command: null, pending: null };
  const alive = pending !== null && press.at_ms - pending.at_ms <= sequence_ms ? pending : null;
  for (const { keys, command } of keyHelp) {
    const [first, second] = keys;
    if (second === undefined && alive === null && first === press.key) return { command, pending: null };
    if (second !== undefined && alive?.key === first && second === press.key) return { command, pending: null };
    if (second !== undefined && first === press.key)
      return { command: null, pending: { key: press.key, at_ms: press.at_ms } };
  }
  return { command: null, pending: null };
}
