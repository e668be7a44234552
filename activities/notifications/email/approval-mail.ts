import { htmlText, oneLine } from '../../../contracts/html-text.ts';
import type { AskedApproval } from '../asked-approval.ts';
import type { Mail } from './mail-channel.ts';

/**
 * The question as a mail, in plain text and in HTML without pictures, scripts or anything from elsewhere. `decision_url`
 * leads to a page that decides without signing in; null where a person must sign in.
 */
export function approvalMail(
  { card, inbox_url }: AskedApproval,
  decision_url: string | null,
): Pick<Mail, 'subject' | 'text' | 'html'> {
  const rows = card.changes.map(({ what, before, after, delta }) => ({
    what,
    change: `${before} → ${after}${delta === '' ? '' : ` (${delta})`}`,
  }));
  const facts = [
    ...(card.campaign === null ? [] : [`Campaign: ${card.campaign}`]),
    ...(card.cause === null ? [] : [`Root cause: ${card.cause}`]),
    ...(card.expected === null ? [] : [`Expected: ${card.expected}`]),
    ...(card.risk === null ? [] : [`Risk: ${card.risk}`]),
    ...(card.confidence === null ? [] : [`Confidence: ${card.confidence}`]),
    ...(card.quorum > 1 ? [`${card.quorum} people must say yes.`] : []),
    `Asked for by ${card.asked_by}.`,
    `Decide until ${card.deadline}. ${card.on_timeout}`,
  ];
  const links = [
    ...(decision_url === null ? [] : [{ words: 'Decide (this link works once, and only for you)', url: decision_url }]),
    ...(inbox_url === null ? [] : [{ words: 'Open in the inbox', url: inbox_url }]),
  ];
  const more = card.more === 0 ? [] : [`… and ${card.more} more changes`];
  const text = [
    oneLine(card.title, 300),
    '',
    ...rows.map(({ what, change }) => oneLine(`${what}: ${change}`, 500)),
    ...more,
    '',
    ...facts.map((fact) => oneLine(fact, 1_000)),
    '',
    ...links.map(({ words, url }) => `${words}: ${url}`),
  ];
  return {
    subject: oneLine(`Please decide: ${card.title}`),
    text: text.join('\n'),
    html: html(card.title, rows, [...more, ...facts], links),
  };
}

function html(
  title: string,
  rows: readonly { readonly what: string; readonly change: string }[],
  facts: readonly string[],
  links: readonly { readonly words: string; readonly url: string }[],
): string {
  const cell = (text: string) => `<td style="padding:4px 16px 4px 0">${htmlText(text)}</td>`;
  return [
    '<!doctype html><html lang="en"><body style="font-family:sans-serif;line-height:1.5">',
    `<h1 style="font-size:18px">${htmlText(title)}</h1>`,
    `<table>${rows.map(({ what, change }) => `<tr>${cell(what)}${cell(change)}</tr>`).join('')}</table>`,
    ...facts.map((fact) => `<p style="margin:8px 0">${htmlText(fact)}</p>`),
    ...links.map(({ words, url }) => `<p style="margin:16px 0"><a href="${htmlText(url)}">${htmlText(words)}</a></p>`),
    '</body></html>',
  ].join('\n');
}
