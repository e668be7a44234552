import type { z } from 'zod';
import type { apiConfig, channelsConfig } from '../../contracts/config/index.ts';
import { createMailChannel, type MailChannel } from './email/mail-channel.ts';
import { createSlackChannel, type SlackChannel } from './slack/slack-channel.ts';

/** The settings of the channels, and where links lead. */
export type ChannelSettings = Readonly<
  z.infer<typeof channelsConfig> & Pick<z.infer<typeof apiConfig>, 'MBI_PUBLIC_URL'>
>;

/** The ways to people besides the inbox; a way that is not configured is null. `public_url` has no slash at the end. */
export type Channels = {
  readonly slack: SlackChannel | null;
  readonly email: MailChannel | null;
  /** Null when nobody said where people reach the API: messages then carry no links. */
  readonly public_url: string | null;
};

/** Builds the channels that the settings switch on: Slack by a token and a channel, mail by a server and a sender. */
export function createChannels(settings: ChannelSettings, deps: { readonly fetch: typeof fetch }): Channels {
  const { SLACK_BOT_TOKEN, SLACK_CHANNEL, SLACK_API_URL, SMTP_URL, MAIL_FROM, MBI_PUBLIC_URL } = settings;
  return {
    slack:
      SLACK_BOT_TOKEN === undefined || SLACK_CHANNEL === undefined
        ? null
        : createSlackChannel({ token: SLACK_BOT_TOKEN, channel: SLACK_CHANNEL, api_url: SLACK_API_URL, ...deps }),
    email: SMTP_URL === undefined || MAIL_FROM === undefined ? null : createMailChannel(SMTP_URL, MAIL_FROM),
    public_url: MBI_PUBLIC_URL?.replace(/\/+$/, '') ?? null,
  };
}

/** Whether anybody would be told anything. */
export function anyChannel(channels: Channels): boolean {
  return channels.slack !== null || channels.email !== null;
}
