import { DefaultFailureConverter } from '@temporalio/common';

/**
 * What workers that encrypt use in place of the usual converter of failures: messages and stacks become a payload of their
 * own, which the codec seals. In the history stands “Encoded failure”, and the type of the failure.
 */
export const failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });
