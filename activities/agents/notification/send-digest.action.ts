import { z } from 'zod';
import { defineAction } from '../../../contracts/action.ts';
import { roleSchema } from '../../../contracts/roles.ts';

/**
 * Tells people something that needs no decision: in their inbox, and in chat and by mail where these are configured. The
 * same step of an execution tells once, however often it is tried; shadow and dry runs tell nobody.
 */
export const sendDigest = defineAction({
  agent: 'NotificationAgent',
  action: 'send_digest',
  effect: 'notify',
  summary: 'Tells people in the inbox, in chat and by mail what happened.',
  params: z.object({
    title: z.string().min(1).max(200),
    text: z.string().min(1).max(20_000).describe('plain text, one thought a line'),
    roles: z.array(roleSchema).default([]).describe('whoever holds one of these'),
    emails: z.array(z.string()).default([]).describe('people of the tenant by address'),
  }),
  output: z.object({
    people: z.int().describe('whom it was meant for'),
    inbox: z.int().describe('how many were told in the inbox'),
    chat: z.enum(['sent', 'failed', 'not_configured']),
    mails_sent: z.int(),
    mails_failed: z.int(),
  }),
  timeout_seconds: 60,
});
