/** HTML comments are read by models and not by people; front matter is for machines. Headings, lists and tables stay. */
export function markdownText(markdown: string): string {
  return dropComments(dropFrontMatter(markdown.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')))
    .split('\n')
    .map(plainLine)
    .join('\n');
}

function dropFrontMatter(text: string): string {
  if (!text.startsWith('---\n')) return text;
  const end = text.indexOf('\n---', 3);
  return end === -1 ? text : text.slice(end + 4);
}

/** Whatever follows a comment that never ends is a comment too, as in a browser. */
function dropComments(text: string): string {
  const parts: string[] = [];
  let at = 0;
  for (;;) {
    const open = text.indexOf('<!--', at);
    if (open === -1) return parts.join('') + text.slice(at);
    parts.push(text.slice(at, open));
    const close = text.indexOf('-->', open + 4);
    if (close === -1) return parts.join('');
    at = close + 3;
  }
}

/** A link keeps its words, a picture nothing: what it shows is not text, and its description is a place to hide some. */
function plainLine(line: string): string {
  return line
    .replace(/!\[[^\]]{0,1000}\]\([^)\s]{0,2000}(?:\s[^)]{0,500})?\)/g, '')
    .replace(/\[([^\]]{0,1000})\]\([^)\s]{0,2000}(?:\s[^)]{0,500})?\)/g, '$1')
    .replace(/<\/?[a-z][^<>]{0,1000}>/gi, '')
    .replace(/(\*\*|__)(?=\S)([^*_]{1,1000}?)\1/g, '$2');
}
