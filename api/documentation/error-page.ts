import { describeError, errorTable, isErrorCode } from '../../contracts/errors/index.ts';

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)} – MBI</title></head><body><main>${body}</main></body></html>`;
}

/** The page that a problem’s `type` points to; null for a code that does not exist. */
export function errorPage(code: string): string | null {
  if (!isErrorCode(code)) return null;
  const entry = describeError(code);
  const runbook =
    entry.runbook === undefined
      ? ''
      : `<h2>For whoever is on call</h2><p><code>${escapeHtml(entry.runbook)}</code></p>`;
  const retry = entry.retryable ? 'Yes, the same request may succeed later.' : 'No.';
  return page(
    code,
    `<h1>${escapeHtml(entry.title)}</h1><p><code>${code}</code>, HTTP ${entry.status}</p><h2>What it means</h2><p>${escapeHtml(entry.meaning)}</p><h2>What to do</h2><p>${escapeHtml(entry.fix)}</p><h2>Does trying again help?</h2><p>${retry}</p>${runbook}<p><a href="/errors">All codes</a></p>`,
  );
}

/** The list of all codes. */
export function errorIndexPage(): string {
  const rows = Object.entries(errorTable)
    .map(([code, entry]) => `<li><a href="/errors/${code}"><code>${code}</code></a> ${escapeHtml(entry.title)}</li>`)
    .join('');
  return page('Error codes', `<h1>Error codes</h1><ul>${rows}</ul>`);
}
