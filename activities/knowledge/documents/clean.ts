import { CodedError } from '../../../contracts/errors/index.ts';
import type { KnowledgeFormat } from '../../../contracts/knowledge.ts';
import { csvText } from './csv-text.ts';
import { htmlText } from './html-text.ts';
import { markdownText } from './markdown-text.ts';
import { tidy } from './plain-text.ts';

const readers: Readonly<Record<KnowledgeFormat, (content: string) => string>> = {
  markdown: markdownText,
  html: htmlText,
  csv: csvText,
  text: (content) => content,
};

/** How files begin that are no text, whatever they are called. */
const binaryMarks = [
  ['%PDF-', 'PDF'],
  ['JVBERi0', 'PDF in base64'],
  ['PK\u0003\u0004', 'DOCX, XLSX or another ZIP file'],
  ['\u00D0\u00CF\u0011\u00E0', 'an old Office file'],
  ['{\\rtf', 'RTF'],
] as const;

/**
 * The text of a document as it is stored, split and quoted: tidy Markdown, plain text or a list. What it says is kept word
 * for word, also where it reads like an order to a machine: documents are data. Throws KNOWLEDGE_FORMAT_UNSUPPORTED,
 * KNOWLEDGE_DOCUMENT_MALFORMED or KNOWLEDGE_DOCUMENT_EMPTY.
 */
export function cleanDocument({
  format,
  content,
}: {
  readonly format: KnowledgeFormat;
  readonly content: string;
}): string {
  const start = content.trimStart();
  const found = binaryMarks.find(([mark]) => start.startsWith(mark));
  if (found !== undefined || looksBinary(content)) {
    const kind = found?.[1] ?? 'a binary file';
    throw new CodedError('KNOWLEDGE_FORMAT_UNSUPPORTED', `This is ${kind}; the knowledge base reads text.`, { kind });
  }
  const text = tidy(readers[format](content));
  if (!/[\p{L}\p{N}]/u.test(text))
    throw new CodedError('KNOWLEDGE_DOCUMENT_EMPTY', 'Nothing is left of this document once its mark-up is gone.');
  return text;
}

/** More than one character in a hundred is a control or replacement character: what is left of a file that was no text. */
function looksBinary(content: string): boolean {
  const odd = content.match(/[^\P{Cc}\n\r\t\f]|\uFFFD/gu)?.length ?? 0;
  return odd > 0 && odd > content.length / 100;
}
