import { defineErrors } from './define.ts';

/** Errors of the knowledge base. */
export const knowledgeErrors = defineErrors({
  KNOWLEDGE_DOCUMENT_NOT_FOUND: {
    status: 404,
    retryable: false,
    title: 'There is no such document',
    meaning: 'The knowledge base of this tenant has no document of this id, or it was deleted.',
    fix: 'See `GET /v2/knowledge/documents` for those that are there.',
  },
  KNOWLEDGE_DOCUMENT_EMPTY: {
    status: 422,
    retryable: false,
    title: 'The document has no text',
    meaning: 'After mark-up, scripts and white space were taken away nothing was left that could be found again.',
    fix: 'Send the text of the document; pictures and scans are not read.',
  },
  KNOWLEDGE_FORMAT_UNSUPPORTED: {
    status: 415,
    retryable: false,
    title: 'This kind of file is not read',
    meaning: 'The content is that of a PDF, a Word document or another binary file; the knowledge base reads text.',
    fix: 'Send the document as Markdown, HTML, plain text or CSV.',
  },
  KNOWLEDGE_DOCUMENT_MALFORMED: {
    status: 422,
    retryable: false,
    title: 'The document does not keep to its format',
    meaning: 'A CSV document has quotes that never close, or rows that do not fit its header.',
    fix: 'Mend the line that the message names, or send the document as plain text.',
  },
  KNOWLEDGE_OFF: {
    status: 503,
    retryable: true,
    title: 'The knowledge base is not ready',
    meaning: 'The worker has no folder for the knowledge base, or the folder cannot be read or written.',
    fix: 'Set MBI_KNOWLEDGE_FOLDER for the worker to a folder that it may write to.',
  },
  KNOWLEDGE_EMBEDDING_FAILED: {
    status: 503,
    retryable: true,
    title: 'The text could not be embedded',
    meaning: 'The service that turns text into vectors did not answer, refused, or gave vectors of another size.',
    fix: 'It is tried again; set MBI_EMBEDDINGS=offline to use the model that comes with the product.',
  },
  KNOWLEDGE_BUSY: {
    status: 503,
    retryable: true,
    title: 'The knowledge base is being written',
    meaning: 'Other writes came first again and again until this one gave up.',
    fix: 'It is tried again after a moment.',
  },
  KNOWLEDGE_TIMEOUT: {
    status: 504,
    retryable: true,
    title: 'The knowledge base did not answer in time',
    meaning: 'The search runs in the worker and had not ended when the request stopped waiting.',
    fix: 'Ask again; when it lasts, look at the execution that the details name and whether a worker runs.',
  },
});
