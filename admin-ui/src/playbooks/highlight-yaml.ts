/** A piece of a YAML line with its role; together the pieces are the line. */
export type YamlToken = Piece & { /** Offset in the line. */ readonly at: number };

type Piece = { readonly kind: 'key' | 'text' | 'expression' | 'comment' | 'number'; readonly text: string };

const key = /^(\s*(?:- )*)([A-Za-z_][\w-]*|'[^']*'|"[^"]*")(:)(?=\s|$)/;

/** Splits one line of YAML into coloured pieces. A light eye-aid for reading, not a parser: it never drops a character. */
export function highlightYamlLine(line: string): YamlToken[] {
  const tokens: Piece[] = [];
  const found = key.exec(line);
  let rest = line;
  if (found !== null) {
    const [whole = '', indent = '', name = '', colon = ''] = found;
    if (indent !== '') tokens.push({ kind: 'text', text: indent });
    tokens.push({ kind: 'key', text: name }, { kind: 'text', text: colon });
    rest = line.slice(whole.length);
  }
  let at = 0;
  return [...tokens, ...splitRest(rest)].flatMap((piece) => {
    if (piece.text === '') return [];
    const token = { ...piece, at };
    at += piece.text.length;
    return [token];
  });
}

function splitRest(rest: string): Piece[] {
  const comment = /(^|\s)#.*$/.exec(rest.replace(/'[^']*'|"[^"]*"/g, (quoted) => ' '.repeat(quoted.length)));
  const body = comment === null ? rest : rest.slice(0, comment.index);
  const tokens = body.split(/(\{\{.*?\}\})/).flatMap((part): Piece[] => {
    if (part.startsWith('{{')) return [{ kind: 'expression', text: part }];
    return /^\s*-?\d+(\.\d+)?\s*$/.test(part) ? [{ kind: 'number', text: part }] : [{ kind: 'text', text: part }];
  });
  return comment === null ? tokens : [...tokens, { kind: 'comment', text: rest.slice(comment.index) }];
}
