/** What a person says about a change whose outcome nobody could tell. */
export type Resolution = 'confirm_applied' | 'confirm_not_applied' | 'retry';

/** The three answers: the words on the button, and what each of them leads to. */
export const resolutions: readonly {
  readonly resolution: Resolution;
  readonly button: string;
  readonly question: string;
  readonly consequence: string;
}[] = [
  {
    resolution: 'confirm_applied',
    button: 'It was applied',
    question: 'Confirm that it was applied?',
    consequence:
      'Look at the platform first. The change gets a receipt in your name, counts under the limits, is measured, and can be undone later.',
  },
  {
    resolution: 'confirm_not_applied',
    button: 'It was not applied',
    question: 'Confirm that it was not applied?',
    consequence: 'Look at the platform first. Nothing more is sent, and the money that was reserved for it is free.',
  },
  {
    resolution: 'retry',
    button: 'It was not applied: try again',
    question: 'Try it again?',
    consequence:
      'Say this only if it was not applied. It is planned anew against what the platform shows now, and people are asked again where the playbook asks them.',
  },
];

/** The answers that this person may give: whoever asked for a change may not be the one who says that it was applied. */
export function answersFor(requested_by_email: string, email: string | null): readonly Resolution[] {
  const own = email !== null && requested_by_email.toLowerCase() === email.toLowerCase();
  return resolutions
    .map(({ resolution }) => resolution)
    .filter((resolution) => !(own && resolution === 'confirm_applied'));
}
