/** Version of the deterministic engine: thresholds, likelihoods, levers and calibration together. */
export const rulesVersion = 'rules-3';
