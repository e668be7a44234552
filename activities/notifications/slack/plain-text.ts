import type { JsonObject } from '../../../contracts/canonical-json.ts';

/**
 * A text object that Slack does not read: no formatting, no emoji names, no `<!channel>`. Everything that others wrote goes
 * through here. Slack refuses empty texts and those over 3,000 characters, so both are mended.
 */
export function plainText(text: string, most = 3_000): JsonObject {
  const told = text.trim() === '' ? '–' : text;
  return { type: 'plain_text', text: shortened(told, most), emoji: false };
}

/**
 * For the `text` of a message, which Slack reads: the three characters that begin mentions and links are written as
 * entities (https://docs.slack.dev/messaging/formatting-message-text#escaping).
 */
export function escaped(text: string): string {
  return shortened(text, 2_000).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function shortened(text: string, most: number): string {
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`;
}
