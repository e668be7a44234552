/**
 * A recorded history without what belongs to the machine that recorded it: stack traces hold its paths, identities its
 * name. Replay looks at neither.
 */
export function withoutMachine(value: unknown, key = ''): unknown {
  if (key === 'stackTrace') return '';
  if (key === 'identity') return 'recorder';
  if (Array.isArray(value)) return value.map((item) => withoutMachine(item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withoutMachine(member, name)]));
}
