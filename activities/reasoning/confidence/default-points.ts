import type { CalibrationPoints } from './calibrate.ts';

/** The curve that is used until an account has outcomes enough of its own. */
export const defaultCalibration: CalibrationPoints = [];
