/** A range of the playbook’s text: offsets, the end exclusive. */
export type Place = { readonly start: number; readonly end: number };

/** One entry of a map, with the place of its key. */
export type SourceEntry = { readonly key: string; readonly keyPlace: Place; readonly value: SourceNode };

/**
 * The playbook as plain values with places: what is left of YAML once anchors, tags and odd keys are dealt with.
 * `broken` stands where a mistake was already reported, so that nothing is reported twice.
 */
export type SourceNode =
  | { readonly kind: 'map'; readonly entries: readonly SourceEntry[]; readonly place: Place }
  | { readonly kind: 'list'; readonly items: readonly SourceNode[]; readonly place: Place }
  | SourceScalar
  | { readonly kind: 'broken'; readonly place: Place };

/** A single value. `raw` is the text as it stands in the file, quotes included. */
export type SourceScalar = {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
  readonly raw: string;
  readonly quoted: boolean;
  readonly place: Place;
};

/** The value of a key, or undefined. */
export function entryOf(node: SourceNode, key: string): SourceEntry | undefined {
  return node.kind === 'map' ? node.entries.find((entry) => entry.key === key) : undefined;
}

/** What a node is, as messages say it. */
export function describeNode(node: SourceNode): string {
  if (node.kind === 'map') return 'a map';
  if (node.kind === 'list') return node.items.length === 0 ? 'an empty list' : 'a list';
  if (node.kind === 'broken') return 'unreadable';
  if (node.value === null) return 'empty';
  if (typeof node.value === 'string') return 'a text';
  return typeof node.value === 'number' ? 'a number' : `the boolean ${node.value}`;
}

/** Where `length` characters at `offset` of a scalar’s value stand in the file; the whole scalar when escapes or folding hide it. */
export function placeInside(node: SourceScalar, offset: number, length: number): Place {
  const text = String(node.value);
  const part = text.slice(offset, offset + length);
  const lead = node.quoted ? 1 : 0;
  if (node.raw.slice(lead, lead + text.length) === text) {
    const start = node.place.start + lead + offset;
    return { start, end: start + length };
  }
  const found = part === '' ? -1 : node.raw.indexOf(part);
  if (found < 0 || node.raw.includes(part, found + 1)) return node.place;
  return { start: node.place.start + found, end: node.place.start + found + length };
}
