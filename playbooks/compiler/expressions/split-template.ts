/** A part of a text: plain, or an expression between `{{` and `}}` with its offset. */
export type TemplatePart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'expression'; readonly text: string; readonly offset: number };

/** A text in parts, or where a `{{` is never closed. Quotes and brackets inside an expression are respected, so `'}}'` and `{"a": {}}` work. */
export function splitTemplate(text: string): {
  readonly parts: readonly TemplatePart[];
  readonly unclosedAt: number | null;
} {
  const parts: TemplatePart[] = [];
  let position = 0;
  while (position < text.length) {
    const open = text.indexOf('{{', position);
    if (open < 0) break;
    if (open > position) parts.push({ kind: 'text', text: text.slice(position, open) });
    const close = closingOf(text, open + 2);
    if (close === null) return { parts, unclosedAt: open };
    parts.push({ kind: 'expression', text: text.slice(open + 2, close), offset: open + 2 });
    position = close + 2;
  }
  if (position < text.length) parts.push({ kind: 'text', text: text.slice(position) });
  return { parts, unclosedAt: null };
}

function closingOf(text: string, start: number): number | null {
  let braces = 0;
  let quote: string | null = null;
  for (let at = start; at < text.length; at += 1) {
    const character = text[at];
    if (quote !== null) {
      if (character === '\\') at += 1;
      else if (character === quote) quote = null;
    } else if (character === '"' || character === "'") {
      quote = character;
    } else if (character === '{') {
      braces += 1;
    } else if (character === '}') {
      if (braces === 0) return text[at + 1] === '}' ? at : null;
      braces -= 1;
    }
  }
  return null;
}
