import { createHash } from 'node:crypto';
import type { Body } from './client.ts';

/** A name or value of a part: quotes and line ends would end it early (RFC 7578 §4.2, as browsers write them). */
function quoted(text: string): string {
  return text.replaceAll('\r', '%0D').replaceAll('\n', '%0A').replaceAll('"', '%22');
}

/**
 * A form of texts as multipart/form-data (RFC 7578). The boundary follows from what is sent and a `seed`, so that the same form
 * gives the same bytes, and is not contained in any value.
 */
export function formBody(fields: Readonly<Record<string, string>>, seed: string): Body {
  const parts = Object.entries(fields);
  const digest = createHash('sha256')
    .update(JSON.stringify([seed, parts]))
    .digest('hex')
    .slice(0, 32);
  const boundary = `----mbi${digest}`;
  const text = parts.map(
    ([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${quoted(name)}"\r\n\r\n${value}\r\n`,
  );
  return { content_type: `multipart/form-data; boundary=${boundary}`, text: `${text.join('')}--${boundary}--\r\n` };
}
