import { badParameter } from './envelope.ts';

/** One part of a multipart form. */
export type Part = { readonly name: string; readonly filename: string | null; readonly bytes: Buffer };

const lineEnd = Buffer.from('\r\n');
const blankLine = Buffer.from('\r\n\r\n');

function partOf(raw: Buffer): Part {
  const cut = raw.indexOf(blankLine);
  const head = cut === -1 ? '' : raw.subarray(0, cut).toString('utf8');
  const disposition = /^content-disposition:\s*form-data;(.*)$/im.exec(head)?.[1] ?? '';
  const name = /\bname="([^"]*)"/.exec(disposition)?.[1];
  if (name === undefined) throw badParameter('body: A part of the form has no name');
  const filename = /\bfilename="([^"]*)"/.exec(disposition)?.[1] ?? null;
  return { name, filename, bytes: raw.subarray(cut + blankLine.length, raw.length - lineEnd.length) };
}

/** Reads a `multipart/form-data` body from its bytes. Refuses another type, a form that does not end, and a name given twice. */
export function readMultipart(contentType: string, body: Buffer): ReadonlyMap<string, Part> {
  const boundary = /^multipart\/form-data\s*;.*\bboundary="?([^";]+)"?/i.exec(contentType)?.[1];
  if (boundary === undefined) throw badParameter('body: Must be multipart/form-data');
  const mark = Buffer.from(`--${boundary}`);
  const parts = new Map<string, Part>();
  let at = body.indexOf(mark);
  while (at !== -1) {
    const start = at + mark.length;
    if (body.subarray(start, start + 2).toString() === '--') return parts;
    const next = body.indexOf(mark, start);
    if (next === -1) break;
    const part = partOf(body.subarray(start + lineEnd.length, next));
    if (parts.has(part.name)) throw badParameter(`${part.name}: Is given more than once`);
    parts.set(part.name, part);
    at = next;
  }
  throw badParameter('body: The form does not end');
}
