/** A piece of a YAML line with its role; together the pieces are the line. */
export type YamlToken = { readonly kind: 'key' | 'text' | 'expression' | 'comment' | 'number'; readonly text: string };

const key = /^(\s*(?:- )*)([A-Za-z_][\w-]*|'[^']*'|"[^"]*")(:)(?=\s|$)/;

/** Splits one line of YAML into coloured pieces. A light eye-aid for reading, not a parser: it never drops a character. */
export function highlightYamlLine(line: string): YamlToken[] {
  const tokens: YamlToken[] = [];
  const found = key.exec(line);
  let rest = line;
  if (found !== null) {
    const [whole = '', indent = '', name = '', colon = ''] = found;
    if (indent !== '') tokens.push({ kind: 'text', text: indent });
    tokens.push({ kind: 'key', text: name }, { kind: 'text', text: colon });
    rest = line.slice(whole.length);
  }
  return [...tokens, ...splitRest(rest)].filter(({ text }) => text !== '');
}

function splitRest(rest: string): YamlToken[] {
  const comment = /(^|\s)#.*$/.exec(rest.replace(/'[^']*'|"[^"]*"/g, (quoted) => ' '.repeat(quoted.length)));
  const body = comment === null ? rest : rest.slice(0, comment.index);
  const tokens = body.split(/(\{\{.*?\}\})/).flatMap((part): YamlToken[] => {
    if (part.startsWith('{{')) return [{ kind: 'expression', text: part }];
    return /^\s*-?\d+(\.\d+)?\s*$/.test(part) ? [{ kind: 'number', text: part }] : [{ kind: 'text', text: part }];
  });
  return comment === null ? tokens : [...tokens, { kind: 'comment', text: rest.slice(comment.index) }];
}
