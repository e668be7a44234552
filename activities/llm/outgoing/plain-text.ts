/**
 * Characters that people do not see and models read: zero-width and bidirectional marks, tag characters, variation
 * selectors, fillers, private use, and controls other than tab and line feed.
 */
const unseen =
  /\p{Cf}|\p{Co}|\p{Cs}|\p{Cn}|[\u{FE00}-\u{FE0F}]|[\u{E0100}-\u{E01EF}]|\u{034F}|[\u{115F}\u{1160}\u{3164}\u{FFA0}\u{2800}\u{2028}\u{2029}]/gu;
const control = /(?![\t\n])\p{Cc}/gu;

/** A text without anything that a person would not see. Text that is read by a model is cleaned first, as are its answers. */
export function withoutUnseen(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(unseen, '').replace(control, '');
}
