import type { ApprovalCard } from '../../contracts/approval-card.ts';
import { htmlText } from '../../contracts/html-text.ts';
import { rejectReasonWords } from '../../contracts/rejection.ts';

const style = [
  'body{font:16px/1.5 system-ui,sans-serif;max-width:40rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}',
  'h1{font-size:1.3rem}td{padding:.25rem 1rem .25rem 0;vertical-align:top}form{margin-top:1.5rem}',
  'button,select,input{font:inherit;min-height:44px;padding:.5rem 1rem;margin:.25rem .5rem .25rem 0}',
  '@media(prefers-color-scheme:dark){body{color:#eee;background:#161616}a{color:#9cf}}',
].join('');

/** The page of a decision link: what is decided, and a form that decides. Works without scripts. */
export function questionPage(card: ApprovalCard, person_email: string): string {
  const row = (left: string, right: string) => `<tr><td>${htmlText(left)}</td><td>${htmlText(right)}</td></tr>`;
  const rows = [
    ...(card.campaign === null ? [] : [row('Campaign', card.campaign)]),
    ...card.changes.map(({ what, before, after, delta }) =>
      row(what, `${before} → ${after}${delta === '' ? '' : ` (${delta})`}`),
    ),
    ...(card.more === 0 ? [] : [row('', `… and ${card.more} more changes`)]),
    ...(card.cause === null ? [] : [row('Root cause', card.cause)]),
    ...(card.expected === null ? [] : [row('Expected', card.expected)]),
    ...(card.risk === null ? [] : [row('Risk', card.risk)]),
    ...(card.confidence === null ? [] : [row('Confidence', card.confidence)]),
    row('Asked for by', card.asked_by),
    row('Decide until', `${card.deadline}. ${card.on_timeout}`),
    row('You decide as', person_email),
  ];
  const reasons = Object.entries(rejectReasonWords).map(
    ([reason, words]) => `<option value="${htmlText(reason)}">${htmlText(words)}</option>`,
  );
  return page(card.title, [
    `<table>${rows.join('')}</table>`,
    '<form method="post"><button name="decision" value="approve">Approve</button></form>',
    '<form method="post"><label>Reason <select name="reason">',
    ...reasons,
    '</select></label> <label>In your words (optional) <input name="words" maxlength="1000"></label>',
    ' <button name="decision" value="reject">Reject</button></form>',
    '<p>This link works once.</p>',
  ]);
}

/** What became of a decision, or why there is none. */
export function answerPage(title: string, sentence: string): string {
  return page(title, [`<p>${htmlText(sentence)}</p>`]);
}

function page(title: string, body: readonly string[]): string {
  const head = [
    '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta name="robots" content="noindex"><title>${htmlText(title)}</title><style>${style}</style>`,
  ];
  return [
    `<!doctype html><html lang="en"><head>${head.join('')}</head>`,
    `<body><main><h1>${htmlText(title)}</h1>`,
    ...body,
    '</main></body></html>',
  ].join('\n');
}
