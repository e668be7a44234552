import type { Tone } from '../executions/describe-execution.ts';
import type { DocumentWish } from './knowledge-actions.ts';

/** The longest document that the server takes, in characters. */
export const mostCharacters = 200_000;

const formats: Readonly<Record<string, string>> = {
  md: 'markdown',
  markdown: 'markdown',
  html: 'html',
  htm: 'html',
  csv: 'csv',
};

/** The form of a file by its name; what is not known is plain text. */
export function formatOf(file_name: string): string {
  const ending = file_name.toLowerCase().split('.').at(-1) ?? '';
  return formats[ending] ?? 'text';
}

/** A name by which a newer version will replace this one, from its kind and title: `brand_guideline/tone-of-voice`. */
export function sourceKeyOf(kind: string, title: string): string {
  const words = title
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  return words === '' ? '' : `${kind}/${words}`.slice(0, 200);
}

/** The document in the fields; null while something is missing or it is too long. */
export function documentOf(draft: DocumentWish): DocumentWish | null {
  const [title, source_key] = [draft.title.trim(), draft.source_key.trim()];
  const named = title !== '' && /^[\w][\w./:-]{0,199}$/.test(source_key);
  const fits = draft.content.trim() !== '' && draft.content.length <= mostCharacters;
  return named && fits ? { ...draft, title, source_key } : null;
}

/** Where a document stands, in words. */
export function documentStanding(status: string, superseded: boolean): { readonly word: string; readonly tone: Tone } {
  if (status === 'indexed')
    return superseded ? { word: 'replaced', tone: 'neutral' } : { word: 'answers', tone: 'good' };
  if (status === 'pending') return { word: 'being read', tone: 'busy' };
  if (status === 'failed') return { word: 'set aside', tone: 'bad' };
  return { word: status, tone: 'neutral' };
}
