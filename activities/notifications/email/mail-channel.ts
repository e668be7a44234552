import { createHash } from 'node:crypto';
import nodemailer from 'nodemailer';
import { CodedError } from '../../../contracts/errors/index.ts';

/** A mail to one person. `key` names it for ever: from it follows the Message-ID, by which mail programs fold copies. */
export type Mail = {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly key: string;
};

/** Sends mails. */
export type MailChannel = {
  /** Gives the Message-ID. Throws CHANNEL_UNAVAILABLE, CHANNEL_REFUSED or CHANNEL_ANSWER_LOST. */
  send(mail: Mail): Promise<string>;
};

/** Mail over SMTP (RFC 5321). The address holds the password, so no error repeats what the library says. */
export function createMailChannel(smtp_url: string, from: string): MailChannel {
  const timeouts = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 15_000, dnsTimeout: 10_000 };
  const closed = { disableFileAccess: true, disableUrlAccess: true };
  return {
    async send({ to, subject, text, html, key }) {
      const messageId = `<${createHash('sha256').update(key).digest('hex').slice(0, 32)}@mbi>`;
      const headers = { 'Auto-Submitted': 'auto-generated' };
      const progress = watchProgress();
      const transport = nodemailer.createTransport({ url: smtp_url, ...timeouts, ...closed, logger: progress.logger });
      try {
        await transport.sendMail({ from, to: { name: '', address: to }, subject, text, html, messageId, headers });
        return messageId;
      } catch (error) {
        throw told(error, progress.handedOver());
      }
    },
  };
}

/**
 * The library tells its logger when the end of the mail's text has gone out, and nobody else. Before that no server can
 * have taken the mail. Nothing is written anywhere.
 */
function watchProgress() {
  let over = false;
  const ignore = () => undefined;
  const info = (entry: unknown) => {
    if (typeof entry === 'object' && entry !== null && 'tnx' in entry && entry.tnx === 'message') over = true;
  };
  const levels = { level: ignore, trace: ignore, debug: ignore, warn: ignore, error: ignore, fatal: ignore };
  return { logger: { ...levels, info }, handedOver: () => over };
}

/**
 * What a failure means. A server that answered has decided: 4xx is not now, 5xx never. Without an answer it depends on
 * whether the whole mail was on its way: then it may have arrived.
 */
function told(error: unknown, handed_over: boolean): CodedError {
  const status = numberOf(error, 'responseCode');
  const smtp = { smtp: status };
  if (status >= 500) return new CodedError('CHANNEL_REFUSED', `The mail server refused the mail (${status}).`, smtp);
  if (status >= 400) return new CodedError('CHANNEL_UNAVAILABLE', `The mail server asks to wait (${status}).`, smtp);
  return handed_over
    ? new CodedError('CHANNEL_ANSWER_LOST', 'The mail server gave no answer.')
    : new CodedError('CHANNEL_UNAVAILABLE', 'The mail server cannot be reached.');
}

function numberOf(error: unknown, name: 'responseCode'): number {
  const value = typeof error === 'object' && error !== null && name in error ? error[name] : null;
  return typeof value === 'number' ? value : 0;
}
