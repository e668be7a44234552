import { expect, it } from 'vitest';
import { isSignedBySlack, signSlack } from './slack-signature.ts';

// The example of Slack's own page on verifying requests.
const secret = '8f742231b10e8888abcd99yyyzzz85a5';
const body = Buffer.from(
  'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c',
);
const timestamp = '1531420618';
const signature = 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503';
const now = new Date(1_531_420_618_000);

it('the published example is signed', () => {
  expect(signSlack(secret, timestamp, body)).toBe(signature);
  expect(isSignedBySlack({ timestamp, signature }, body, secret, now)).toBe(true);
});

it.each<[string, Partial<{ timestamp: string; signature: string; body: Buffer; secret: string; now: Date }>]>([
  ['another body', { body: Buffer.from(`${body.toString()}x`) }],
  ['another secret', { secret: 'other' }],
  ['another time', { timestamp: '1531420619' }],
  ['a signature without its version', { signature: signature.slice(3) }],
  ['no signature', { signature: '' }],
  ['a time that is none', { timestamp: '-1' }],
  ['a call of more than five minutes ago', { now: new Date(now.getTime() + 301_000) }],
  ['a call from the future', { now: new Date(now.getTime() - 301_000) }],
])('%s is not', (_case, more) => {
  const all = { timestamp, signature, body, secret, now, ...more };
  expect(isSignedBySlack(all, all.body, all.secret, all.now)).toBe(false);
});
