import { Context } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import type { ActionContext } from '../../contracts/action-handler.ts';
import type { DeliverApprovalInput } from '../../contracts/activity-envelope.ts';
import { CodedError, describeError } from '../../contracts/errors/index.ts';
import { type DeliveryDependencies, deliverApproval } from './deliver-approval.ts';
import { deliverRecommendation, isOfRecommendation } from './deliver-recommendation.ts';

const pulseMs = 3_000;

/** The activity of `deliver_approval`, under the name that the workflow calls it by. It may be tried again at any point. */
export function createNotificationActivities(deps: DeliveryDependencies & { readonly log: ActionContext['log'] }) {
  const deliver = async (input: DeliverApprovalInput): Promise<void> => {
    const activity = Context.current();
    const pulse = setInterval(() => activity.heartbeat(), pulseMs);
    try {
      await (isOfRecommendation(input) ? deliverRecommendation(deps, input) : deliverApproval(deps, input));
    } catch (error) {
      const code = error instanceof CodedError ? error.code : 'INTERNAL';
      const { approval_id, moment } = input;
      deps.log.warn({ approval_id, moment, code, attempt: activity.info.attempt }, 'An approval could not be told');
      throw failureOf(error);
    } finally {
      clearInterval(pulse);
    }
  };
  return { 'notifications.deliver_approval': deliver };
}

/** Only our own words go into the history: those of others may hold anything. */
function failureOf(error: unknown): ApplicationFailure {
  const coded = error instanceof CodedError ? error : new CodedError('INTERNAL', 'Something went wrong.');
  const seconds = coded.retryAfterSeconds;
  const failure = ApplicationFailure.create({
    type: coded.code,
    message: coded.message,
    nonRetryable: !describeError(coded.code).retryable && coded.code !== 'INTERNAL',
    ...(seconds === null ? {} : { nextRetryDelay: seconds * 1_000 }),
  });
  failure.stack = '';
  return failure;
}
