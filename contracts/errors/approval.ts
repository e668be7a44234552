import { defineErrors } from './define.ts';

/** Why a decision was not counted. The same codes stand in the HTTP answer and in the record of ignored decisions. */
export const approvalErrors = defineErrors({
  APPROVAL_NOT_FOUND: {
    status: 404,
    retryable: false,
    title: 'No such approval',
    meaning: 'There is no approval with this id in your tenant.',
    fix: 'Check the id in the inbox.',
  },
  DECISION_STALE: {
    status: 412,
    retryable: false,
    title: 'The plan has changed since you looked',
    meaning: 'The digest you sent is not that of the plan now waiting, so the decision was not counted.',
    fix: 'Read the approval again and decide on what it shows now.',
  },
  DECISION_DIGEST_MISSING: {
    status: 428,
    retryable: false,
    title: 'The decision does not say what it decides on',
    meaning: 'A decision must carry the `plan_digest` (or `If-Match`) of what was shown.',
    fix: 'Send the `plan_digest` of the approval.',
  },
  DECISION_REASON_MISSING: {
    status: 400,
    retryable: false,
    title: 'A no needs a reason',
    meaning:
      'A person who rejects says why with a reason of the closed list; words of their own may follow it. A yes needs none.',
    fix: 'Send `reason` as `wrong_amount`, or `wrong_amount: 10 % is enough`; a decision on a recommendation sends `category`. The details list what there is.',
  },
  DECISION_TOO_LATE: {
    status: 409,
    retryable: false,
    title: 'This has already been decided',
    meaning: 'Somebody decided first, or the deadline passed; who and when is in the detail.',
    fix: 'Nothing to do; the first decision stands.',
  },
  DECISION_SELF_APPROVAL: {
    status: 403,
    retryable: false,
    title: 'You may not decide on your own request',
    meaning:
      'The person who asked for the change, owns the key that asked, or last edited the playbook may not decide.',
    fix: 'Ask a colleague with the role.',
  },
  DECISION_NOT_ELIGIBLE: {
    status: 403,
    retryable: false,
    title: 'You may not decide on this',
    meaning:
      'You are not among the people who could decide when the approval was asked, or you have lost the role since.',
    fix: 'Ask one of the people named on the approval.',
  },
  DECISION_REPEATED: {
    status: 409,
    retryable: false,
    title: 'You have already decided on this',
    meaning: 'A quorum counts people, not clicks.',
    fix: 'Wait for the other people who may decide.',
  },
  DECISION_EDIT_INVALID: {
    status: 422,
    retryable: false,
    title: 'This edit is not allowed',
    meaning: 'The parameter may not be edited, or the value does not fit its type.',
    fix: 'Change only the parameters that the approval lists as editable.',
  },
  DECISION_UNDO_WINDOW_CLOSED: {
    status: 409,
    retryable: false,
    title: 'The decision can no longer be taken back',
    meaning: 'The undo window is over; the change is being applied or has been applied.',
    fix: 'Undo the execution instead.',
  },
  DELEGATION_INVALID: {
    status: 422,
    retryable: false,
    title: 'This person cannot decide in your stead',
    meaning:
      'The person you named is not in your tenant, may not decide at all, asked for the change, or is asked already.',
    fix: 'Name a colleague who may decide approvals and has nothing to do with this change.',
  },
  GROUP_MEMBER_UNKNOWN: {
    status: 422,
    retryable: false,
    title: 'Nobody has this address',
    meaning: 'An approver group was to get a member whom your tenant does not have. The group stayed as it was.',
    fix: 'Check the addresses; they are in the detail.',
  },
});
