import { decodeEntities } from './html-entities.ts';

/** Elements whose content no reader sees as text. */
const silent = new Set([
  'script',
  'style',
  'head',
  'noscript',
  'template',
  'svg',
  'math',
  'iframe',
  'object',
  'select',
  'textarea',
]);
const breaking = new Set(
  'p div br section article header footer main nav aside ul ol table blockquote pre figure figcaption dl dt dd hr form'.split(
    ' ',
  ),
);
const voids = new Set([
  'br',
  'hr',
  'img',
  'input',
  'meta',
  'link',
  'wbr',
  'source',
  'col',
  'area',
  'embed',
  'track',
  'base',
]);
const hidden =
  /\shidden(?=[\s=/>])|aria-hidden\s*=\s*["']?true|display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])|opacity\s*:\s*0(?![.\d])/i;
const tagPattern =
  /<!--[\s\S]*?(?:-->|$)|<[!?][^>]*(?:>|$)|<(\/?)([a-z][a-z0-9-]*)((?:"[^"]*"|'[^']*'|[^"'>])*)(?:>|$)/gi;

/**
 * The words of an HTML page as Markdown: headings, list items and table rows keep their shape, everything else becomes
 * paragraphs. What a reader does not see (scripts, comments, hidden elements, descriptions of pictures) is left out.
 */
export function htmlText(html: string): string {
  const out: string[] = [];
  /** The elements that are open inside a silent one; text counts only when there is none. */
  const quiet: string[] = [];
  let at = 0;
  for (const match of html.matchAll(tagPattern)) {
    if (quiet.length === 0) out.push(words(html.slice(at, match.index)));
    at = match.index + match[0].length;
    const [, slash = '', rawName, attributes = ''] = match;
    if (rawName === undefined) continue;
    const name = rawName.toLowerCase();
    if (quiet.length > 0) follow(quiet, name, slash === '/', attributes);
    else if (slash === '' && (silent.has(name) || (hidden.test(`${attributes}>`) && !voids.has(name))))
      quiet.push(name);
    else out.push(markOf(name, slash === '/'));
  }
  if (quiet.length === 0) out.push(words(html.slice(at)));
  return out.join('').replace(/ *\n */g, '\n');
}

function words(text: string): string {
  return decodeEntities(text.replace(/\s+/g, ' '));
}

/** Inside a silent element: its own end closes it. A script holds no elements, whatever stands in it. */
function follow(quiet: string[], name: string, ends: boolean, attributes: string): void {
  const outer = quiet[0] ?? '';
  if (ends) {
    const last = quiet.lastIndexOf(name);
    if (last !== -1) quiet.splice(last);
  } else if (outer !== 'script' && outer !== 'style' && !voids.has(name) && !attributes.endsWith('/')) quiet.push(name);
}

function markOf(name: string, ends: boolean): string {
  const heading = /^h([1-6])$/.exec(name);
  if (heading !== null) return ends ? '\n\n' : `\n\n${'#'.repeat(Number(heading[1]))} `;
  if (name === 'li') return ends ? '' : '\n- ';
  if (name === 'tr') return '\n';
  if (name === 'td' || name === 'th') return ends ? ' | ' : '';
  return name === 'br' ? '\n' : breaking.has(name) ? '\n\n' : '';
}
