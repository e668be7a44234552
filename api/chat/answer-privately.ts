import type { ApiDependencies } from '../dependencies.ts';
import type { Press } from './read-press.ts';

const timeoutMs = 5_000;
const slackHooks = 'https://hooks.slack.com';

/**
 * Says something that only the person who pressed sees (https://docs.slack.dev/interactivity/handling-user-interaction#message_responses).
 * Posts to nowhere but Slack, or to the host that stands in for it. Never throws: whoever is not reached sees the message
 * unchanged.
 */
export async function answerPrivately(
  { settings, log }: Pick<ApiDependencies, 'settings' | 'log'>,
  { response_url, reference }: Pick<Press, 'response_url' | 'reference'>,
  text: string,
): Promise<void> {
  const { approval_id } = reference;
  try {
    if (response_url === null || settings.chat == null) return;
    const { origin, protocol } = new URL(response_url);
    const api = new URL(settings.chat.slack_api_url);
    const stands_in = api.hostname === 'slack.com' ? slackHooks : api.origin;
    if (origin !== stands_in || !protocol.startsWith('http')) return;
    const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    await fetch(response_url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify({ response_type: 'ephemeral', replace_original: false, text: escaped }),
      signal: AbortSignal.timeout(timeoutMs),
      redirect: 'error',
    });
  } catch {
    // The address is a secret of its own, so nothing of the failure is repeated.
    log.warn({ approval_id }, 'somebody in the chat could not be answered');
  }
}
