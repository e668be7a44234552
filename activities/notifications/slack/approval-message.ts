import type { JsonObject } from '../../../contracts/canonical-json.ts';
import { chatActions, toChatReference } from '../../../contracts/chat.ts';
import { rejectReasonWords } from '../../../contracts/rejection.ts';
import type { AskedApproval } from '../asked-approval.ts';
import { escaped, plainText } from './plain-text.ts';
import type { SlackMessage } from './slack-channel.ts';

/**
 * An approval as a Slack message (Block Kit): what is decided, before and after, what it rests on, until when. While it
 * waits it has buttons; afterwards it says who decided what and when, and has none.
 */
export function approvalMessage(approval: AskedApproval): SlackMessage {
  const { card, ending } = approval;
  const about = card.campaign === null ? '' : `${card.campaign} · `;
  const blocks: JsonObject[] = [
    { type: 'header', text: plainText(card.title, 150) },
    ...card.changes.map(({ what, before, after, delta }) =>
      section(`${what}\n${before} → ${after}${delta === '' ? '' : ` (${delta})`}`),
    ),
    ...(card.more === 0 ? [] : [section(`… and ${card.more} more changes`)]),
    ...(card.expected === null ? [] : [section(`Expected: ${card.expected}`)]),
    { type: 'context', elements: [plainText(`${about}${basis(approval)}`, 2_000)] },
  ];
  if (ending !== null) return { text: escaped(`${ending} ${card.title}`), blocks: [...blocks, section(ending)] };
  const until = `Decide until ${card.deadline}. ${card.on_timeout}`;
  return { text: escaped(`Please decide: ${card.title}`), blocks: [...blocks, section(until), buttons(approval)] };
}

function section(text: string): JsonObject {
  return { type: 'section', text: plainText(text) };
}

function basis({ card, asked }: AskedApproval): string {
  const { cause, risk, confidence, quorum, asked_by } = card;
  const parts = [
    ...(cause === null ? [] : [`Root cause: ${cause}`]),
    ...(risk === null ? [] : [`Risk: ${risk}`]),
    ...(confidence === null ? [] : [`Confidence: ${confidence}`]),
    ...(quorum > 1 ? [`${quorum} people must say yes`] : []),
    `Asked for by ${asked_by}`,
    `${asked} may decide`,
  ];
  return parts.join(' · ');
}

/** One press says yes; a no is a choice among the reasons. Both name exactly the plan that is shown. */
function buttons({ reference, inbox_url }: AskedApproval): JsonObject {
  const value = toChatReference(reference);
  return {
    type: 'actions',
    block_id: value,
    elements: [
      { type: 'button', action_id: chatActions.approve, text: plainText('Approve'), style: 'primary', value },
      {
        ...{ type: 'static_select', action_id: chatActions.reject, placeholder: plainText('Reject …') },
        options: Object.entries(rejectReasonWords).map(([reason, words]) => ({
          text: plainText(words, 75),
          value: reason,
        })),
      },
      ...(inbox_url === null
        ? []
        : [{ type: 'button', action_id: chatActions.open, text: plainText('Open'), url: inbox_url }]),
    ],
  };
}
