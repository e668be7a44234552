/** Seconds for which a claimed message is left alone by others; longer than any call to Temporal may take. */
export const leaseSeconds = 20;
