import { z } from 'zod';
import type { HttpClient } from '../server/http-client.ts';

const groupSchema = z.object({
  group_id: z.string(),
  name: z.string(),
  members: z.array(z.object({ user_id: z.string(), email: z.string() })),
});
/** A group of people whom approvals may ask. */
export type ApproverGroup = z.infer<typeof groupSchema>;

const identitySchema = z.object({
  channel: z.string(),
  external_id: z.string(),
  user_id: z.string(),
  email: z.string(),
});
/** Who a person is in a chat. */
export type ChannelIdentity = z.infer<typeof identitySchema>;

/** Who is asked, and who people are in chats. Each throws ServerProblem. */
export function createPeopleActions(http: HttpClient) {
  return {
    groups: async () => (await http.request('/v2/approver-groups', z.object({ data: z.array(groupSchema) }))).data,
    /** Makes a group exactly these people, by e-mail. */
    putGroup: (body: { readonly name: string; readonly members: readonly string[] }) =>
      http.request('/v2/approver-groups', groupSchema, { method: 'POST', body }),
    identities: async () =>
      (await http.request('/v2/channel-identities', z.object({ data: z.array(identitySchema) }))).data,
    /** Links a person to a member id in Slack; null takes the link away. */
    putIdentity: (body: { readonly email: string; readonly external_id: string | null }) =>
      http.request('/v2/channel-identities', z.unknown(), { method: 'POST', body: { channel: 'slack', ...body } }),
  };
}
