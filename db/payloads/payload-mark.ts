/** Marks what the codec made, a reference or a sealed payload, among a payload’s metadata; a payload that an action makes can never carry it, because converters write no other metadata. */
export const payloadMark = 'mbi-payload';
