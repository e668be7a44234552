const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '\\': '\\', "'": "'", '"': '"' };

/** The text that a bytes literal of Python (`b'…'`) stands for, read as UTF-8; any other text is given back as it is. */
export function decodeBytes(text: string): string {
  const literal = /^b(['"])([\s\S]*)\1$/.exec(text.trim())?.[2];
  if (literal === undefined) return text;
  const parts = literal.match(/\\x[0-9a-f]{2}|\\[\s\S]|[^\\]+/gi) ?? [];
  return Buffer.concat(
    parts.map((part) => {
      if (/^\\x/i.test(part) && part.length === 4) return Buffer.from(part.slice(2), 'hex');
      return Buffer.from(part.startsWith('\\') ? (escapes[part.slice(1)] ?? part) : part, 'utf8');
    }),
  ).toString('utf8');
}
