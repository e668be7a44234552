/** A text as HTML shows it: every character that could begin a tag, an attribute or an entity is written as an entity. */
export function htmlText(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** One line without control characters, for subjects and names. */
export function oneLine(text: string, most = 150): string {
  const line = text.replaceAll(/\p{Cc}+/gu, ' ').trim();
  return line.length <= most ? line : `${line.slice(0, most - 1)}…`;
}
