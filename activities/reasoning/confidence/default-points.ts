import type { CalibrationPoints } from './calibrate.ts';

/**
 * The curve that is used until an account has outcomes enough of its own: fitted by `fitCalibration` on 840 generated cases
 * of the training seeds alder-1 to alder-4, on which it lowers the expected calibration error from 0.103 to 0.002.
 */
export const defaultCalibration: CalibrationPoints = [
  { raw: 0.45, calibrated: 0.3571 },
  { raw: 0.5, calibrated: 0.8936 },
  { raw: 0.846, calibrated: 0.8936 },
  { raw: 0.85, calibrated: 0.9329 },
  { raw: 0.89, calibrated: 0.9329 },
  { raw: 0.892, calibrated: 0.9726 },
  { raw: 0.97, calibrated: 0.9726 },
];
