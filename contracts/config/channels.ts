import { z } from 'zod';
import { optionalSecret } from './marks.ts';

/** Where approvals are told besides the inbox; a channel without its settings stays silent. */
export const channelsConfig = z.object({
  SLACK_BOT_TOKEN: optionalSecret('switches Slack on, with SLACK_CHANNEL; needs the scope chat:write'),
  SLACK_CHANNEL: z.string().optional().describe('id of the channel that approvals are posted to, such as C0123456789'),
  SLACK_SIGNING_SECRET: optionalSecret('lets the API take button presses; without it they are refused'),
  SLACK_API_URL: z.url().default('https://slack.com/api').describe('Slack Web API, or something that speaks it'),
  SMTP_URL: optionalSecret('switches mail on, with MAIL_FROM; smtps://user:password@host:465'),
  MAIL_FROM: z.string().optional().describe('sender of mails, such as MBI <mbi@example.com>'),
});
