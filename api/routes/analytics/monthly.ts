import { z } from 'zod';
import { CodedError } from '../../../contracts/errors/index.ts';
import { judgeMilestones, milestonesSchema } from '../../../contracts/milestones.ts';
import { monthlyReportSchema, monthOf } from '../../../contracts/monthly-report.ts';
import { readMilestoneFacts } from '../../../db/queries/milestone-facts.ts';
import { readMonthlyReport } from '../../../db/queries/monthly-report.ts';
import { defineOperation, json, noBody, nothing } from '../../operation/operation.ts';

/** The report of a calendar month (UTC); of the one that is running where none is named. */
export const showMonthlyReport = defineOperation({
  method: 'get',
  path: '/v2/analytics/monthly',
  id: 'show_monthly_report',
  tag: 'analytics',
  summary: 'Trends of quality, outcomes, cost and patterns of reasoning of a month.',
  access: 'recommendations:read',
  params: nothing,
  query: z.strictObject({ month: z.string().max(7).optional().describe('2026-03; the running one unless told') }),
  body: noBody,
  responses: { 200: { description: 'The report.', schema: monthlyReportSchema } },
  errors: ['REQUEST_INVALID'],
  async handle({ query, inTenant, deps }) {
    const now = deps.now();
    const period = monthOf(query.month ?? now.toISOString().slice(0, 7));
    if (period === null || period.since > now) {
      const detail = 'a month such as 2026-03 that has begun';
      throw new CodedError('REQUEST_INVALID', `Ask for ${detail}.`, { errors: [{ pointer: '/query/month', detail }] });
    }
    const dayBefore = new Date(period.since.getTime() - 86_400_000).toISOString().slice(0, 7);
    const before = monthOf(dayBefore) ?? { since: period.since, until: period.since };
    return json(200, await inTenant((tx) => readMonthlyReport(tx, period, before, now)));
  },
});

/** How far the agent has come: the checklist of its milestones, computed from the ledger. */
export const showMilestones = defineOperation({
  method: 'get',
  path: '/v2/analytics/milestones',
  id: 'show_milestones',
  tag: 'analytics',
  summary: 'The checklist of milestones, with live numbers.',
  access: 'recommendations:read',
  params: nothing,
  query: nothing,
  body: noBody,
  responses: { 200: { description: 'The phases with their lines.', schema: milestonesSchema } },
  errors: [],
  async handle({ inTenant, deps }) {
    const facts = await inTenant((tx) => readMilestoneFacts(tx, deps.now()));
    return json(200, judgeMilestones({ ...facts, back_office: deps.settings.admin_folder !== null }));
  },
});
