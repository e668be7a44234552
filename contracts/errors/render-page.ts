import { describeError, type ErrorCode } from './index.ts';

/** The page of one error code as Markdown: what it means, what to do, and how machines see it. Served at /errors/<code>. */
export function renderErrorPage(code: ErrorCode): string {
  const entry = describeError(code);
  return [
    `# ${code}`,
    '',
    `**${entry.title}.**`,
    '',
    entry.meaning,
    '',
    `**What to do.** ${entry.fix}`,
    '',
    ...(entry.runbook === undefined
      ? []
      : [`**Runbook.** [${entry.runbook}](${entry.runbook.replace(/^docs\//, '../')})`, '']),
    '| where | value |',
    '|---|---|',
    `| HTTP status | ${entry.status} |`,
    `| problem type | \`/errors/${code}\` |`,
    `| Temporal failure type | \`${code}\` |`,
    `| trying again may help | ${entry.retryable ? 'yes' : 'no'} |`,
    '',
  ].join('\n');
}
