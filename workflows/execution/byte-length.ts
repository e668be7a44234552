/**
 * How many bytes a text takes in UTF-8, counted without making them. A surrogate pair is four bytes; half a pair, which
 * JSON.stringify never leaves in, would be sent as the three of U+FFFD.
 */
export function byteLength(text: string): number {
  let bytes = text.length;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit < 0x80) continue;
    const paired = unit >= 0xd800 && unit <= 0xdbff && isLow(text.charCodeAt(index + 1));
    bytes += unit < 0x800 ? 1 : 2;
    if (paired) index += 1;
  }
  return bytes;
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
