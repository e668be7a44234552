export { explainPlan } from './explain.ts';
